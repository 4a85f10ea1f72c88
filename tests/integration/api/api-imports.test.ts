import pg from 'pg'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Actor } from '@/db/client'
import { newId } from '@/db/ids'
import { callApi, type Sent, tokenOf } from '@/tests/support/api/api'
import { addBucket } from '@/tests/support/builders/buckets'
import { stage } from '@/tests/support/builders/imports'
import { putMovies } from '@/tests/support/builders/movies'
import { tooHigh } from '@/tests/support/builders/out-of-limits'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { checksum } from '@/tests/support/database/tables'

const HEAD = 'title,format,length,releaseYear,rating\n'
const GOOD = `${HEAD}Alien,VHS,117,1979,5\nBrazil,DVD,132,1985,4\n`
const MIXED = `${GOOD}Alien,DVD,117,1980,5\nCube,Betamax,1170,1997,9\n`

let ana: Person & Actor
let token: string
let imports: string

beforeEach(async () => {
  await sql('delete from rate_limits')
  ana = await addPerson('Ana')
  token = await tokenOf(ana.userId)
  imports = `/buckets/${ana.bucketId}/imports`
})

type More = { query?: string; type?: string; key?: string }
const send = (raw: BodyInit, { query = '', type = 'text/csv', key }: More = {}): Promise<Sent> =>
  callApi('POST', imports + query, {
    token,
    raw,
    headers: { 'content-type': type, ...(key && { 'idempotency-key': key }) },
  })
const titles = async (bucketId = ana.bucketId) =>
  (
    await sql<{ title: string }>(
      'select title from movies where bucket_id = $1 and deleted_at is null order by title, id',
      [bucketId],
    )
  ).map(({ title }) => title)
const waiting = () => sql('select from imports where bucket_id = $1', [ana.bucketId])
const tables = ['rate_limits', 'api_tokens']

