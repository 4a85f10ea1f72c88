import pg from 'pg'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { deleteUser } from '@/db/account/deletion'
import { createToken, listTokens, revokeToken } from '@/db/account/tokens'
import type { Actor } from '@/db/client'
import { purgeExpired } from '@/db/purge'
import { log } from '@/server/log'
import { callApi, tokenOf } from '@/tests/support/api/api'
import { grant } from '@/tests/support/builders/grants'
import { movie } from '@/tests/support/builders/movie-values'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { testDatabase } from '@/tests/support/database/database'
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

const count = async () =>
  (await sql<{ count: number }>('select count(*)::int from movies where bucket_id = $1', [ana.bucketId]))[0]?.count

describe('a token', () => {
  it('is stored as a hash, and has 256 bits and a name', async () => {
    const made = await createToken(ana, { name: 'ci', scope: 'read', days: 30 })
    expect(made.token).toMatch(/^mb_[\w-]{43}$/)
    const rows = JSON.stringify(await sql('select * from api_tokens where user_id = $1', [ana.userId]))
    expect(rows).not.toContain(made.token)
    expect(rows).not.toContain(made.token.slice(3))
    const days = (Date.parse(made.expiresAt) - Date.now()) / 86_400_000
    expect(Math.round(days)).toBe(30)
  })

  it('tells its user, its scopes and the time of its last use', async () => {
    const { token: read, id } = await createToken(ana, { name: 'ci', scope: 'read', days: 1 })
    expect((await listTokens(ana)).find((one) => one.id === id)?.lastUsedAt).toBeNull()
    const { json } = await callApi('GET', '/me', { token: read })
    expect(json).toEqual({ id: ana.userId, name: 'Ana', scopes: ['read'], tokenId: id })
    expect((await callApi('GET', '/me', { token })).json.scopes).toEqual(['read', 'write'])
    expect((await callApi('GET', '/me', { cookie: ana.token })).json).toMatchObject({ scopes: ['read'], tokenId: null })
    expect((await listTokens(ana)).find((one) => one.id === id)?.lastUsedAt).toMatch(/Z$/)
  })

  it('fails on the next request after it was revoked or expired, or its account was deleted', async () => {
    const works = async (of: string) => (await callApi('GET', '/me', { token: of })).status === 200
    const [one, two] = [await createToken(ana, { name: 'a', scope: 'read', days: 1 }), await tokenOf(ana.userId)]
    expect([await works(one.token), await works(two)]).toEqual([true, true])
    expect(await revokeToken(await addPerson('Bob'), one.id)).toBe(false)
    expect(await works(one.token)).toBe(true)
    expect(await revokeToken(ana, one.id)).toBe(true)
    expect([await works(one.token), await works(two)]).toEqual([false, true])
    expect((await callApi('DELETE', '/me/tokens/current', { token: two })).status).toBe(204)
    expect([await works(two), await works(token)]).toEqual([false, true])
    await sql("update api_tokens set expires_at = date_trunc('milliseconds', now()) where user_id = $1", [ana.userId])
    expect(await works(token)).toBe(false)
    const other = await tokenOf(ana.userId)
    await deleteUser(ana)
    expect(await works(other)).toBe(false)
    expect(await sql('select from api_tokens where user_id = $1', [ana.userId])).toEqual([])
  })

  it('loses a bucket with the grant, on the next request', async () => {
    const bob = await addPerson('Bob')
    await grant(bob.bucketId, { user: ana }, 'viewer')
    const status = async () => (await callApi('GET', `/buckets/${bob.bucketId}`, { token })).status
    expect(await status()).toBe(200)
    await sql('delete from grants where user_id = $1', [ana.userId])
    expect(await status()).toBe(404)
  })

  it('stays out of the log, like titles', async () => {
    const lines: unknown[] = []
    const spies = (['info', 'warn', 'error'] as const).map((level) =>
      vi.spyOn(log, level).mockImplementation((...line: unknown[]) => void lines.push(line)),
    )
    await callApi('POST', '/movies?q=secret', { token, body: movie({ title: 'Secret One' }) })
    await callApi('POST', '/movies', { token, body: movie({ title: 'Secret One' }) })
    await callApi('GET', `/movies/${token}`, { token })
    await callApi('GET', '/movies', { token: `${token.slice(0, -1)}x` })
    for (const spy of spies) spy.mockRestore()
    expect(lines).toHaveLength(4)
    expect(JSON.stringify(lines)).toContain(ana.userId)
    expect(JSON.stringify(lines)).not.toMatch(new RegExp(`secret|alien|${token.slice(3, 20)}`, 'i'))
  })
})

