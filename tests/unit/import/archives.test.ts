import { describe, expect, it } from 'vitest'
import { openFile } from '@/domain/import/read-file'
import type { ReadingChoice } from '@/domain/import/reading'
import { zip } from '@/tests/support/builders/archives'
import { bytesOf, readAll } from '@/tests/support/builders/import-files'

async function open(files: Record<string, string>, choice?: ReadingChoice) {
  const { rows, settings } = await openFile(bytesOf(await zip(files), 1000), choice)
  const [names, ...all] = (await readAll(rows)).map(({ cells }) => cells)
  return { reading: settings.reading, source: settings.source, names, rows: all }
}

const LETTERBOXD = {
  'profile.csv': 'Date Joined,Username,Given Name,Family Name,Email Address\n2019-01-01,ana,Ana,,ana@example.org\n',
  'watched.csv':
    'Date,Name,Year,Letterboxd URI\n2024-01-05,Alien,1979,https://boxd.it/29LQ\n2024-01-06,Heat,1995,https://boxd.it/2aBq\n2024-01-07,Jaws,1975,https://boxd.it/2b6k\n',
  'ratings.csv': 'Date,Name,Year,Letterboxd URI,Rating\n2024-01-05,Alien,1979,https://boxd.it/29LQ,5\n',
  'diary.csv':
    'Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n2024-02-01,Alien,1979,https://boxd.it/5x0,2,,,2024-01-31\n2024-03-01,Heat,1995,https://boxd.it/5x2,4.5,Yes,,2024-02-29\n2024-02-02,Heat,1995,https://boxd.it/5x1,3,,,2024-02-01\n2024-04-02,Heat,1995,https://boxd.it/5x3,,Yes,,2024-04-01\n2024-02-02,Cats,2019,https://boxd.it/5x4,0.5,,,2024-02-01\n',
  'watchlist.csv': 'Date,Name,Year,Letterboxd URI\n2024-01-05,Dune,2021,https://boxd.it/9x\n',
  'reviews.csv': 'Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\n',
  'comments.csv': 'Date,Content,Comment\n',
  'likes/films.csv': 'Date,Name,Year,Letterboxd URI\n2024-01-05,Alien,1979,https://boxd.it/29LQ\n',
  'lists/on-tape.csv':
    'Letterboxd list export v7\nDate,Name,Tags,URL,Description\n2024-03-01,On tape,,https://boxd.it/x,\n\nPosition,Name,Year,URL,Description\n1,Alien,1979,https://boxd.it/29LQ,\n',
  'deleted/diary.csv': 'Date,Name,Year,Letterboxd URI,Rating\n2020-01-01,Gone,2000,https://boxd.it/1,1\n',
  'orphaned/diary.csv': '',
}

describe('the ZIP of Letterboxd', () => {
  it('is every film watched, once, with its rating, else the newest of the diary', async () => {
    const { source, names, rows, reading } = await open(LETTERBOXD)
    expect(source).toBe('letterboxd')
    expect(names).toEqual(['Date', 'Name', 'Year', 'Letterboxd URI', 'Rating'])
    expect(rows.map((row) => [row[1], row[2], row[4]])).toEqual([
      ['Alien', '1979', '5'],
      ['Heat', '1995', '4.5'],
      ['Jaws', '1975', ''],
      ['Cats', '2019', '0.5'],
    ])
    expect(reading).toMatchObject({
      part: 'Films watched, with ratings',
      parts: expect.arrayContaining(['watchlist.csv']),
    })
    expect(reading?.notes[0]).toBe(
      'Read from watched.csv, ratings.csv, diary.csv: each film once, with its newest rating.',
    )
    expect(reading?.notes[1]).toContain('watchlist.csv')
  })

  it.each([
    ['watchlist.csv', ['Dune']],
    ['lists/on-tape.csv', ['Alien']],
    ['diary.csv', ['Alien', 'Heat', 'Heat', 'Heat', 'Cats']],
  ])('is %s if a person chooses that', async (part, titles) => {
    const { rows, reading } = await open(LETTERBOXD, { part })
    expect(rows.map((row) => row[1])).toEqual(titles)
    expect(reading?.part).toBe(part)
  })

  it('is the same inside a folder that a Mac packed', async () => {
    const packed = Object.entries(LETTERBOXD).map(([name, text]) => [`letterboxd-ana-2024/${name}`, text])
    const { rows } = await open(Object.fromEntries([...packed, ['__MACOSX/letterboxd-ana-2024/._watched.csv', 'x']]))
    expect(rows).toHaveLength(4)
  })
})

