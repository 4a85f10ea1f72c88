import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { MovieForm } from '@/components/movies/form/movie-form'
import type { TypedMovie } from '@/components/movies/state/typed-movie'
import { FilmServer } from '@/tests/support/components/film-server'

const ALIEN = { title: 'Alien', releaseYear: 1979, length: 117 }
const ALIENS = { title: 'Aliens', releaseYear: 1986, length: 137 }
const ALIENATE = { title: 'Alienate', releaseYear: 2001, length: null }

let server: FilmServer
beforeEach(() => {
  server = new FilmServer()
  server.films = [ALIEN, ALIENS, ALIENATE]
})

afterAll(() => void vi.unstubAllGlobals())

function openForm(initial: Partial<TypedMovie> = {}) {
  const saved: TypedMovie[] = []
  const escapes: string[] = []
  render(
    // biome-ignore lint/a11y/noStaticElementInteractions: stands for the dialog around the form
    <div onKeyDown={({ key }) => escapes.push(key)}>
      <MovieForm
        bucketId="bucket"
        initial={initial}
        findDuplicates={async () => ({ ok: true, data: [] })}
        onSubmit={(typed) => saved.push(typed)}
        buttons={<button type="submit">Save</button>}
      />
    </div>,
  )
  return { user: userEvent.setup({ delay: null }), saved, escapes }
}

const title = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'Title' })
const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name })
const list = () => screen.findByRole('listbox', { name: 'Films' })
const options = () => within(screen.getByRole('listbox')).getAllByRole('option')
const active = () => document.getElementById(title().getAttribute('aria-activedescendant') ?? '')?.textContent
const values = () => [title().value, field('Release year').value, field('Length').value]
const isClosed = () => expect(screen.queryByRole('listbox')).toBeNull()

describe('while a title is typed', () => {
  it('films are suggested with year and length, and nothing is chosen', async () => {
    const { user } = openForm()
    expect(title()).toHaveAttribute('aria-expanded', 'false')
    await user.type(title(), 'alie')
    await list()
    expect(options().map(({ textContent }) => textContent)).toEqual([
      'Alien 1979 · 117 min',
      'Aliens 1986 · 137 min',
      'Alienate 2001',
    ])
    expect(options().filter((one) => one.getAttribute('aria-selected') === 'true')).toEqual([])
    expect([title().value, active()]).toEqual(['alie', undefined])
    expect(title()).toHaveAttribute('aria-expanded', 'true')
    expect(title().getAttribute('aria-controls')).toBe(screen.getByRole('listbox').id)
    expect(screen.getByText('3 suggestions. Use the arrow keys.')).toHaveAttribute('role', 'status')
  })

  it('one question is asked after a pause, and none for a single letter', async () => {
    const { user } = openForm()
    await user.type(title(), 'a')
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(server.titles).toEqual([])
    await user.type(title(), 'lien')
    await list()
    expect(server.titles).toEqual(['alien'])
  })

  it('an earlier question is taken back, and its late answer changes nothing', async () => {
    const { user } = openForm()
    server.hold()
    await user.type(title(), 'al')
    await waitFor(() => expect(server.titles).toEqual(['al']))
    await user.type(title(), 'x')
    expect(server.asked[0]?.signal?.aborted).toBe(true)
    server.films = []
    await waitFor(() => expect(server.titles).toEqual(['al', 'alx']))
    server.release()
    await new Promise((resolve) => setTimeout(resolve, 50))
    isClosed()
  })

  it('a server that is away or refuses leaves an ordinary field', async () => {
    const { user, saved } = openForm({ length: '117', releaseYear: '1979', rating: '5' })
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('Failed to fetch')))
    await user.type(title(), 'alien{Enter}')
    await waitFor(() => expect(saved).toHaveLength(1))
    isClosed()
  })
})

describe('with the keyboard', () => {
  it('arrows go round, and Enter takes the film without sending the form', async () => {
    const { user, saved } = openForm({ format: 'VHS', rating: '4' })
    await user.type(title(), 'alie')
    await list()
    const seen: (string | null | undefined)[] = []
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp']) {
      await user.keyboard(`{${key}}`)
      seen.push(active()?.slice(0, 6))
    }
    expect(seen).toEqual(['Alien ', 'Aliens', 'Aliena', 'Alien ', 'Aliena', 'Aliens'])
    await user.keyboard('{Enter}')
    expect(values()).toEqual(['Aliens', '1986', '137'])
    expect(title()).toHaveFocus()
    isClosed()
    expect(saved).toEqual([])
    expect(screen.getByText('Aliens: release year 1986 and length 137 minutes filled in.')).toBeInTheDocument()
    await user.keyboard('{Enter}')
    await waitFor(() =>
      expect(saved).toEqual([{ title: 'Aliens', format: 'VHS', length: '137', releaseYear: '1986', rating: '4' }]),
    )
  })

  it('Enter without a choice sends what was typed', async () => {
    const { user, saved } = openForm({ length: '1', releaseYear: '1999', rating: '1' })
    await user.type(title(), 'alie')
    await list()
    await user.keyboard('{Enter}')
    await waitFor(() => expect(saved[0]?.title).toBe('alie'))
  })

  it('Esc closes the list alone, and the next one is for the dialog', async () => {
    const { user, escapes } = openForm()
    await user.type(title(), 'alie')
    await list()
    escapes.length = 0
    await user.keyboard('{ArrowDown}{Escape}')
    isClosed()
    expect([title().value, escapes]).toEqual(['alie', []])
    await user.keyboard('{Escape}')
    expect(escapes).toEqual(['Escape'])
    await user.keyboard('{ArrowDown}')
    expect(active()).toMatch(/^Alien 1979/)
  })

  it('Tab leaves the text as typed and goes on to the next field', async () => {
    const { user } = openForm()
    await user.type(title(), 'alie')
    await list()
    await user.keyboard('{ArrowDown}{Tab}')
    isClosed()
    expect(values()).toEqual(['alie', '', ''])
    expect(screen.getByRole('radio', { name: 'DVD' })).toHaveFocus()
  })

  it('an answer that comes after Tab does not open the list', async () => {
    const { user } = openForm()
    server.hold()
    await user.type(title(), 'alie')
    await waitFor(() => expect(server.titles).toHaveLength(1))
    await user.keyboard('{Tab}')
    server.release()
    await new Promise((resolve) => setTimeout(resolve, 50))
    isClosed()
  })

  it('arrows move the cursor where nothing is suggested', async () => {
    const { user, escapes } = openForm()
    server.films = []
    await user.type(title(), 'alie')
    await waitFor(() => expect(server.titles).toHaveLength(1))
    escapes.length = 0
    await user.keyboard('{ArrowDown}{ArrowUp}')
    expect(escapes).toEqual(['ArrowDown', 'ArrowUp'])
  })
})