describe('an Idempotency-Key', () => {
  const post = (key: string, body: unknown = movie(), path = movies) =>
    callApi('POST', path, { token, body, headers: { 'idempotency-key': key } })

  it('gives the first answer again, byte for byte', async () => {
    const first = await post('one')
    const id = String(first.json.id)
    await callApi('PATCH', `${movies}/${id}`, { token, body: { rating: 1 } })
    const again = await post('one')
    expect(again.text).toBe(first.text)
    for (const name of ['etag', 'location', 'content-type'])
      expect(again.headers.get(name)).toBe(first.headers.get(name))
    expect([first.status, again.status, await count()]).toEqual([201, 201, 1])
    const [bucket, same] = [await post('b', { name: 'x' }, '/buckets'), await post('b', { name: 'x' }, '/buckets')]
    expect([bucket.status, same.text]).toEqual([201, bucket.text])
    const [group, equal] = [await post('g', { name: 'x' }, '/groups'), await post('g', { name: 'x' }, '/groups')]
    expect([group.status, equal.text]).toEqual([201, group.text])
  })

  it('is refused with another body or another path, and belongs to one user', async () => {
    await post('one')
    for (const sent of [await post('one', movie({ rating: 1 })), await post('one', movie(), '/movies')]) {
      expect(sent.status).toBe(422)
      expect(sent.json.errors).toMatchObject([{ field: 'Idempotency-Key' }])
    }
    const bob = await addPerson('Bob')
    const theirs = await callApi('POST', '/movies', {
      token: await tokenOf(bob.userId),
      body: movie(),
      headers: { 'idempotency-key': 'one' },
    })
    expect([theirs.status, theirs.json.bucketId]).toEqual([201, bob.bucketId])
    for (const key of ['', 'x'.repeat(256), 'ü'])
      expect((await post(key).catch(() => ({ status: 422 }))).status).toBe(422)
    expect(await count()).toBe(1)
  })

  it('runs one of many at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => post('together')))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(await count()).toBe(1)
  })

  it('is refused while the first request still runs, and holds no connection meanwhile', async () => {
    const first = new pg.Client({ connectionString: testDatabase().adminUrl })
    await first.connect()
    try {
      await first.query('begin')
      await first.query("insert into idempotency_keys (user_id, key, request_hash) values ($1, 'long', '')", [
        ana.userId,
      ])
      for (const sent of await Promise.all([post('long'), post('long')])) {
        expect([sent.status, sent.json.code, sent.headers.get('retry-after')]).toEqual([409, 'conflict', '1'])
        expect(sent.json.detail).toContain('still being carried out')
      }
      expect(await count()).toBe(0)
    } finally {
      await first.end()
    }
    expect((await post('long')).status).toBe(201)
  })

  it('leaves the lock timeout of the work as it is', async () => {
    const blocker = new pg.Client({ connectionString: testDatabase().adminUrl })
    await blocker.connect()
    try {
      await blocker.query('begin; lock table movies in access exclusive mode')
      const waiting = post('patient')
      await new Promise((resolve) => setTimeout(resolve, 800))
      await blocker.query('rollback')
      expect((await waiting).status).toBe(201)
    } finally {
      await blocker.end()
    }
  })

  it('keeps no refusal: a refused request can be sent again', async () => {
    expect((await post('later', movie({ title: '' }))).status).toBe(422)
    await sql('update buckets set deleted_at = now() where id = $1', [ana.bucketId])
    expect((await post('later')).status).toBe(404)
    await sql('update buckets set deleted_at = null where id = $1', [ana.bucketId])
    expect((await post('later')).status).toBe(201)
  })

  it('is forgotten after 24 hours, and purged', async () => {
    await post('old')
    await sql("update idempotency_keys set created_at = now() - interval '25 hours' where user_id = $1", [ana.userId])
    expect((await post('old', movie({ rating: 2 }))).status).toBe(201)
    await sql("update idempotency_keys set created_at = now() - interval '25 hours' where user_id = $1", [ana.userId])
    await sql("update api_tokens set expires_at = now() - interval '31 days' where user_id = $1", [ana.userId])
    await purgeExpired()
    for (const table of ['idempotency_keys', 'api_tokens'])
      expect(await sql(`select from ${table} where user_id = $1`, [ana.userId])).toEqual([])
  })
})

describe('too much', () => {
  it('is 429 with the time to wait, for all tokens and sessions of a user together', async () => {
    await sql('insert into rate_limits (key, window_start, count) values ($1, now(), 600)', [`api:${ana.userId}`])
    for (const as of [{ token }, { token: await tokenOf(ana.userId, 'read') }, { cookie: ana.token }]) {
      const sent = await callApi('GET', '/me', as)
      expect([sent.status, sent.json.code]).toEqual([429, 'rate_limited'])
      expect(Number(sent.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(Number(sent.headers.get('retry-after'))).toBeLessThanOrEqual(60)
    }
    const bob = await addPerson('Bob')
    expect((await callApi('GET', '/me', { token: await tokenOf(bob.userId) })).status).toBe(200)
  })

  it('for the pool is 503 with Retry-After, and nothing was half done', async () => {
    const blocker = new pg.Client({ connectionString: testDatabase().adminUrl })
    await blocker.connect()
    try {
      await blocker.query('begin; lock table movies in access exclusive mode')
      // As many as one person may hold wait for the lock; the others wait for their turn.
      const waiting = Array.from({ length: 10 }, () => callApi('POST', '/movies', { token, body: movie() }))
      const locked = "select from pg_locks where relation = 'movies'::regclass and not granted"
      await expect.poll(async () => (await sql(locked)).length, { timeout: 10_000 }).toBe(6)
      const refused = await callApi('GET', '/buckets', { token })
      expect([refused.status, refused.json.code, refused.headers.get('retry-after')]).toEqual([503, 'unavailable', '2'])
      const { GET } = await import('@/app/api/health/live/route')
      expect(GET().status).toBe(200)
      await blocker.query('rollback')
      const statuses = (await Promise.all(waiting)).map(({ status }) => status)
      expect([201, 503]).toEqual(expect.arrayContaining(statuses))
      expect(await count()).toBe(statuses.filter((status) => status === 201).length)
    } finally {
      await blocker.end()
    }
  })
})
