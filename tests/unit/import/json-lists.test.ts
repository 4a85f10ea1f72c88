import { describe, expect, it } from 'vitest'
import { openFile } from '@/domain/import/read-file'
import { bytesOf, readAll } from '@/tests/support/builders/import-files'

/** The rows of a JSON file as objects without their empty cells, read in small chunks. */
async function read(json: unknown, chunk = 100) {
  const { rows } = await openFile(bytesOf(typeof json === 'string' ? json : JSON.stringify(json), chunk))
  const [names, ...all] = await readAll(rows)
  return all.map(({ cells }) =>
    Object.fromEntries(cells.flatMap((cell, at) => (cell === '' ? [] : [[names?.cells[at] ?? 'stray', cell]]))),
  )
}

const ALIEN = { title: 'Alien', year: 1979 }
const HEAT = { title: 'Heat', year: 1995 }
const ids = { trakt: 295, slug: 'alien-1979', imdb: 'tt0078748', tmdb: 348 }
const seasons = [{ number: 1, episodes: [{ number: 1, plays: 1, title: 'Pilot' }] }]

describe('movies are found in JSON', () => {
  it.each<[string, unknown, object[]]>([
    ['in an array', [ALIEN, HEAT], [{ title: 'Alien', year: '1979' }, { title: 'Heat' }]],
    ['alone', ALIEN, [{ title: 'Alien', year: '1979' }]],
    ['in lines', `${JSON.stringify(ALIEN)}\n${JSON.stringify(HEAT)}\n`, [{ title: 'Alien' }, { title: 'Heat' }]],
    ['under any key', { page: 1, results: [ALIEN, HEAT], total_pages: 1 }, [{ title: 'Alien' }, { title: 'Heat' }]],
    [
      'at any depth',
      { a: { b: [{ c: { d: [ALIEN] } }, { c: { d: [HEAT] } }] } },
      [{ title: 'Alien' }, { title: 'Heat' }],
    ],
    ['in lists of lists', [[ALIEN], [HEAT]], [{ title: 'Alien' }, { title: 'Heat' }]],
    [
      'in lists that have names',
      {
        lists: [
          { name: 'Best', movies: [ALIEN] },
          { name: 'Worst', movies: [] },
        ],
      },
      [{ title: 'Alien' }],
    ],
    ['in a list called as one wants', { name: 'My list', year: 2024, items: [ALIEN] }, [{ title: 'Alien' }]],
    [
      'in several lists',
      { movies: [ALIEN], shows: [{ title: 'Lost', year: 2004 }], genres: [{ id: 1, name: 'Horror' }] },
      [{ title: 'Alien' }, { title: 'Lost' }],
    ],
    [
      'beside other lists of theirs',
      [{ ...ALIEN, runtime: 117, alternateTitles: [{ title: 'Obcy' }], genres: [{ id: 1, name: 'Horror' }] }],
      [{ title: 'Alien', runtime: '117', alternateTitles: '[{"title":"Obcy"}]' }],
    ],
    [
      'inside entries, beside what is the person’s own',
      [{ plays: 2, rating: 9, type: 'movie', movie: { ...ALIEN, ids, rating: 8.1 } }],
      [{ title: 'Alien', year: '1979', rating: '9', type: 'movie', 'movie.rating': '8.1' }],
    ],
    [
      'inside entries that say what they are by a key',
      [
        { plays: 1, movie: { ...ALIEN, ids } },
        { plays: 9, show: { title: 'Lost', year: 2004, ids }, seasons },
      ],
      [
        { title: 'Alien', type: 'movie' },
        { title: 'Lost', type: 'show', seasons: JSON.stringify(seasons) },
      ],
    ],
    ['below keys in any language', [{ elokuva: 'Alien', vuosi: 1979 }], [{ elokuva: 'Alien', vuosi: '1979' }]],
  ])('%s', async (_, json, rows) => {
    for (const chunk of [1, 100, 100_000]) expect(await read(json, chunk)).toMatchObject(rows)
  })

  it('in a list that begins after the first 256 KB', async () => {
    const shows = Array.from({ length: 5000 }, (_, n) => ({ show: { title: `Show ${n}`, year: 2000, ids } }))
    const rows = await read({ shows, movies: [{ movie: ALIEN }] }, 64_000)
    expect(rows).toHaveLength(5001)
    expect(rows.at(-1)).toMatchObject({ title: 'Alien', type: 'movie' })
  })

  it('with keys that only later ones have', async () => {
    const many = Array.from({ length: 300 }, (_, n) => ({ title: `Movie ${n}`, year: 1990 }))
    const rows = await read([...many, { ...ALIEN, poster: 'x' }, { ...HEAT, rating: 9 }])
    expect(rows.at(-2)).toEqual({ title: 'Alien', year: '1979' })
    // It names a field, so it is not lost in silence.
    expect(rows.at(-1)).toEqual({ title: 'Heat', year: '1995', stray: 'rating: 9' })
  })
})

describe('hostile JSON', () => {
  it.each([
    ['brackets', '['.repeat(100_000)],
    ['objects', '{"a":'.repeat(100_000)],
    ['brackets that close', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['lists and objects', '[{"movies":'.repeat(100_000)],
  ])('of 100,000 nested %s is refused at once', async (_, text) => {
    await expect(read(text, 64_000)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/nested more than 100 levels deep|longer than 256 KB/),
    })
  })

  it('nested as deep inside a movie is a cell', async () => {
    const deep = `[{"title":"Alien","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}]`
    expect(await read(deep)).toEqual([{ title: 'Alien', x: '(nested too deeply)' }])
  })

  it('does not reach the prototype of anything', async () => {
    const [row] = await read(
      '[{"title":"Alien","__proto__":{"year":1},"movie":{"__proto__":{"rating":5},"year":1979}}]',
    )
    expect(row).toMatchObject({ title: 'Alien', year: '1979' })
    expect(({} as { rating?: number }).rating).toBeUndefined()
  })
})
