import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { BucketList } from '@/components/buckets/bucket-list'
import { FaultyRows } from '@/components/import/faulty-rows'
import { GroupNameForm } from '@/components/sharing/groups/group-name-form'
import { FocusAfterForm } from '@/components/ui/focus-after-form'
import type { BucketSummary } from '@/domain/buckets/summary'
import type { FormState } from '@/domain/forms'
import type { ImportPreview, StagedRow } from '@/domain/import/staged'

/** An action that answers when it is told to. */
function slowAction() {
  let answer: (state: FormState) => void = () => {}
  const action = vi.fn((_: FormState, __: FormData) => new Promise<FormState>((resolve) => (answer = resolve)))
  return { action, answer: (state: FormState) => act(async () => answer(state)) }
}

const refused = (fields: Record<string, string>): FormState => ({
  ok: false,
  code: 'invalid',
  message: 'That does not fit',
  fields,
  requestId: '1',
  values: { name: 'typed' },
})

function Page({ answered, notice }: { answered: boolean; notice?: string }) {
  return (
    <>
      <FocusAfterForm />
      <main>
        <h1>Shared with me</h1>
        {notice && <div role="status">{notice}</div>}
        {!answered && (
          <form onSubmit={(event) => event.preventDefault()}>
            <button type="submit">Accept</button>
          </form>
        )}
      </main>
    </>
  )
}

describe('a form on its way', () => {
  it('keeps the focus at its button, and is not sent twice', async () => {
    const user = userEvent.setup({ delay: null })
    const { action, answer } = slowAction()
    render(<GroupNameForm action={action} label="Name" button="Make group" />)
    const button = screen.getByRole('button', { name: 'Make group' })
    button.focus()
    await user.keyboard('{Enter}')
    expect(button).toHaveAttribute('aria-disabled', 'true')
    expect(button).toHaveFocus()
    await user.keyboard('{Enter}')
    await user.type(screen.getByRole('textbox'), 'x{Enter}')
    await answer(null)
    expect(action).toHaveBeenCalledTimes(1)
    expect(button).not.toHaveAttribute('aria-disabled')
  })

  it('leads to the field that is wrong, in our words', async () => {
    const user = userEvent.setup({ delay: null })
    const { action, answer } = slowAction()
    render(<GroupNameForm action={action} label="Name" button="Make group" />)
    await user.click(screen.getByRole('button', { name: 'Make group' }))
    await answer(refused({ name: 'Name is missing' }))
    expect(screen.getByRole('textbox')).toHaveFocus()
    expect(screen.getByRole('textbox')).toHaveAccessibleDescription(/Name is missing/)
  })
})

describe('a form that is gone', () => {
  it.each([undefined, 'Accepted.'])('leaves the focus at what came of it (%s)', async (notice) => {
    const user = userEvent.setup({ delay: null })
    const { rerender } = render(<Page answered={false} />)
    await user.click(screen.getByRole('button', { name: 'Accept' }))
    rerender(<Page answered notice={notice} />)
    expect(notice ? screen.getByText(notice) : screen.getByRole('heading')).toHaveFocus()
  })

  it('does not take it after anything else', () => {
    const { rerender } = render(<Page answered={false} />)
    rerender(<Page answered />)
    expect(document.body).toHaveFocus()
  })
})

describe('rows with faults', () => {
  const preview = { settings: { columns: { title: 0 } } } as unknown as ImportPreview
  const row = (number: number): StagedRow => ({
    row: number,
    state: 'problem',
    cells: [`Movie ${number}`],
    corrections: {},
    faults: [{ field: 'length', message: 'Length is missing' }],
    included: false,
    choice: null,
    differences: [],
    offers: [],
  })

  it('are mended one after the other: the focus goes on to the next one, at the end to the last', async () => {
    const user = userEvent.setup({ delay: null })
    const correct = async () => null
    const show = (...rows: number[]) => <FaultyRows rows={rows.map(row)} preview={preview} correct={correct} />
    const { rerender } = render(show(2, 3, 7))
    const length = (number: number) => screen.getByRole('textbox', { name: new RegExp(`Length ?of row ${number}`) })
    for (const [saved, rest, next] of [
      [3, [2, 7], 7],
      [7, [2], 2],
    ] as const) {
      await user.type(length(saved), '90{Enter}')
      rerender(show(...rest))
      expect(length(next)).toHaveFocus()
    }
  })
})

describe('deleting a bucket', () => {
  const bucket: BucketSummary = {
    id: 'b',
    name: 'Cellar',
    visibility: 'private',
    people: 0,
    groups: 0,
    movies: 100,
    changedAt: '2026-05-05T12:00:00.000Z',
  }
  const show = (more: Partial<BucketSummary>) => {
    const remove = vi.fn(async () => null)
    render(<BucketList buckets={[{ ...bucket, ...more }]} rename={async () => null} remove={remove} />)
    return remove
  }

  it('asks nothing where little is lost', async () => {
    const remove = show({})
    await userEvent.click(screen.getByRole('button', { name: 'Delete Cellar' }))
    expect(remove).toHaveBeenCalledOnce()
  })

  it.each<[Partial<BucketSummary>, string]>([
    [{ movies: 2058 }, '“Cellar” goes into the trash with its 2,058 movies, for 30 days.'],
    [{ people: 1 }, 'with its 100 movies, for 30 days. 1 person loses it at once.'],
    [
      { movies: 0, people: 2, groups: 1, visibility: 'everyone' },
      '“Cellar” goes into the trash, for 30 days. 2 people, 1 group and everyone with the link lose it at once.',
    ],
    [{ visibility: 'everyone' }, 'Everyone with the link loses it at once.'],
  ])('asks once where much is: %o', async (more, words) => {
    const remove = show(more)
    const question = screen.getByText(words, { exact: false })
    expect(question.closest('details')).not.toHaveAttribute('open')
    await userEvent.click(screen.getByText('Delete…', { exact: false }))
    expect(remove).not.toHaveBeenCalled()
    await userEvent.click(screen.getAllByRole('button', { name: 'Cancel', hidden: true }).at(-1) as HTMLElement)
    expect(question.closest('details')).not.toHaveAttribute('open')
    expect(screen.getByText('Delete…', { exact: false }).closest('summary')).toHaveFocus()
    await userEvent.click(screen.getByRole('button', { name: 'Delete Cellar', hidden: true }))
    expect(remove).toHaveBeenCalledOnce()
  })
})
