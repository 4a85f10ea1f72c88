import { beforeEach, describe, expect, it } from 'vitest'
import { inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { newId } from '@/db/ids'
import { moveSelection } from '@/db/movies/move'
import { callApi, type Sent, tokenOf } from '@/tests/support/api/api'
import { addBucket } from '@/tests/support/builders/buckets'
import { grant } from '@/tests/support/builders/grants'
import { movie } from '@/tests/support/builders/movie-values'
import { putMovies } from '@/tests/support/builders/movies'
import { TOO_LONG, tooHigh } from '@/tests/support/builders/out-of-limits'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

let ana: Person & Actor
let token: string
let movies: string

beforeEach(async () => {
  await sql('delete from rate_limits')
  ana = await addPerson('Ana')
  token = await tokenOf(ana.userId)
  movies = `/buckets/${ana.bucketId}/movies`
})

const alien = movie()
const send = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  callApi(method, path, { token, ...(body !== undefined && { body }), ...(headers && { headers }) })
const added = async (values = alien): Promise<string> => String((await send('POST', movies, values)).json.id)
const rows = (id: string) => sql<Record<string, unknown>>('select * from movies where id = $1', [id])

describe('adding a movie', () => {
  it('answers 201 with the movie, its address and its tag', async () => {
    const answer = await send('POST', movies, alien)
    expect(answer.status).toBe(201)
    const { id, createdAt, updatedAt, ...rest } = answer.json
    expect(rest).toEqual({ bucketId: ana.bucketId, ...alien, version: 1 })
    expect(Object.keys(answer.json)).toEqual([
      'id',
      'bucketId',
      'title',
      'format',
      'length',
      'releaseYear',
      'rating',
      'version',
      'createdAt',
      'updatedAt',
    ])
    expect(createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(updatedAt).toBe(createdAt)
    expect(answer.headers.get('location')).toBe(`/api/v1${movies}/${id}`)
    expect(answer.headers.get('etag')).toBe('"1"')
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(await rows(String(id))).toMatchObject([{ title: 'Alien', created_by: ana.userId }])
    expect((await send('GET', `${movies}/${id}`)).json).toEqual(answer.json)
  })

  const sendLine = (raw: string | Uint8Array<ArrayBuffer>, path = movies) =>
    callApi('POST', path, { token, raw, headers: { 'content-type': 'text/plain; charset=utf-8' } })

  it('takes one line of plain text', async () => {
    for (const path of [movies, '/movies']) {
      const answer = await sendLine('Blade Runner 2049 2017 dvd 164 ★★★★\n', path)
      expect(answer.status).toBe(201)
      const { title, format, length, releaseYear, rating } = answer.json
      expect([title, format, length, releaseYear, rating]).toEqual(['Blade Runner 2049', 'DVD', 164, 2017, 4])
    }
  })

  it.each([
    ['Alien 1979 dvd', ['length', 'rating'], 'Length is missing'],
    ['Alien 1979 117 5', ['format'], 'Format is missing'],
    ['', ['title', 'format', 'length', 'releaseYear', 'rating'], 'Title is missing'],
    [`${'x'.repeat(51)} 1979 dvd 117 5`, ['title'], 'above the limit of 50'],
    ['Alien 1979 dvd 117 5\nAliens 1986 dvd 137 5', [''], 'Send one line for one movie'],
  ])('refuses the line %j by name', async (line, fields, message) => {
    const { status, json } = await sendLine(line)
    expect(status).toBe(422)
    expect((json.errors as { field: string }[]).map(({ field }) => field)).toEqual(fields)
    expect(json.detail).toContain(message)
  })

  it('refuses bytes that are no text', async () => {
    const { status, json } = await sendLine(Uint8Array.of(0xff, 0xfe, 0x41))
    expect([status, json.code]).toEqual([400, 'not_text'])
  })

  it('goes into the first own bucket where the path names none', async () => {
    const later = await addBucket(ana)
    const answer = await send('POST', '/movies', alien)
    expect(answer.json.bucketId).toBe([ana.bucketId, later].sort()[0])
    expect(answer.headers.get('location')).toBe(`/api/v1/movies/${answer.json.id}`)
  })

  it('names everything that does not fit, with field, code, limit and value', async () => {
    const answer = await send('POST', movies, {
      title: TOO_LONG,
      format: 'vhs',
      length: 1170,
      rating: '5',
      year: 1,
    })
    expect(answer.status).toBe(422)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.json).toMatchObject({ status: 422, code: 'invalid', title: 'Unprocessable Entity' })
    const errors = answer.json.errors as Record<string, unknown>[]
    expect(errors.map(({ field, code }) => [field, code])).toEqual([
      ['title', 'too_big'],
      ['format', 'invalid_value'],
      ['length', 'too_big'],
      ['releaseYear', 'missing'],
      ['rating', 'invalid_type'],
      ['year', 'unknown_field'],
    ])
    expect(errors[2]).toEqual({
      field: 'length',
      code: 'too_big',
      limit: 500,
      value: 1170,
      message: tooHigh('length', 1170).message,
    })
    expect(await sql('select from movies where bucket_id = $1', [ana.bucketId])).toEqual([])
  })
})

describe('an id that the client chose', () => {
  it('adds, then replaces', async () => {
    const id = newId()
    const first = await send('PUT', `${movies}/${id}`, alien)
    expect([first.status, first.json.id, first.headers.get('location')]).toEqual([201, id, `/api/v1${movies}/${id}`])
    const second = await send('PUT', `${movies}/${id}`, { ...alien, title: 'Aliens' })
    expect([second.status, second.json.title, second.headers.get('etag')]).toEqual([200, 'Aliens', '"2"'])
  })

  it('is 409 when it is taken in another bucket, or in the trash', async () => {
    const other = await addBucket(ana)
    const [there] = await putMovies(ana, other, [{}])
    const elsewhere = await send('PUT', `${movies}/${there?.id}`, alien)
    expect([elsewhere.status, elsewhere.json.code]).toEqual([409, 'conflict'])
    const id = await added()
    await send('DELETE', `${movies}/${id}`)
    expect((await send('PUT', `${movies}/${id}`, alien)).status).toBe(409)
    expect(await rows(String(there?.id))).toHaveLength(1)
  })

  it('says nothing about an id in a bucket that is hidden', async () => {
    const bob = await addPerson('Bob')
    const [theirs] = await putMovies(bob, bob.bucketId, [{}])
    expect((await send('PUT', `${movies}/${theirs?.id}`, alien)).status).toBe(201)
  })

  it('only adds with If-None-Match: *, only replaces with If-Match', async () => {
    const id = newId()
    for (const match of ['*', '"1"'])
      expect((await send('PUT', `${movies}/${id}`, alien, { 'if-match': match })).status).toBe(412)
    expect((await send('PUT', `${movies}/${id}`, alien, { 'if-none-match': '*' })).status).toBe(201)
    const again = await send('PUT', `${movies}/${id}`, alien, { 'if-none-match': '*' })
    expect([again.status, again.json.movie]).toMatchObject([412, { id, version: 1 }])
  })

  it('is added once by many at the same time', async () => {
    const id = newId()
    const answers = await Promise.all(Array.from({ length: 8 }, () => send('PUT', `${movies}/${id}`, alien)))
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(7).fill(200), 201])
  })
})