describe('a film that is taken', () => {
  const take = async (user: ReturnType<typeof userEvent.setup>, name: string) => {
    await list()
    const option = options().find(({ textContent }) => textContent?.startsWith(name))
    if (option) await user.click(option)
    expect(title()).toHaveFocus()
  }

  it('by a press fills in what is empty, and keeps what was typed', async () => {
    const { user } = openForm({ length: '2:00' })
    await user.type(title(), 'alie')
    await take(user, 'Alien 1979')
    expect(values()).toEqual(['Alien', '1979', '2:00'])
    expect(screen.getByText('Alien: release year 1979 filled in.')).toBeInTheDocument()
  })

  it('replaces the one before, also where it knows less', async () => {
    const { user } = openForm()
    await user.type(title(), 'alie')
    await take(user, 'Alien 1979')
    await user.clear(field('Release year'))
    await user.type(field('Release year'), '1980')
    await user.type(title(), 's')
    await take(user, 'Alienate')
    expect(values()).toEqual(['Alienate', '1980', ''])
  })

  it('has a title that fits', async () => {
    server.films = [
      { title: 'Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb', releaseYear: 1964, length: 95 },
    ]
    const { user } = openForm()
    await user.type(title(), 'strangelove')
    await take(user, 'Dr.')
    expect(values()).toEqual(['Dr. Strangelove', '1964', '95'])
  })
})

describe('where the operator lets titles be looked up', () => {
  beforeEach(() => {
    server.films = [ALIENS]
    server.lookUp = {
      name: 'Wikidata',
      notice: 'Facts of Wikidata are free for all (CC0).',
    }
    server.lookedUp = () => Response.json({ films: [ALIEN] })
  })
  const posts = () => server.asked.filter(({ method }) => method === 'POST')

  it('a press asks with the title alone, and its films are taken like others', async () => {
    const { user, saved } = openForm({ length: '1', releaseYear: '1', rating: '1' })
    await user.type(title(), ' alien ')
    await list()
    expect(options().map(({ textContent }) => textContent)).toEqual(['Aliens 1986 · 137 min', 'Look it up at Wikidata'])
    expect(posts()).toEqual([])
    await user.keyboard('{ArrowUp}{Enter}')
    expect(await screen.findByRole('option', { name: /^Alien 1979/ })).toBeInTheDocument()
    expect(posts().map(({ url, body }) => [url.pathname, body])).toEqual([
      ['/suggestions/look-up', '{"title":"alien"}'],
    ])
    expect(options()).toHaveLength(1)
    expect(screen.getByText('Facts of Wikidata are free for all (CC0).')).toBeVisible()
    expect(saved).toEqual([])
    await user.click(screen.getByRole('option'))
    expect(title()).toHaveValue('Alien')
  })

  it.each([
    ['nothing', () => Response.json({ films: [] }), 'Wikidata knows no film of this title.', 1],
    [
      'a refusal',
      () => Response.json({ detail: 'Wikidata asks to wait. Try again in 17 seconds.' }, { status: 429 }),
      'Wikidata asks to wait. Try again in 17 seconds.',
      2,
    ],
    ['no answer', () => Response.error(), 'The server is out of reach. Try again, or type the values.', 2],
  ])('%s is said, and the text stays', async (_, answer, words, left) => {
    const { user } = openForm()
    server.lookedUp = answer
    await user.type(title(), 'alien')
    await list()
    await user.click(screen.getByRole('option', { name: 'Look it up at Wikidata' }))
    expect((await screen.findAllByText(words, { exact: false })).length).toBeGreaterThan(0)
    expect(options()).toHaveLength(left)
    expect([title().value, document.activeElement]).toEqual(['alien', title()])
  })

  it('the answer is for the text that was asked: typing on takes it back', async () => {
    const { user } = openForm()
    await user.type(title(), 'alien')
    await list()
    server.hold()
    await user.click(screen.getByRole('option', { name: 'Look it up at Wikidata' }))
    expect(screen.getByRole('listbox').parentElement).toHaveTextContent('Asking Wikidata …')
    await user.type(title(), 's')
    expect(posts()[0]?.signal?.aborted).toBe(true)
    server.release()
    await waitFor(() => expect(options()).toHaveLength(2))
    expect(options()[0]).toHaveTextContent('Aliens')
  })
})
