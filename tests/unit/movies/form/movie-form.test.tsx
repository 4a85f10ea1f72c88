import { act, render, screen, waitFor, within } from '@testing-library/react'
import userEvent, { type UserEvent } from '@testing-library/user-event'
import { renderToString } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { MovieForm, type MovieFormProps } from '@/components/movies/form/movie-form'
import type { TypedMovie } from '@/components/movies/state/typed-movie'
import type { Movie, MovieValues } from '@/domain/movies/movie'
import { movieFormSchema } from '@/domain/movies/schema'
import type { Result } from '@/domain/result'
import { aMovie } from '@/tests/support/builders/movie-values'
import { TOO_LONG, tooHigh, tooLow } from '@/tests/support/builders/out-of-limits'

type Given = { typed: TypedMovie; values: MovieValues; again: boolean }

function renderForm(props: Partial<MovieFormProps> = {}) {
  const given: Given[] = []
  const form = (more: Partial<MovieFormProps> = {}) => (
    <MovieForm
      bucketId="bucket"
      initial={{}}
      findDuplicates={async () => ({ ok: true, data: [] })}
      onSubmit={(typed, values, again) => given.push({ typed, values, again })}
      buttons={
        <>
          <button type="submit">Save</button>
          <button type="submit" name="then" value="again">
            Save and add another
          </button>
        </>
      }
      {...props}
      {...more}
    />
  )
  const view = render(form())
  return {
    given,
    user: userEvent.setup({ delay: null }),
    rerender: (more: Partial<MovieFormProps>) => view.rerender(form(more)),
  }
}

const field = (name: string) => screen.getByRole<HTMLInputElement>(name === 'Title' ? 'combobox' : 'textbox', { name })
const radio = (name: string) => screen.getByRole<HTMLInputElement>('radio', { name })
const chosen = (group: string) =>
  within(screen.getByRole('group', { name: group }))
    .getAllByRole<HTMLInputElement>('radio')
    .filter((one) => one.checked)
    .map((one) => one.value)
const spine = () => screen.getByRole('img', { hidden: true }).getAttribute('aria-label')

const ALIEN: TypedMovie = { title: 'Alien', format: 'VHS', length: '117', releaseYear: '1979', rating: '5' }
const LABELS = { title: 'Title', length: 'Length', releaseYear: 'Release year' } as const

describe('a new movie', () => {
  it('is typed with the keyboard alone, from the title on, and handed over as typed and as meant', async () => {
    const { user, given } = renderForm({ initial: { format: 'Streaming' } })
    expect(field('Title')).toHaveFocus()
    await user.keyboard(' Alien {Tab}{ArrowUp}{Tab}1:57{Tab}1979{Tab}')
    await user.keyboard('[Space]{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}{Enter}')
    expect(given).toEqual([
      {
        typed: { title: ' Alien ', format: 'DVD', length: '1:57', releaseYear: '1979', rating: '5' },
        values: { title: 'Alien', format: 'DVD', length: 117, releaseYear: 1979, rating: 5 },
        again: false,
      },
    ])
  })

  it.each([
    ['1:57', 117],
    ['1h 57m', 117],
    ['2h', 120],
    ['117 min', 117],
    ['0', 0],
  ])('takes %s for a length', async (typed, length) => {
    const { user, given } = renderForm({ initial: { ...ALIEN, length: typed } })
    await user.keyboard('{Enter}')
    expect(given[0]?.values.length).toBe(length)
  })

  it('begins with the format it is told, and with DVD otherwise', () => {
    renderForm({ initial: { format: 'VHS' } })
    expect(chosen('Format')).toEqual(['VHS'])
    expect(chosen('Rating')).toEqual([])
  })

  it('begins with DVD otherwise', () => {
    renderForm()
    expect(chosen('Format')).toEqual(['DVD'])
  })

  it('takes shape as a spine while it is typed; what does not fit yet is left out of it', async () => {
    const { user } = renderForm()
    expect(spine()).toBe('Title, DVD, 100 min, 2000, rated 0 of 5')
    await user.keyboard('Alien{Tab}{Tab}11')
    await user.click(radio('VHS'))
    await user.click(radio('4 of 5'))
    expect(spine()).toBe('Alien, VHS, 11 min, 2000, rated 4 of 5')
    await user.type(field('Length'), '70')
    expect(spine()).toBe('Alien, VHS, 100 min, 2000, rated 4 of 5')
  })
})