describe('If-Match', () => {
  it('changes the version that the client knows, and answers with the current one otherwise', async () => {
    const id = await added()
    const saved = await send('PATCH', `${movies}/${id}`, { rating: 1 }, { 'if-match': '"1"' })
    expect([saved.status, saved.headers.get('etag'), saved.json.rating]).toEqual([200, '"2"', 1])
    for (const [method, body] of [
      ['PATCH', { rating: 2 }],
      ['PUT', alien],
      ['DELETE', undefined],
    ] as const)
      for (const match of ['"1"', 'W/"2"', '2', '"x"', '"99999999999999"']) {
        const stale = await send(method, `${movies}/${id}`, body, { 'if-match': match })
        expect(stale.status, `${method} ${match}`).toBe(412)
        expect(stale.json).toMatchObject({ code: 'stale', movie: saved.json })
        expect(stale.headers.get('etag')).toBe('"2"')
      }
    expect((await send('PATCH', `${movies}/${id}`, { rating: 3 }, { 'if-match': '"7", "2"' })).status).toBe(200)
    expect((await send('DELETE', `${movies}/${id}`, undefined, { 'if-match': '*' })).status).toBe(204)
  })

  it('lets one of 100 simultaneous edits through', async () => {
    const id = await added()
    const edit = async (at: number): Promise<Sent> => {
      const sent = await send('PATCH', `${movies}/${id}`, { length: at }, { 'if-match': '"1"' })
      // The pool is small: a request without a connection is told to come again, and nothing was done.
      return sent.status === 503 ? edit(at) : sent
    }
    const answers = await Promise.all(Array.from({ length: 100 }, (_, at) => edit(at)))
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(statuses.filter((status) => status === 412)).toHaveLength(99)
    const saved = answers.find(({ status }) => status === 200)
    expect(await rows(id)).toMatchObject([{ version: 2, length: saved?.json.length }])
  })
})