describe('the ZIP of Trakt', () => {
  const movie = (title: string, year: number) => ({ title, year, ids: { trakt: year } })
  const files = {
    'collection-movies.json': JSON.stringify([
      { collected_at: '2024-01-01', metadata: { media_type: 'dvd' }, movie: movie('Alien', 1979) },
      { collected_at: '2024-01-01', metadata: { media_type: 'vhs' }, movie: movie('Jaws', 1975) },
    ]),
    'collection-shows.json': JSON.stringify([{ show: movie('Lost', 2004), seasons: [] }]),
    'watched-movies.json': JSON.stringify([
      { plays: 1, movie: movie('Alien', 1979) },
      { plays: 2, movie: movie('Heat', 1995) },
    ]),
    'ratings-movies.json': JSON.stringify([
      { rated_at: '2024-01-06', rating: 9, type: 'movie', movie: movie('Alien', 1979) },
      { rated_at: '2023-01-06', rating: 3, type: 'movie', movie: movie('Heat', 1995) },
    ]),
    'lists-watchlist.json': JSON.stringify([{ rank: 1, type: 'movie', movie: movie('Dune', 2021) }]),
    'user-profile.json': JSON.stringify({ username: 'ana', name: 'Ana' }),
  }

  it('is every movie collected, watched or rated, once, with its rating and medium', async () => {
    const { rows, source, reading } = await open(files)
    expect(source).toBe('trakt')
    expect(rows.map(([title, year, type, medium, rating]) => [title, year, type, medium, rating])).toEqual([
      ['Alien', '1979', 'movie', 'dvd', '9'],
      ['Jaws', '1975', 'movie', 'vhs', ''],
      ['Heat', '1995', 'movie', '', '3'],
    ])
    expect(reading?.notes.join(' ')).toContain('lists-watchlist.json')
  })

  it('is one of its lists if a person chooses that, or if there is one alone', async () => {
    expect((await open(files, { part: 'lists-watchlist.json' })).rows).toHaveLength(1)
    const { rows, reading } = await open({ 'watched-movies.json': files['watched-movies.json'] })
    expect(rows).toHaveLength(2)
    expect(reading?.parts).toEqual([])
  })
})

describe('any other archive', () => {
  it('is its one list', async () => {
    expect((await open({ 'x/readme.md': '# x', 'x/movies.csv': 'Title,Year\nAlien,1979\n' })).rows).toEqual([
      ['Alien', '1979'],
    ])
  })

  it('is the list that says most about movies', async () => {
    const { rows, reading } = await open({
      'followed.csv': 'id,name,created_at\n1,Lost,2024\n',
      'user.json': '{"name":"Ana"}',
      'movies.csv': 'Title,Year,Rating,Format\nAlien,1979,5,DVD\n',
      'broken.csv': '"',
    })
    expect(rows).toEqual([['Alien', '1979', '5', 'DVD']])
    expect(reading).toMatchObject({
      part: 'movies.csv',
      parts: ['followed.csv', 'user.json', 'movies.csv', 'broken.csv'],
    })
  })

  it('is all of its .nfo files', async () => {
    const nfo = (title: string, year: number) =>
      `<?xml version="1.0"?>\n<movie><title>${title}</title><year>${year}</year><runtime>117</runtime></movie>\nhttps://www.themoviedb.org/movie/348`
    const { names, rows } = await open({
      'Alien (1979)/Alien.nfo': nfo('Alien', 1979),
      'Heat (1995)/movie.nfo': nfo('Heat', 1995),
      'Jaws (1975)/movie.nfo': 'https://www.imdb.com/title/tt0073195/',
      'Jaws (1975)/poster.jpg': 'x',
    })
    expect(names?.slice(0, 3)).toEqual(['title', 'year', 'runtime'])
    expect(rows.map((row) => row[0])).toEqual(['Alien', 'Heat'])
  })

  it('has no list of another name', async () => {
    await expect(open(LETTERBOXD, { part: '../../etc/passwd' })).rejects.toMatchObject({ code: 'invalid' })
  })
})