describe('an import', () => {
  it('adds what fits, and names every other row with the reason', async () => {
    const { status, json, headers } = await send(MIXED)
    expect([status, headers.get('location')]).toEqual([201, `/api/v1${imports}/${json.id}`])
    expect(json).toMatchObject({
      state: 'done',
      added: 2,
      undone: false,
      counts: { ready: 0, duplicate: 1, problem: 1, aside: 0 },
      nextRow: null,
    })
    const [same, wrong] = json.rows as Record<string, unknown>[]
    expect(same).toMatchObject({ row: 4, outcome: 'duplicate', movie: { title: 'Alien', releaseYear: 1980 } })
    expect(wrong).toMatchObject({
      row: 5,
      outcome: 'problem',
      errors: [
        { field: 'format', message: expect.stringContaining('Betamax') },
        { field: 'length', message: tooHigh('length', 1170).message },
        { field: 'rating', message: expect.stringContaining('9') },
      ],
    })
    expect(await titles()).toEqual(['Alien', 'Brazil'])
    expect((await callApi('GET', `${imports}/${json.id}`, { token })).json).toEqual(json)
  })

  it('can be sent again: all of it is there, and no import is left waiting', async () => {
    for (let n = 0; n < 22; n++) expect((await send(MIXED)).status).toBe(201)
    const { json } = await send(GOOD)
    expect(json).toMatchObject({ state: 'done', added: 0, counts: { ready: 0, duplicate: 2 } })
    expect(await titles()).toEqual(['Alien', 'Brazil'])
  })

  it('can be read and undone although its answer was lost after the commit', async () => {
    const query = pg.Client.prototype.query as (...args: unknown[]) => unknown
    const added = new Set<unknown>()
    const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(async function (
      this: unknown,
      ...args: unknown[]
    ) {
      const result = await query.apply(this, args)
      if (/update imports set state = 'done'/.test((args[0] as { text?: string }).text ?? '')) added.add(this)
      if (args[0] === 'commit' && added.delete(this))
        throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
      return result
    } as never)
    try {
      expect((await send(GOOD)).status).toBe(503)
    } finally {
      spy.mockRestore()
    }
    expect(await titles()).toEqual(['Alien', 'Brazil'])
    const [kept] = await sql<{ id: string }>('select id from imports where bucket_id = $1', [ana.bucketId])
    const path = `${imports}/${kept?.id}`
    expect(await callApi('GET', path, { token })).toMatchObject({ status: 200, json: { state: 'done', added: 2 } })
    expect((await callApi('DELETE', path, { token })).status).toBe(200)
    expect(await titles()).toEqual([])
  })

  it('takes duplicates on request, and one value for missing cells', async () => {
    await putMovies(ana, ana.bucketId, [{ title: 'Alien', releaseYear: 1979 }])
    const query = '?duplicates=include&format=DVD&length=90&rating=3&name=Shelf'
    const { status, json } = await send('title,year\nAlien,1979\nCube,1997\n', { query })
    expect([status, json.added, json.name, json.rows]).toEqual([201, 2, 'Shelf', []])
    expect(await titles()).toEqual(['Alien', 'Alien', 'Cube'])
    const [cube] = await sql("select format, length, rating from movies where title = 'Cube' and bucket_id = $1", [
      ana.bucketId,
    ])
    expect(cube).toEqual({ format: 'DVD', length: 90, rating: 3 })
    for (const odd of ['format=Betamax', 'length=501', 'rating=x', 'duplicates=1', 'dry_run=0'])
      expect((await send(GOOD, { query: `?${odd}` })).status, odd).toBe(422)
  })

  it('takes JSON, and refuses a body of another type than it declares', async () => {
    const list = [{ title: 'Alien', format: 'VHS', length: 117, releaseYear: 1979, rating: 5 }]
    const type = 'application/json'
    expect((await send(JSON.stringify(list), { type })).json.added).toBe(1)
    const before = await checksum({ tables })
    for (const [raw, as] of [
      [GOOD, type],
      [JSON.stringify(list), 'text/csv'],
      ['[]', type],
      ['', 'text/csv'],
      ['[{"title":"Alien"', type],
    ] as const)
      expect((await send(raw, { type: as })).status, raw).toBe(422)
    for (const other of ['text/plain', 'multipart/form-data; boundary=x', 'text/csv; charset=utf-16'])
      expect((await send(GOOD, { type: other })).status, other).toBe(415)
    expect(await checksum({ tables })).toBe(before)
  })

  it('is streamed, and refused above 20 MB with nothing kept', async () => {
    const before = await checksum({ tables })
    const chunk = new TextEncoder().encode(`Alien,VHS,117,1979,5,${'x'.repeat(9_978)}\n`.repeat(100))
    let pulled = 0
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(HEAD)),
      pull: (controller) => (pulled++ < 21 ? controller.enqueue(chunk) : controller.close()),
    })
    const { status, json } = await send(body)
    expect([status, json.code]).toEqual([413, 'too_large'])
    expect(await checksum({ tables })).toBe(before)
  })

  it('gives the rows it did not add page by page', async () => {
    const lines = Array.from({ length: 1003 }, (_, at) => `Film ${at},DVD,501,1990,3\n`)
    const { json } = await send(HEAD + lines.join(''))
    expect([json.added, (json.rows as unknown[]).length, json.nextRow]).toEqual([0, 1000, 1001])
    const rest = await callApi('GET', `${imports}/${json.id}?after=${json.nextRow}`, { token })
    expect([(rest.json.rows as unknown[]).length, rest.json.nextRow]).toEqual([3, null])
  })

  it('is not found in another bucket, nor by a malformed id', async () => {
    const other = await addBucket(ana)
    const importId = await stage(ana, other, GOOD)
    for (const id of [importId, newId(), 'x'])
      for (const method of ['GET', 'DELETE'])
        expect((await callApi(method, `${imports}/${id}`, { token })).status, method).toBe(404)
  })
})

