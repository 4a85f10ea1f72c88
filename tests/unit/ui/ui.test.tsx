import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { type ReactNode, useState } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BucketMenu } from '@/components/buckets/bucket-menu'
import { AppHeader } from '@/components/ui/app-header'
import { Dialog } from '@/components/ui/dialog'
import { ErrorScreen } from '@/components/ui/error-screen'
import type { FormAction } from '@/domain/forms'
import type { ErrorCode } from '@/domain/result'
import { failure } from '@/tests/support/components/failure'

type ScreenProps = { dismissible?: boolean; gone?: boolean; fields?: boolean }

function Screen({ dismissible = false, gone = false, fields = true }: ScreenProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Open
      </button>
      {(open || !gone) && (
        <Dialog
          open={open}
          onClose={() => setOpen(false)}
          title="Title"
          footer={<button type="button">In the footer</button>}
          dismissible={dismissible}
        >
          <input type="hidden" />
          <input aria-label="off" disabled />
          {fields && (
            <>
              <input aria-label="name" />
              <input aria-label="file" type="file" />
            </>
          )}
        </Dialog>
      )}
    </>
  )
}

describe('a dialog', () => {
  const show = async (props = {}) => {
    const user = userEvent.setup({ delay: null })
    render(<Screen {...props} />)
    await user.click(screen.getByRole('button', { name: 'Open' }))
    return { user, dialog: screen.getByRole<HTMLDialogElement>('dialog', { name: 'Title' }) }
  }
  const closed = () => expect(screen.queryByRole('dialog')).toBeNull()

  it('begins in its first field that can be typed in', async () => {
    await show()
    expect(screen.getByRole('textbox', { name: 'name' })).toHaveFocus()
  })

  it('without one begins at the first of its own buttons, not at the one that closes it', async () => {
    await show({ fields: false })
    expect(screen.getByRole('button', { name: 'In the footer' })).toHaveFocus()
  })

  it.each([false, true])('closes by Escape and by its button, and the focus returns (taken out: %s)', async (gone) => {
    const { user } = await show({ gone })
    await user.keyboard('{Escape}')
    closed()
    expect(screen.getByRole('button', { name: 'Open' })).toHaveFocus()
    await user.click(screen.getByRole('button', { name: 'Open' }))
    await user.click(screen.getByRole('button', { name: 'Close' }))
    closed()
    expect(screen.getByRole('button', { name: 'Open' })).toHaveFocus()
  })

  it('closes when the platform closes it', async () => {
    const { dialog } = await show()
    act(() => dialog.close())
    await waitFor(closed)
  })

  it('stays open when a choice of files in it is cancelled', async () => {
    const { dialog } = await show()
    fireEvent(screen.getByLabelText('file'), new Event('cancel', { bubbles: true }))
    expect(dialog.open).toBe(true)
  })

  // A real pointer on a real box is the browser tests' part; here a box stands for it.
  const at = (x: number) => ({ clientX: x, clientY: 50 })
  const boxed = (dialog: HTMLDialogElement) => {
    dialog.getBoundingClientRect = () => DOMRect.fromRect({ x: 100, y: 0, width: 100, height: 100 })
  }

  it('closes by a click beside it where nothing would be lost', async () => {
    const { dialog } = await show({ dismissible: true })
    boxed(dialog)
    fireEvent.pointerDown(dialog, at(150))
    fireEvent.pointerUp(dialog, at(10))
    expect(dialog.open, 'as when text is selected').toBe(true)
    fireEvent.pointerDown(dialog, at(10))
    fireEvent.pointerUp(dialog, at(10))
    closed()
  })

  it('does not close by a click beside it where something was typed', async () => {
    const { dialog } = await show()
    boxed(dialog)
    fireEvent.pointerDown(dialog, at(10))
    fireEvent.pointerUp(dialog, at(10))
    expect(dialog.open).toBe(true)
  })
})