describe('a movie that is there', () => {
  it('comes with all it is', () => {
    renderForm({ initial: ALIEN })
    expect(field('Title')).toHaveValue('Alien')
    expect(field('Length')).toHaveValue('117')
    expect(field('Release year')).toHaveValue('1979')
    expect(chosen('Format')).toEqual(['VHS'])
    expect(chosen('Rating')).toEqual(['5'])
  })
})

describe('the count of characters', () => {
  it('follows the typing and counts what will be stored', async () => {
    const { user } = renderForm()
    expect(field('Title')).toHaveAccessibleDescription('0/50')
    await user.keyboard('  E\u0301t\u0301 ')
    expect(field('Title')).toHaveAccessibleDescription('3/50')
    await user.keyboard('🍿')
    expect(field('Title')).toHaveAccessibleDescription('5/50')
  })

  it('goes on beyond the limit: nothing typed is cut off', () => {
    renderForm({ initial: { title: TOO_LONG } })
    expect(field('Title')).toHaveAccessibleDescription('51/50')
  })
})

describe('a limit', () => {
  const bounds = { title: ['x', 'x'.repeat(50)], length: ['0', '500'], releaseYear: ['1800', '2100'] }
  const beyond = {
    title: ['', TOO_LONG],
    length: ['', '-1', tooHigh('length').typed, '1h 99m', 'abc'],
    releaseYear: ['', tooLow('releaseYear').typed, tooHigh('releaseYear').typed, '79.5'],
  }
  const cases = (of: typeof bounds) =>
    Object.entries(of).flatMap(([name, values]) => values.map((value) => [name as keyof typeof bounds, value] as const))

  it.each(cases(bounds))('of %s takes %j', async (name, value) => {
    const { user, given } = renderForm({ initial: { ...ALIEN, [name]: value } })
    await user.keyboard('{Enter}')
    await waitFor(() => expect(given[0]?.typed[name]).toBe(value))
  })

  it.each(cases(beyond))('of %s refuses %j there, in the words of the rules, and keeps it', async (name, value) => {
    const message = movieFormSchema.shape[name].safeParse(value).error?.issues[0]?.message
    const { user, given } = renderForm({ initial: { ...ALIEN, [name]: value } })
    await save(user)
    const input = field(LABELS[name])
    // What was typed is judged a moment after it was sent.
    await waitFor(() => expect(input).toHaveAccessibleDescription(expect.stringContaining(message ?? 'no message')))
    expect(input).toBeInvalid()
    expect(input).toHaveFocus()
    expect(input).toHaveValue(value)
    expect(given).toEqual([])
  })

  it('of the rating says that one is missing, at the stars', async () => {
    const { user, given } = renderForm({ initial: { ...ALIEN, rating: '' } })
    await save(user)
    const stars = screen.getByRole('group', { name: 'Rating' })
    expect(stars).toHaveAccessibleDescription('Rating is missing: give a whole number from 1 to 5')
    expect(stars).toContainElement(document.activeElement as HTMLElement)
    expect(given).toEqual([])
  })

  it('that several fields miss is told at each, the first gets the focus, and one that is mended is quiet', async () => {
    const { user, given } = renderForm({
      initial: { ...ALIEN, title: '', length: tooHigh('length').typed, releaseYear: tooLow('releaseYear').typed },
    })
    await save(user)
    expect(field('Title')).toHaveFocus()
    for (const label of Object.values(LABELS)) expect(field(label)).toBeInvalid()
    await user.keyboard('Alien')
    await waitFor(() => expect(field('Title')).toBeValid())
    expect(field('Length')).toHaveAccessibleDescription(
      'Length: 501 is above the limit of 500 minutes Minutes, or 1:57, or 1h 57m',
    )
    expect(field('Release year')).toBeInvalid()
    expect(given).toEqual([])
  })
})

