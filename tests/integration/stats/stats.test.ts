import * as fc from 'fast-check'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { beforeAll, describe, expect, it } from 'vitest'
import { ChartFigure } from '@/components/stats/chart-figure'
import { inBucket } from '@/db/buckets/access'
import { countByMark } from '@/db/movies/rail'
import { getStats } from '@/db/stats'
import { FORMATS, type Movie } from '@/domain/movies/movie'
import { EMPTY_SEARCH, formatSearch, parseSearch, type Search } from '@/domain/search/search'
import { statCharts } from '@/domain/stats/charts'
import { addBucket } from '@/tests/support/builders/buckets'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { anyMovie, anySearch } from '@/tests/support/models/arbitraries'
import { referenceList } from '@/tests/support/models/reference'
import { referenceStats } from '@/tests/support/models/reference-stats'

let ana: Person

const read = (bucketId: string, search: Search = EMPTY_SEARCH) =>
  inBucket(ana, bucketId, 'readMovies', (access) => getStats(access, search))
const count = (bucketId: string, search: Search) =>
  inBucket(ana, bucketId, 'readMovies', async (access) => (await countByMark(access, search)).total)

/** Puts movies into a bucket, added at times of their own. */
async function put(bucketId: string, movies: Partial<Movie>[]): Promise<Movie[]> {
  const added = await putMovies(ana, bucketId, movies)
  const times = movies.map(({ createdAt }, at) => createdAt ?? added[at]?.createdAt)
  await sql(
    'update movies set created_at = at from unnest($2::uuid[], $3::timestamptz[]) as t (id, at) where bucket_id = $1 and movies.id = t.id',
    [bucketId, added.map(({ id }) => id), times],
  )
  return added.map((movie, at) => ({ ...movie, createdAt: times[at] ?? movie.createdAt }))
}

const anyAdded = fc
  .tuple(
    anyMovie,
    fc
      .date({ min: new Date('2015-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString()),
  )
  .map(([movie, createdAt]) => ({ ...movie, createdAt }))

beforeAll(async () => {
  ana = await addPerson('Ana')
})

describe('figures', () => {
  it('are those of a plain count, for any movies', async () => {
    const bucketId = await addBucket(ana)
    await fc.assert(
      fc.asyncProperty(fc.array(anyAdded, { maxLength: 12 }), async (movies) => {
        await sql('delete from movies where bucket_id = $1', [bucketId])
        const stored = movies.length > 0 ? await put(bucketId, movies) : []
        expect(await read(bucketId)).toEqual(referenceStats(stored))
      }),
      { numRuns: 40 },
    )
  })

  it('are those of what a search finds, and of live movies alone', async () => {
    const bucketId = await addBucket(ana)
    const stored = await put(bucketId, fc.sample(anyAdded, { numRuns: 200, seed: 4 }))
    const [gone, ...live] = stored
    await sql('update movies set deleted_at = now() where id = $1', [gone?.id])
    const searches = fc.sample(anySearch, { numRuns: 60, seed: 5 })
    for (const search of [EMPTY_SEARCH, ...searches]) {
      expect(await read(bucketId, search), formatSearch(search)).toEqual(referenceStats(referenceList(live, search)))
    }
  })

  it('count months as they are in UTC, wherever the database stands', async () => {
    const bucketId = await addBucket(ana)
    await sql("alter role moviebucket set timezone to 'Pacific/Auckland'")
    await put(bucketId, [{ createdAt: '2024-01-31T23:59:59.999Z' }, { createdAt: '2024-02-01T00:00:00.000Z' }])
    const { added } = await read(bucketId)
    expect(added.spans).toEqual([
      { from: '2024-01', to: '2024-01', count: 1 },
      { from: '2024-02', to: '2024-02', count: 1 },
    ])
    await sql('alter role moviebucket reset timezone')
  })

  it('of no movies are zeros', async () => {
    expect(await read(await addBucket(ana))).toEqual({
      total: 0,
      length: null,
      decades: [],
      formats: FORMATS.map((format) => ({ format, count: 0 })),
      ratings: [1, 2, 3, 4, 5].map((rating) => ({ rating, count: 0 })),
      lengths: [0, 60, 90, 120, 150, 180].map((min, at, all) => ({
        min,
        max: all[at + 1] ? (all[at + 1] ?? 0) - 1 : null,
        count: 0,
      })),
      added: { step: 'month', spans: [] },
      landmarks: null,
    })
  })
})

describe('a bar', () => {
  const paths = {
    '': EMPTY_SEARCH,
    'of a filter': parseSearch({ year: '1950-2044', rating: '2-', added: '2016..2028-06' }).search,
  }

  it.each(Object.entries(paths))('leads to as many movies as it counts %s', async (_, search) => {
    const bucketId = await addBucket(ana)
    await put(bucketId, fc.sample(anyAdded, { numRuns: 300, seed: 6 }))
    const charts = statCharts(await read(bucketId, search), search)
    let bars = 0
    for (const chart of Object.values(charts)) {
      const html = renderToStaticMarkup(createElement(ChartFigure, { chart, path: '/b' as never }))
      const links = [
        ...html
          .slice(0, html.indexOf('<details'))
          .matchAll(/<a href="\/b\?([^"]+)" aria-label="[^"]*: ([\d,]+) movies?/g),
      ]
      // As many links in the table as in the picture, to the same places.
      const inTable = [...html.slice(html.indexOf('<details')).matchAll(/<a href="\/b\?([^"]+)"/g)].map(
        ([, query]) => query,
      )
      expect(inTable).toEqual(links.map(([, query]) => query))
      expect(links.length).toBeGreaterThan(1)
      for (const [, query = '', said = ''] of links) {
        const given = new URLSearchParams(query.replaceAll('&amp;', '&'))
        const parsed = parseSearch(Object.fromEntries(given))
        expect(parsed.dropped).toEqual([])
        expect(await count(bucketId, parsed.search), query).toBe(Number(said.replaceAll(',', '')))
        bars++
      }
      const total = chart.bars.reduce((sum, bar) => sum + bar.count, 0)
      expect(total, chart.title).toBe(await count(bucketId, search))
    }
    expect(bars).toBeGreaterThan(50)
  })
})
