import { parse } from 'csv-parse/sync'
import * as fc from 'fast-check'
import { NextRequest } from 'next/server'
import { beforeAll, describe, expect, it } from 'vitest'
import { inBucket } from '@/db/buckets/access'
import { trashSelection } from '@/db/movies/selection'
import { unguardCell } from '@/domain/export/csv-cell'
import type { Movie } from '@/domain/movies/movie'
import { EMPTY_SEARCH, formatSearch, type Search } from '@/domain/search/search'
import { SORT_KEYS } from '@/domain/search/sort'
import { exportPages } from '@/server/export/export-pages'
import { addBucket } from '@/tests/support/builders/buckets'
import { movie } from '@/tests/support/builders/movie-values'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { anyMovie, anySearch } from '@/tests/support/models/arbitraries'
import { OPERATIONS } from '@/tests/support/models/operations'
import { referenceList } from '@/tests/support/models/reference'
import { createWorld, ROLE_OF, SECRET, TRASHED, VIEWERS, type World } from '@/tests/support/models/world'
import { send } from '@/tests/support/next/send'

type Route = (request: NextRequest, context: never) => Promise<Response>

let ofBucket: Route
let ofPublicPage: Route
let ofEverything: Route

beforeAll(async () => {
  ofBucket = (await import('@/app/buckets/[bucketId]/export/route')).GET
  ofPublicPage = (await import('@/app/p/[key]/export/route')).GET
  ofEverything = (await import('@/app/settings/export/route')).GET
})

/** Asks a route for a file, as a browser with this session or none. */
function ask(run: Route, token: string | undefined, params: Record<string, string>, query = ''): Promise<Response> {
  const request = new NextRequest(`http://localhost:3000/export?${query}`)
  return send({ token }, () => run(request, { params: Promise.resolve(params) } as never))
}

const askBucket = (person: Person, query = '', bucketId = person.bucketId) =>
  ask(ofBucket, person.token, { bucketId }, query)

function parseCsv(text: string) {
  const rows: Record<string, string>[] = parse(text, { columns: true, bom: true })
  return rows.map(({ title = '', ...row }) => ({ ...row, title: unguardCell(title) }))
}

/** A movie as a file has it, all values as text. */
const asText = ({ bucketId: _, version: __, ...values }: Movie) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]))

describe('the export of a bucket to', () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld()
  })
  const STATUS = { ok: 200, not_found: 404, forbidden: 403, unauthenticated: 401 } as Record<string, number>

  it.each(VIEWERS)('%s', async (viewer) => {
    const { bucketId, key } = world.target[viewer]
    const outcome = OPERATIONS.readMovies.outcomes[viewer]
    const token = world.actor[viewer]?.token
    for (const as of ['csv', 'json', 'letterboxd']) {
      const byPage = key !== null
      const answer = byPage
        ? await ask(ofPublicPage, token, { key }, `as=${as}`)
        : await ask(ofBucket, token, { bucketId }, `as=${as}`)
      // Without a session the address of a bucket asks to sign in before it looks for the bucket.
      expect(answer.status).toBe(!byPage && !token ? 401 : STATUS[outcome])
      const text = await answer.text()
      expect(text.split(SECRET).length - 1).toBe(outcome === 'ok' ? 2 : 0)
      expect(text).not.toContain(TRASHED)
      expect(text).not.toContain(world.owner.userId)
      // A public page shows no ids and no times, so its file has none.
      if (byPage) expect(text).not.toMatch(/[\da-f]{8}-[\da-f]{4}|\d\dT\d\d:|createdAt|"id"/)
    }
    // The id of a public bucket opens nothing for a person without a role in it.
    if (ROLE_OF[viewer] === 'visitor') {
      expect((await ask(ofPublicPage, token, { key: bucketId })).status).toBe(404)
    }
  })
})