describe('what the server refused', () => {
  const errors = { 'movie.length': 'Length: no', title: 'Title: no' }

  it('is told where it was typed, which stays, and the first of it has the focus', () => {
    renderForm({ initial: ALIEN, errors })
    expect(field('Title')).toHaveAccessibleDescription('Title: no 5/50')
    expect(field('Length')).toHaveAccessibleDescription(expect.stringContaining('Length: no'))
    expect(field('Length')).toHaveValue('117')
    expect(field('Title')).toHaveFocus()
  })

  it('stands while something else is typed, and does not stand in the way of trying again', async () => {
    const { user, given } = renderForm({ initial: ALIEN, errors })
    await user.type(field('Release year'), '{Backspace}8')
    expect(field('Length')).toBeInvalid()
    await user.clear(field('Length'))
    await user.type(field('Length'), '100{Enter}')
    expect(given.map(({ values }) => values)).toEqual([
      { title: 'Alien', format: 'VHS', length: 100, releaseYear: 1978, rating: 5 },
    ])
  })

  it('does not wipe out what the rules found', async () => {
    const { user, rerender } = renderForm({ initial: { ...ALIEN, length: tooHigh('length').typed } })
    await save(user)
    rerender({ bucketId: 'bucket' })
    expect(field('Length')).toBeInvalid()
  })
})

describe('“Save and add another”', () => {
  it('keeps the format, empties the rest and goes back to the title', async () => {
    const { user, given } = renderForm({ initial: { ...ALIEN, format: 'DVD' } })
    await user.click(radio('Streaming'))
    await user.click(screen.getByRole('button', { name: 'Save and add another' }))
    expect(given).toMatchObject([{ again: true, values: { title: 'Alien', format: 'Streaming' } }])
    expect(field('Title')).toHaveFocus()
    for (const label of Object.values(LABELS)) expect(field(label)).toHaveValue('')
    expect(chosen('Format')).toEqual(['Streaming'])
    expect(chosen('Rating')).toEqual([])
    // The fields are emptied by hand, the count with the next rendering.
    await waitFor(() => expect(field('Title')).toHaveAccessibleDescription('0/50'))
  })

  it('goes on for as many as there are, with nothing of one in the next', async () => {
    const { user, given } = renderForm({ initial: { format: 'VHS' } })
    for (const title of ['One', 'Two', 'Three']) {
      await user.keyboard(title)
      await user.type(field('Length'), '90')
      await user.type(field('Release year'), '1990')
      await user.click(radio('3 of 5'))
      await user.click(screen.getByRole('button', { name: 'Save and add another' }))
    }
    expect(given.map(({ typed }) => typed)).toEqual(
      ['One', 'Two', 'Three'].map((title) => ({
        title,
        format: 'VHS',
        length: '90',
        releaseYear: '1990',
        rating: '3',
      })),
    )
  })

  it('stays where it is when something is wrong', async () => {
    const { user, given } = renderForm({ initial: { ...ALIEN, length: tooHigh('length').typed } })
    await user.click(screen.getByRole('button', { name: 'Save and add another' }))
    expect(given).toEqual([])
    expect(field('Title')).toHaveValue('Alien')
  })
})