describe('deleting and restoring', () => {
  it('goes to the trash and back', async () => {
    const id = await added()
    const gone = await send('DELETE', `${movies}/${id}`)
    expect([gone.status, gone.text]).toEqual([204, ''])
    expect((await send('GET', `${movies}/${id}`)).status).toBe(404)
    expect((await send('DELETE', `${movies}/${id}`)).status).toBe(404)
    const back = await send('POST', `${movies}/${id}/restore`)
    expect([back.status, back.headers.get('location'), back.headers.get('etag')]).toEqual([
      201,
      `/api/v1${movies}/${id}`,
      '"1"',
    ])
    expect((await send('POST', `/movies/${id}/restore`)).status).toBe(200)
    expect((await send('GET', `/movies/${id}`)).json).toEqual(back.json)
  })
})

describe('a movie of any visible bucket', () => {
  it('is found by its id alone, a hidden one is not', async () => {
    const bob = await addPerson('Bob')
    const [theirs] = await putMovies(bob, bob.bucketId, [{}])
    expect((await send('GET', `/movies/${theirs?.id}`)).status).toBe(404)
    await grant(bob.bucketId, { user: ana }, 'viewer')
    expect((await send('GET', `/movies/${theirs?.id}`)).json).toMatchObject({ bucketId: bob.bucketId })
    expect((await send('PATCH', `/movies/${theirs?.id}`, { rating: 1 })).status).toBe(404)
  })

  it('is one’s own if a shared bucket holds a movie with the same id', async () => {
    const ids = []
    // The shared bucket is older than one own bucket and younger than the other, so no order of ids helps.
    const [early, late] = [await addPerson('Bob'), await addBucket(ana)]
    for (const [owner, bucketId] of [
      [ana, ana.bucketId],
      [early, early.bucketId],
      [ana, late],
    ] as const)
      ids.push((await putMovies(owner, bucketId, [{ title: 'Own' }]))[0]?.id ?? '')
    await grant(early.bucketId, { user: ana }, 'editor')
    const [first = '', , last = ''] = ids
    await putMovies(early, early.bucketId, [
      { id: first, title: 'Theirs' },
      { id: last, title: 'Theirs' },
    ])
    for (const id of [first, last]) expect((await send('GET', `/movies/${id}`)).json).toMatchObject({ title: 'Own' })
  })
})

it('an id in capitals is the same id', async () => {
  const id = newId()
  const put = await send('PUT', `${movies}/${id.toUpperCase()}`, alien, { 'if-none-match': '*' })
  expect([put.status, put.json.id, put.json.version]).toEqual([201, id, 1])
})

it('moving to a bucket that holds the same id is refused and does not fail', async () => {
  const other = await addBucket(ana)
  const id = await added()
  await sql(
    `insert into movies (bucket_id, id, title, sort_title, format, length, release_year, rating, created_by, updated_by)
     select $1, id, title, sort_title, format, length, release_year, rating, created_by, updated_by from movies where id = $2`,
    [other, id],
  )
  const moving = inBucket(ana, ana.bucketId, 'moveMovies', (access) => moveSelection(access, other, { ids: [id] }))
  await expect(moving).rejects.toMatchObject({ code: 'conflict' })
})