describe('an error screen', () => {
  const CODES: ErrorCode[] = [
    'unauthenticated',
    'not_found',
    'forbidden',
    'invalid',
    'conflict',
    'rate_limited',
    'unavailable',
    'failed',
  ]

  it.each(CODES)('for %s has a heading, the message, the request, and a way on', (code) => {
    render(<ErrorScreen code={code} message="This happened." requestId="r-1" />)
    expect(screen.getByRole('heading', { level: 1 })).not.toBeEmptyDOMElement()
    expect(screen.getByText('This happened.')).toBeVisible()
    expect(screen.getByText('Request r-1')).toBeVisible()
    expect(screen.getByRole('link', { name: 'To my movies' })).toHaveAttribute('href', '/')
    const passes = ['rate_limited', 'unavailable', 'failed'].includes(code)
    expect(screen.queryAllByRole('button', { name: 'Retry' })).toHaveLength(passes ? 1 : 0)
  })

  it('for a database that is away tries again by itself, without JavaScript too', () => {
    expect(renderToString(<ErrorScreen code="unavailable" message="m" />)).toContain('http-equiv="refresh"')
    expect(renderToString(<ErrorScreen code="failed" message="m" />)).not.toContain('http-equiv="refresh"')
  })
})

describe('Retry', () => {
  const reload = vi.fn()
  let answers: (boolean | 'lost')[]
  let asked: string[]
  beforeEach(() => {
    answers = []
    asked = []
    reload.mockReset()
    vi.useFakeTimers()
    // The platform's own, which a test cannot have for real.
    vi.stubGlobal('location', { reload })
    vi.stubGlobal('fetch', async (address: string) => {
      asked.push(address)
      const answer = answers.shift() ?? false
      if (answer === 'lost') throw new TypeError('Failed to fetch')
      return new Response(null, { status: answer ? 200 : 503 })
    })
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('loads the page again', () => {
    render(<ErrorScreen code="failed" message="m" />)
    fireEvent.click(screen.getByRole('button', { name: 'Retry' }))
    expect(reload).toHaveBeenCalledOnce()
  })

  it('is pressed by itself as soon as the database is back, and asks nothing after that', async () => {
    answers = [false, 'lost', true]
    const { unmount } = render(<ErrorScreen code="unavailable" message="m" />)
    await vi.advanceTimersByTimeAsync(6000)
    expect(asked).toEqual(['/api/health/ready', '/api/health/ready'])
    expect(reload).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(3000)
    expect(reload).toHaveBeenCalledOnce()
    unmount()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked).toHaveLength(3)
  })

  it('is not, where waiting does not help', async () => {
    render(<ErrorScreen code="failed" message="m" />)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked).toEqual([])
  })
})

describe('the header', () => {
  const header = (signOut: FormAction = async () => null, menu?: ReactNode) =>
    render(
      <AppHeader user={{ name: null, email: 'ana@example.org' }} menu={menu} signOut={signOut}>
        <button type="button">Add</button>
      </AppHeader>,
    )
  const names = () => screen.getAllByRole('link', { hidden: true }).map((link) => link.textContent)

  it('begins with a way past it, and names who is signed in', () => {
    header()
    expect(screen.getAllByRole('link')[0]).toHaveAttribute('href', '#main')
    expect(screen.getAllByText('ana@example.org')).not.toHaveLength(0)
    expect(screen.getByRole('button', { name: 'Add' })).toBeVisible()
  })

  it('has the menu of a bucket on its screens, and leads to the settings everywhere', () => {
    const { unmount } = header()
    expect(names()).toContain('Settings')
    expect(screen.queryByRole('button', { name: 'Bucket menu' })).toBeNull()
    unmount()
    header(undefined, <BucketMenu bucketId="b" editable />)
    expect(screen.getByRole('button', { name: 'Bucket menu' })).toBeVisible()
    expect(names()).toEqual(expect.arrayContaining(['Statistics', 'Activity', 'Import movies', 'Trash']))
  })

  it('has no trash for a person who may only look', () => {
    header(undefined, <BucketMenu bucketId="b" editable={false} />)
    expect(names()).toContain('Statistics')
    expect(names()).not.toContain('Trash')
  })

  it('signs out, and says so if that did not work', async () => {
    const user = userEvent.setup({ delay: null })
    header(async () => ({ ...failure('unavailable', 'The database is away; you are still signed in.'), values: {} }))
    // In its menu, which opens in a browser alone.
    await user.click(screen.getByRole('button', { name: 'Sign out', hidden: true }))
    expect(await screen.findByRole('alert', { hidden: true })).toHaveTextContent('you are still signed in')
  })
})
