import { beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '@/db/client'
import { callApi, tokenOf } from '@/tests/support/api/api'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { checksum } from '@/tests/support/database/tables'

const HEAD = 'title,format,length,releaseYear,rating\n'
const FILE = `${HEAD}Alien,DVD,117,1979,3\nHeat,DVD,170,1995,4\nCube,DVD,90,1997,3\nLong,DVD,999,1990,1\nCube,DVD,91,1997,3\n`

let ana: Person & Actor
let token: string
let imports: string

beforeEach(async () => {
  await sql('delete from rate_limits')
  ana = await addPerson('Ana')
  token = await tokenOf(ana.userId)
  imports = `/buckets/${ana.bucketId}/imports`
  await putMovies(ana, ana.bucketId, [
    { title: 'Alien', format: 'VHS', length: 0, releaseYear: 1979, rating: 5 },
    { title: 'Heat', format: 'DVD', length: 170, releaseYear: 1995, rating: 4 },
  ])
})

const send = (raw: string, query: Record<string, string>) =>
  callApi('POST', `${imports}?${new URLSearchParams(query)}`, { token, raw, headers: { 'content-type': 'text/csv' } })
const alien = async () =>
  (
    await sql(`select title, format, length, rating from movies where bucket_id = $1 and release_year = 1979`, [
      ana.bucketId,
    ])
  )[0]

describe('the mode of an import', () => {
  it.each([
    ['add', { title: 'Alien', format: 'VHS', length: 0, rating: 5 }, 0, 1],
    ['fill', { title: 'Alien', format: 'VHS', length: 117, rating: 5 }, 1, 0],
    ['update', { title: 'Alien', format: 'DVD', length: 117, rating: 3 }, 1, 0],
  ])('%s', async (mode, after, updated, here) => {
    const { status, json } = await send(FILE, { mode })
    expect([status, await alien()]).toEqual([201, after])
    expect(json).toMatchObject({ mode, added: 1, updated, state: 'done' })
    expect(json.receipt).toEqual({
      ...{ rows: 5, added: 1, updated, same: 1, left: 2 + here },
      reasons: { waiting: 0, changed: 0, here, repeated: 1, problem: 1, aside: 0 },
    })
    const undone = await callApi('DELETE', `${imports}/${json.id}`, { token })
    expect(undone.json).toEqual({ trashed: 1, restored: updated, left: 0 })
    expect(await alien()).toEqual({ title: 'Alien', format: 'VHS', length: 0, rating: 5 })
  })

  it('is reported row by row by a dry run, which keeps nothing', async () => {
    const before = await checksum({ tables: ['rate_limits', 'api_tokens'] })
    const { json } = await send('Title,Year,Rating\nAlien,1979,2\nHeat,1995,4\nCube,1997,3\n', {
      mode: 'update',
      dry_run: '1',
    })
    expect(json).toMatchObject({
      state: 'dry_run',
      added: 0,
      updated: 0,
      counts: { change: 1, duplicate: 1, problem: 1 },
    })
    expect(json.receipt).toMatchObject({ rows: 3, added: 0, updated: 1, same: 1, left: 1 })
    expect(json.rows).toMatchObject([
      {
        row: 2,
        outcome: 'update',
        changes: [{ field: 'rating', from: 5, to: 2 }],
        same: { title: 'Alien', releaseYear: 1979 },
      },
      { row: 3, outcome: 'duplicate' },
      { row: 4, outcome: 'problem', errors: [{ field: 'format' }, { field: 'length' }] },
    ])
    expect(await checksum({ tables: ['rate_limits', 'api_tokens'] })).toBe(before)
  })

  it('is refused if it is none, or together with duplicates', async () => {
    for (const query of [{ mode: 'replace' }, { mode: 'update', duplicates: 'include' }, { mode: '' }])
      expect((await send(FILE, query as Record<string, string>)).status, JSON.stringify(query)).toBe(422)
  })
})

describe('a column mapping', () => {
  const odd = 'Film;Dauer;Jahr;Gut;Note;Art\nCube;90;1997;2;5;DVD\n'

  it('says which column holds which field, by name', async () => {
    const given = { 'column.title': 'film', 'column.rating': 'GUT', 'column.format': 'Art' }
    expect((await send(odd, given)).json).toMatchObject({ added: 1 })
    const rows = await sql("select length, rating, format from movies where bucket_id = $1 and title = 'Cube'", [
      ana.bucketId,
    ])
    expect(rows).toEqual([{ length: 90, rating: 2, format: 'DVD' }])
  })

  it('can say that no column holds a field, so that an update leaves it', async () => {
    await send(FILE, { mode: 'update', 'column.rating': '', 'column.format': '' })
    expect(await alien()).toEqual({ title: 'Alien', format: 'VHS', length: 117, rating: 5 })
  })

  it('is refused by the name of a column that the file does not have', async () => {
    const { status, json } = await send(odd, { 'column.rating': 'Stars' })
    expect([status, json.errors]).toEqual([
      422,
      [expect.objectContaining({ field: 'column.rating', message: 'column.rating: the file has no column "Stars"' })],
    ])
    expect(await sql('select from imports where bucket_id = $1', [ana.bucketId])).toEqual([])
    expect((await send(odd, { 'column.kind': 'Art' })).status).toBe(400)
  })
})