describe('a movie that is there already', () => {
  const slow = () => {
    const asked: {
      title: string
      releaseYear?: number
      except?: string
      answer: (movies: Movie[]) => Promise<void>
    }[] = []
    const findDuplicates: MovieFormProps['findDuplicates'] = (input) =>
      new Promise<Result<Movie[]>>((resolve) =>
        asked.push({
          ...input,
          answer: (data) =>
            act(async () => {
              resolve({ ok: true, data })
              // The remark waits for a press that left the field to end.
              await new Promise((shown) => setTimeout(shown, 400))
            }),
        }),
      )
    return { asked, findDuplicates }
  }
  const remark = () => screen.queryByText(/Already in this bucket/)?.textContent

  it('is noted when the title loses the focus, with a link, and can still be saved', async () => {
    const { asked, findDuplicates } = slow()
    const { user, given } = renderForm({ initial: { ...ALIEN, title: '' }, findDuplicates, movieId: 'me' })
    await user.keyboard('Alien{Tab}')
    expect(asked).toMatchObject([{ bucketId: 'bucket', title: 'Alien', releaseYear: 1979, except: 'me' }])
    await asked[0]?.answer([aMovie({ id: 'other' })])
    expect(remark()).toBe('Already in this bucket: Alien (VHS, 1979). You can still add it.')
    expect(screen.getByRole('link').getAttribute('href')).toBe('/buckets/bucket/movies/other')
    await user.keyboard('{Enter}')
    expect(given).toHaveLength(1)
  })

  it('is looked for again when the year is left, and not without a title', async () => {
    const { asked, findDuplicates } = slow()
    const { user } = renderForm({ initial: { ...ALIEN, title: ' ' }, findDuplicates })
    await user.keyboard('{Tab}')
    expect(asked).toEqual([])
    await user.type(field('Title'), 'Alien')
    await user.clear(field('Release year'))
    await user.type(field('Release year'), '1980{Tab}')
    expect(asked.at(-1)).toMatchObject({ title: ' Alien', releaseYear: 1980 })
  })

  it('is not said of a title that is gone by the time the answer comes', async () => {
    const { asked, findDuplicates } = slow()
    const { user } = renderForm({ initial: ALIEN, findDuplicates })
    await user.click(screen.getByRole('button', { name: 'Save and add another' }))
    expect(asked).toHaveLength(1)
    await asked[0]?.answer([aMovie()])
    expect(remark()).toBeUndefined()
  })

  it('is said of the last title, whichever answer comes last', async () => {
    const { asked, findDuplicates } = slow()
    const { user } = renderForm({ initial: ALIEN, findDuplicates })
    await user.keyboard('{Tab}')
    await user.type(field('Title'), 's{Tab}')
    await asked[1]?.answer([])
    await asked[0]?.answer([aMovie()])
    expect(remark()).toBeUndefined()
  })

  it('is not worth a word when looking fails', async () => {
    const { user } = renderForm({ initial: ALIEN, findDuplicates: () => Promise.reject(new Error('away')) })
    await user.keyboard('{Tab}{Enter}')
    expect(remark()).toBeUndefined()
  })
})

it('posts hidden values along where there is no JavaScript', () => {
  renderForm({ initial: ALIEN, hidden: { version: '3' } })
  const posted = new FormData(screen.getByRole<HTMLFormElement>('form', { name: 'Movie' }))
  expect(Object.fromEntries(posted)).toEqual({ ...ALIEN, version: '3' })
})

it('has all that is given in its HTML, before and without any JavaScript', () => {
  const page = document.createElement('div')
  page.innerHTML = renderToString(
    <MovieForm
      bucketId="bucket"
      initial={{ ...ALIEN, length: tooHigh('length').typed }}
      errors={{ length: 'Length: no' }}
      findDuplicates={async () => ({ ok: true, data: [] })}
      onSubmit={() => {}}
      buttons={null}
    />,
  )
  const form = page.querySelector('form')
  expect(form && Object.fromEntries(new FormData(form))).toEqual({ ...ALIEN, length: tooHigh('length').typed })
  expect(page.querySelector('[name=length]')?.getAttribute('aria-invalid')).toBe('true')
  expect(page.textContent).toContain('Length: no')
})

/** Presses Save and lets what was typed be judged, which takes a moment. */
async function save(user: UserEvent): Promise<void> {
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await act(() => new Promise((resolve) => setTimeout(resolve, 50)))
}