describe('a dry run', () => {
  it('says what an import would do, row by row, and keeps nothing', async () => {
    const before = await checksum({ tables })
    const { status, json, headers } = await send(MIXED, { query: '?dry_run=1' })
    expect([status, headers.get('location')]).toEqual([200, null])
    expect(json).toMatchObject({ id: null, state: 'dry_run', added: 0, nextRow: null })
    expect(json.counts).toEqual({ ready: 2, change: 0, duplicate: 1, problem: 1, aside: 0 })
    expect((json.rows as { outcome: string }[]).map(({ outcome }) => outcome)).toEqual([
      'add',
      'add',
      'duplicate',
      'problem',
    ])
    expect(await checksum({ tables })).toBe(before)
    const all = await send(MIXED, { query: '?dry_run=1&duplicates=include' })
    expect(all.json.counts).toMatchObject({ ready: 3, duplicate: 0 })
    expect(await checksum({ tables })).toBe(before)
  })

  it('reads what people have as the screen does: kinds, missing values, years in titles', async () => {
    const list =
      'Title,Type,Medium,Runtime,Stars\nMemento (2000),film,DVD,1 Std. 53 Min.,9\nLost (2004),tv show,DVD,45,8\nHeat (1995),film,-,170,7\n'
    const { json } = await send(list, { query: '?dry_run=1' })
    expect(json.counts).toEqual({ ready: 1, change: 0, duplicate: 0, problem: 1, aside: 1 })
    expect(json.rows).toEqual([
      {
        row: 2,
        outcome: 'add',
        movie: { title: 'Memento', format: 'DVD', length: 113, releaseYear: 2000, rating: 5 },
      },
      { row: 3, outcome: 'aside', kind: 'tv show' },
      {
        row: 4,
        outcome: 'problem',
        errors: [{ field: 'format', message: 'Format is missing: choose VHS, DVD, Streaming' }],
      },
    ])
    expect(json.conversions).toEqual([
      'Ratings in this file go up to 10; they are halved and rounded up: 7 becomes 4.',
      'The release year at the end of a title is taken out of it: “Memento (2000)” becomes “Memento”, 2000.',
      'Running times are read as minutes: 117 min, 1:57 and 1h 57m are 117.',
      'Series, episodes and everything else that is not a film are set aside.',
      '0, –, ?, N/A and the like are read as no value.',
    ])
    const below = await send(`My films\n\n${list.replaceAll(',', ';')}`, { query: '?dry_run=1' })
    expect(below.json.conversions).toEqual([
      'It is read as Unicode (UTF-8), with a semicolon between cells.',
      'The table begins in row 3; what stands above it is left out.',
      ...(json.conversions as string[]),
    ])
  })

  it('reports all rows of a long list, and takes no key', async () => {
    const lines = Array.from({ length: 2500 }, (_, at) => `Film ${at},DVD,90,1990,3\n`)
    const { json } = await send(HEAD + lines.join(''), { query: '?dry_run=1' })
    expect((json.rows as { row: number }[]).map(({ row }) => row)).toEqual(lines.map((_, at) => at + 2))
    expect((await send(GOOD, { query: '?dry_run=1', key: 'one' })).status).toBe(422)
    expect(await waiting()).toEqual([])
  })
})

describe('taking an import back', () => {
  it('leaves later edits alone, and says so', async () => {
    const { json } = await send(GOOD)
    const [{ id } = { id: '' }] = await sql<{ id: string }>(
      "select id from movies where bucket_id = $1 and title = 'Brazil'",
      [ana.bucketId],
    )
    await callApi('PATCH', `/buckets/${ana.bucketId}/movies/${id}`, { token, body: { rating: 1 } })
    const at = `${imports}/${json.id}`
    expect((await callApi('DELETE', at, { token })).json).toEqual({ trashed: 1, restored: 0, left: 1 })
    expect(await titles()).toEqual(['Brazil'])
    expect((await callApi('GET', at, { token })).json).toMatchObject({ added: 2, undone: true })
    expect((await callApi('DELETE', at, { token })).json).toEqual({ trashed: 0, restored: 0, left: 0 })
    expect(await titles()).toEqual(['Brazil'])
  })

  it('deletes an import that added nothing', async () => {
    const { json } = await send(`${HEAD}Cube,Betamax,90,1997,3\n`)
    expect((await callApi('DELETE', `${imports}/${json.id}`, { token })).status).toBe(200)
    expect(await waiting()).toEqual([])
  })
})

describe('an Idempotency-Key', () => {
  it('gives the first answer again, for the same bytes and parameters', async () => {
    const first = await send(MIXED, { key: 'one' })
    const again = await send(MIXED, { key: 'one' })
    expect([first.status, again.status, again.text]).toEqual([201, 201, first.text])
    for (const name of ['etag', 'location']) expect(again.headers.get(name)).toBe(first.headers.get(name))
    expect(await waiting()).toHaveLength(1)
    for (const sent of [
      await send(`${MIXED}\n`, { key: 'one' }),
      await send(MIXED, { key: 'one', query: '?duplicates=include' }),
    ]) {
      expect(sent.status).toBe(422)
      expect(sent.json.errors).toMatchObject([{ field: 'Idempotency-Key' }])
    }
    expect([await titles(), (await waiting()).length]).toEqual([['Alien', 'Brazil'], 1])
  })

  it('runs one of many at the same time, and tells those beyond three to send it again', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(GOOD, { key: 'together' })))
    for (const [at, { status }] of answers.entries())
      if (status === 429) answers[at] = await send(GOOD, { key: 'together' })
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(answers[0]?.json.added).toBe(2)
    expect([await titles(), (await waiting()).length]).toEqual([['Alien', 'Brazil'], 1])
  })

  it('keeps no refusal', async () => {
    expect((await send('', { key: 'later' })).status).toBe(422)
    expect((await send(GOOD, { key: 'later' })).json.added).toBe(2)
  })
})