describe('a file', () => {
  let ana: Person
  let all: Movie[]
  beforeAll(async () => {
    ana = await addPerson('Ana')
    all = await putMovies(ana, ana.bucketId, fc.sample(anyMovie, { numRuns: 300, seed: 2 }))
  })

  it('holds the movies of a list in its order, each value as it is stored', async () => {
    // Most words are in no title, so half of the searches have none.
    const searches = fc
      .sample(anySearch, { numRuns: 24, seed: 3 })
      .map((each, at) => (at % 2 ? each : { ...each, q: '' }))
    const sorts = SORT_KEYS.map((key): Search => ({ ...EMPTY_SEARCH, sort: { key, descending: key === 'year' } }))
    for (const search of [...sorts, ...searches]) {
      await sql('delete from rate_limits')
      const query = formatSearch(search)
      const expected = referenceList(all, search)
      const csv = await askBucket(ana, `as=csv&${query}`)
      expect(parseCsv(await csv.text()), query).toEqual(expected.map(asText))
      const json = await askBucket(ana, `as=json&${query}`)
      expect(await json.json(), query).toEqual(expected.map(({ bucketId: _, version: __, ...rest }) => rest))
    }
    expect(searches.filter((search) => referenceList(all, search).length > 0).length).toBeGreaterThan(5)
  })

  it('has a media type and a name, and is not cached', async () => {
    await sql("update buckets set name = 'Zoë’s “films”' where id = $1", [ana.bucketId])
    const csv = await askBucket(ana)
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expect(csv.headers.get('content-disposition')).toContain(
      "filename*=UTF-8''Zo%C3%AB%E2%80%99s%20%E2%80%9Cfilms%E2%80%9D.csv",
    )
    expect(csv.headers.get('cache-control')).toBe('no-store')
    const bytes = new Uint8Array(await csv.arrayBuffer())
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const letterboxd = await askBucket(ana, 'as=letterboxd')
    expect(letterboxd.headers.get('content-disposition')).toContain('%20%28Letterboxd%29.csv')
    expect((await letterboxd.text()).slice(0, 19)).toBe('Title,Year,Rating\r\n')
    expect((await askBucket(ana, 'as=json')).headers.get('content-type')).toBe('application/json; charset=utf-8')
  })

  it('of an empty bucket has a head and nothing else', async () => {
    const empty = await addBucket(ana)
    expect(parse(await (await askBucket(ana, 'as=csv', empty)).text(), { bom: true })).toHaveLength(1)
    expect(await (await askBucket(ana, 'as=json', empty)).json()).toEqual([])
  })

  it.each(['as=xlsx', 'year=1799', 'as=json&format=Betamax'])('is refused where %s does not fit', async (query) => {
    const answer = await askBucket(ana, query)
    expect(answer.status).toBe(422)
    expect((await answer.json()).detail).toMatch(/xlsx|1799|Betamax/)
  })
})

describe('while movies change', () => {
  async function fill(person: Person, count: number): Promise<void> {
    await sql(
      `insert into movies (bucket_id, id, title, sort_title, format, length, release_year, rating, created_by, updated_by)
       select $1, gen_random_uuid(), 'M' || n, 'm' || n, 'VHS', 1, 1900 + n % 100, 1, $2, $2 from generate_series(1, $3::int) n`,
      [person.bucketId, person.userId, count],
    )
  }

  it('a file has every movie once, also movies that move ahead of the reader', async () => {
    const ana = await addPerson('Ana')
    await fill(ana, 12_000)
    const search: Search = { ...EMPTY_SEARCH, sort: { key: 'year', descending: false } }
    const ids: string[] = []
    const years: number[] = []
    for await (const page of exportPages({ actor: ana, address: ana.bucketId, search })) {
      ids.push(...page.map(({ id }) => id))
      years.push(...page.map(({ releaseYear }) => releaseYear))
      // Movies that were just read move to the end, which the reader has not reached yet.
      await sql('update movies set release_year = 2100 where id = any($1)', [page.slice(0, 1000).map(({ id }) => id)])
    }
    expect(ids).toHaveLength(12_000)
    expect(new Set(ids).size).toBe(12_000)
    expect(years).toEqual(years.toSorted((a, b) => a - b))
  })

  it('an export of everything leaves out buckets and movies in the trash', async () => {
    const ana = await addPerson('Ana')
    const other = await addBucket(ana)
    const trashed = await addBucket(ana)
    await putMovies(ana, ana.bucketId, [{ title: 'Kept' }, { title: 'Gone' }])
    await putMovies(ana, other, [{ title: '=Other "one"' }])
    await putMovies(ana, trashed, [{ title: 'Lost' }])
    await sql('update buckets set deleted_at = now() where id = $1', [trashed])
    await inBucket(ana, ana.bucketId, 'deleteMovies', async (access) => {
      const [gone] = await sql<{ id: string }>("select id from movies where title = 'Gone' and bucket_id = $1", [
        ana.bucketId,
      ])
      return trashSelection(access, { ids: [gone?.id ?? ''] })
    })
    const file = await (await ask(ofEverything, ana.token, {})).json()
    expect(file.buckets.map(({ movies }: { movies: Movie[] }) => movies.map(({ title }) => title))).toEqual([
      ['Kept'],
      ['=Other "one"'],
    ])
    expect(file.buckets[0]).toMatchObject({ id: ana.bucketId, name: 'My movies', visibility: 'private' })
  })

  it('a reader who loses access does not get a whole file', async () => {
    const ana = await addPerson('Ana')
    await fill(ana, 12_000)
    const answer = await askBucket(ana, 'as=json')
    expect(answer.status).toBe(200)
    await sql('update buckets set deleted_at = now() where id = $1', [ana.bucketId])
    await expect(answer.text()).rejects.toThrow()
  })

  it('a public page can be exported a limited number of times a minute', async () => {
    const ana = await addPerson('Ana')
    const id = await addBucket(ana, { visibility: 'everyone' })
    await putMovies(ana, id, [movie()])
    const [row] = await sql<{ key: string }>('select public_key as key from buckets where id = $1', [id])
    const statuses: number[] = []
    for (let n = 0; n < 16; n++) statuses.push((await ask(ofPublicPage, undefined, { key: row?.key ?? '' })).status)
    expect(statuses).toEqual([...Array(15).fill(200), 429])
  })
})
