import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { getStats } from '@/db/stats'
import { EMPTY_SEARCH } from '@/domain/search/search'
import { callApi, tokenOf } from '@/tests/support/api/api'
import { addBucket } from '@/tests/support/builders/buckets'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

const HEADER = 'title,format,length,releaseYear,rating,id,createdAt,updatedAt\r\n'

let ana: Person & Actor
let token: string
let movies: string

beforeAll(async () => {
  ana = await addPerson('Ana')
  token = await tokenOf(ana.userId)
  movies = `/buckets/${ana.bucketId}/movies`
  await putMovies(ana, ana.bucketId, [
    { title: 'Alien', format: 'VHS', length: 117, releaseYear: 1979, rating: 5 },
    { title: 'Brazil, "the" film', format: 'DVD', length: 132, releaseYear: 1985, rating: 4 },
    { title: '=1+1', format: 'Streaming', length: 0, releaseYear: 1997, rating: 1 },
    { title: "Ünder; 'the' 🎬", format: 'DVD', length: 500, releaseYear: 2001, rating: 2 },
    ...Array.from({ length: 400 }, (_, at) => ({ title: `Film ${at}`, length: at })),
  ])
  await sql("update movies set created_at = '2024-03-05T06:07:08.123Z' where bucket_id = $1 and title = 'Alien'", [
    ana.bucketId,
  ])
})

beforeEach(() => sql('delete from rate_limits'))

const csvOf = (path: string, accept = 'text/csv') => callApi('GET', path, { token, headers: { accept } })
const linesOf = (text: string) => text.split('\r\n').slice(1, -1)

describe('text/csv', () => {
  it('holds a whole bucket, or what a filter finds, in its order', async () => {
    const { status, text, headers } = await csvOf(movies)
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8; header=present'])
    expect(headers.get('vary')).toContain('accept')
    expect(text.startsWith(HEADER)).toBe(true)
    expect(linesOf(text)).toHaveLength(404)
    expect((await csvOf('/movies')).text).toBe(text)
    const some = linesOf((await csvOf(`${movies}?format=VHS,Streaming&sort=-year`)).text)
    expect(some.map((line) => line.split(',')[0])).toEqual(["'=1+1", 'Alien'])
    expect(linesOf((await csvOf(`${movies}?added=2024-03`)).text)).toHaveLength(1)
  })

  it('of a public page, opened by its key, has no ids and times, whoever asks', async () => {
    const id = await addBucket(ana, { visibility: 'everyone' })
    await putMovies(ana, id, [{ title: 'Brazil', format: 'DVD', length: 132, releaseYear: 1985, rating: 4 }])
    const [bucket] = await sql<{ key: string }>('select public_key as key from buckets where id = $1', [id])
    for (const asker of [token, await tokenOf((await addPerson('Stranger')).userId)]) {
      const headers = { accept: 'text/csv' }
      const { status, text } = await callApi('GET', `/buckets/${bucket?.key}/movies`, { token: asker, headers })
      expect([status, text]).toEqual([200, 'title,format,length,releaseYear,rating\r\nBrazil,DVD,132,1985,4\r\n'])
    }
    expect((await csvOf(`/buckets/${id}/movies`)).text.startsWith(HEADER)).toBe(true)
  })

  it('is the answer to clients that prefer it; the others get JSON', async () => {
    const typeOf = async (accept: string) => (await csvOf(`${movies}?q=alien`, accept)).headers.get('content-type')
    for (const accept of ['text/*', 'application/json;q=0.5, text/csv', 'text/csv, text/html;q=0.1'])
      expect(await typeOf(accept), accept).toMatch(/^text\/csv/)
    for (const accept of ['*/*', 'text/csv;q=0.5, application/json', 'text/csv;q=0, */*', 'application/*, text/csv'])
      expect(await typeOf(accept), accept).toMatch(/^application\/json/)
  })

  it('has no pages, answers HEAD, and refuses with problem documents', async () => {
    for (const odd of ['limit=10', 'cursor=x', 'count=1', 'year=x', 'added=2024-13']) {
      const sent = await csvOf(`${movies}?${odd}`)
      expect([sent.status, sent.headers.get('content-type')], odd).toEqual([422, 'application/problem+json'])
    }
    const head = await callApi('HEAD', movies, { token, headers: { accept: 'text/csv' } })
    expect([head.status, head.text, head.headers.get('content-type')]).toEqual([
      200,
      '',
      'text/csv; charset=utf-8; header=present',
    ])
    const bob = await addPerson('Bob')
    expect((await csvOf(`/buckets/${bob.bucketId}/movies`)).status).toBe(404)
  })

  it.each(['text/csv', 'application/json'])('exported as it is and imported as %s is the same bucket', async (type) => {
    const other = await addPerson('Cleo')
    const theirs = await tokenOf(other.userId)
    const { text } = await csvOf(movies)
    const listed = await allOf(movies, token)
    const raw = type === 'text/csv' ? text : JSON.stringify(listed)
    const path = `/buckets/${other.bucketId}`
    const { json } = await callApi('POST', `${path}/imports`, {
      token: theirs,
      raw,
      headers: { 'content-type': type },
    })
    expect([json.added, json.rows]).toEqual([404, []])
    const plain = (rows: Row[]) =>
      rows.map(({ title, format, length, releaseYear, rating, createdAt, updatedAt }) =>
        JSON.stringify({ title, format, length, releaseYear, rating, createdAt, updatedAt }),
      )
    expect(plain(await allOf(`${path}/movies`, theirs)).sort()).toEqual(plain(listed).sort())
  })
})

type Row = Record<string, unknown>

async function allOf(path: string, token: string): Promise<Row[]> {
  return (await callApi('GET', `${path}?limit=500`, { token })).json.data as Row[]
}

describe('added', () => {
  it('narrows a list to months, and names values that are not months', async () => {
    const count = async (added: string) => (await callApi('GET', `${movies}?count=1&added=${added}`, { token })).json
    for (const within of ['2024-03', '2024', '2023-11..2024-03', '2020..2024'])
      expect((await count(within)).total, within).toBe(1)
    expect((await count('2023')).total).toBe(0)
    expect((await count('2024-13')).errors).toMatchObject([{ field: 'added', value: '2024-13' }])
  })
})

describe('statistics', () => {
  it('are the figures of the screen for what a filter finds', async () => {
    const at = `/buckets/${ana.bucketId}/stats`
    const { status, json } = await callApi('GET', at, { token })
    const figures = await inBucket(ana, ana.bucketId, 'readMovies', (access) => getStats(access, EMPTY_SEARCH))
    expect([status, json.total]).toEqual([200, 404])
    expect(json).toEqual(JSON.parse(JSON.stringify(figures)))
    const some = await callApi('GET', `${at}?rating=5&format=VHS&added=2024-03`, { token })
    expect(some.json).toMatchObject({ total: 1, length: { sum: 117, mean: 117, median: 117 } })
    const empty = await callApi('GET', `/buckets/${await addBucket(ana)}/stats`, { token })
    expect(empty.json).toMatchObject({ total: 0, length: null, landmarks: null })
    for (const [query, expected] of [
      ['sort=title', 400],
      ['limit=1', 400],
      ['year=x', 422],
    ] as const)
      expect((await callApi('GET', `${at}?${query}`, { token })).status, query).toBe(expected)
  })
})
