import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ROUTES } from '@/server/api/router'
import { callApi, pathOf, tokenOf } from '@/tests/support/api/api'
import { addBucket } from '@/tests/support/builders/buckets'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { findTraces, tracesOf } from '@/tests/support/models/traces'

/*
 * Signed-in people with the key of a public page and no role of their own read what the page shows: no ids, no times, no
 * versions, no names.
 */

const OWNER = 'Zelda Owner'
// Not that of making the bucket and its movies, which the route's statistics count by.
const SOON = '2031-07-19T03:04:05.678Z'

let owner: Person
let visitor: string
let key: string
let traces: string[]
let movieId: string

beforeAll(async () => {
  owner = await addPerson(OWNER)
  visitor = await tokenOf((await addPerson('Vic')).userId)
  const bucketId = await addBucket(owner, { visibility: 'everyone' })
  const movies = await putMovies(
    owner,
    bucketId,
    Array.from({ length: 12 }, (_, at) => ({ title: `Film ${at}`, length: 90, rating: 1 + (at % 5) })),
  )
  movieId = String(movies[3]?.id)
  await sql('update movies set updated_at = $2, version = 41 + version where bucket_id = $1', [bucketId, SOON])
  const [row] = await sql<{ key: string }>('select public_key as key from buckets where id = $1', [bucketId])
  key = String(row?.key)
  traces = await tracesOf(bucketId)
  expect(traces).toEqual(expect.arrayContaining([bucketId, owner.userId, movieId, SOON.slice(0, 19)]))
})

beforeEach(() => sql('delete from rate_limits'))

const READS = ROUTES.filter(({ method, path, operation }) => {
  return method === 'GET' && path.startsWith('/buckets/{bucketId}') && operation === 'readMovies'
})
const ORDERS = ['title', 'year', 'length', 'rating', 'added'].flatMap((sort) => [sort, `-${sort}`])
const CALLS = READS.flatMap((route) => {
  const queries = [
    '',
    ...(route.query && 'sort' in route.query.shape ? ORDERS.map((sort) => `?limit=5&count=1&sort=${sort}`) : []),
  ]
  const types = route.csv ? ['application/json', 'text/csv'] : ['application/json']
  return types.flatMap((accept) => queries.map((query) => ({ path: route.path, accept, query })))
})

it('is asked of every route that reads a bucket', () => {
  expect(READS.map(({ name }) => name).sort()).toEqual(['getBucket', 'getMovie', 'getStats', 'listMovies'])
})

describe('a visitor reads', () => {
  it.each(CALLS)(
    'GET $path$query as $accept without a trace of ids, times and people',
    async ({ path, accept, query }) => {
      let next: string | null = pathOf({ path }, { bucketId: key, movieId }) + (accept === 'text/csv' ? '' : query)
      for (let pages = 0; next; pages++) {
        expect(pages).toBeLessThan(4)
        const { status, text, headers, json }: Awaited<ReturnType<typeof callApi>> = await callApi('GET', next, {
          token: visitor,
          headers: { accept },
        })
        expect(status).toBe(200)
        const answer = `${text}\n${[...headers].join('\n')}`
        expect(findTraces(answer, traces)).toEqual([])
        expect(answer).not.toMatch(/version|createdAt|updatedAt|Zelda/)
        // Neither the version itself, which is a movie's usual tag.
        expect(headers.get('etag')).not.toBe('"42"')
        next = json.nextCursor ? `${next.split('&cursor=')[0]}&cursor=${json.nextCursor}` : null
      }
    },
  )

  it.each(ORDERS)('every movie once, page by page, by %s', async (sort) => {
    const titles: string[] = []
    let cursor = ''
    do {
      const { json } = await callApi('GET', `/buckets/${key}/movies?limit=5&sort=${sort}${cursor}`, { token: visitor })
      titles.push(...(json.data as { title: string }[]).map(({ title }) => title))
      cursor = json.nextCursor ? `&cursor=${json.nextCursor}` : ''
    } while (cursor)
    expect(titles.sort()).toEqual(Array.from({ length: 12 }, (_, at) => `Film ${at}`).sort())
  })

  it('no page by a cursor of another bucket or order, nor by one that was changed', async () => {
    const page = (at: string, cursor: unknown) =>
      callApi('GET', `/buckets/${at}/movies?limit=5&cursor=${cursor}`, { token: visitor })
    const { json } = await callApi('GET', `/buckets/${key}/movies?limit=5`, { token: visitor })
    const cursor = String(json.nextCursor)
    expect((await page(key, cursor)).status).toBe(200)
    const other = await addBucket(owner, { visibility: 'everyone' })
    const [row] = await sql<{ key: string }>('select public_key as key from buckets where id = $1', [other])
    expect((await page(String(row?.key), cursor)).json).toMatchObject({ code: 'malformed_cursor' })
    expect((await page(key, cursor.replace('title.', 'length.'))).status).toBe(400)
    for (let at = 'title.'.length; at < cursor.length - 1; at += 7) {
      const changed = cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1)
      expect((await page(key, changed)).status).toBe(400)
    }
  })
})

it('a person with a role reads ids, versions and times, by the key too', async () => {
  const token = await tokenOf(owner.userId)
  const { json, headers } = await callApi('GET', `/buckets/${key}/movies/${movieId}`, { token })
  expect(json).toMatchObject({ id: movieId, bucketId: key, version: 42, updatedAt: SOON })
  expect(headers.get('etag')).toBe('"42"')
  expect((await callApi('GET', `/buckets/${key}`, { token })).json).toHaveProperty('createdAt')
})
