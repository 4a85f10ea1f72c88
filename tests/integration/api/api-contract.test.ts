import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '@/db/client'
import { newId } from '@/db/ids'
import { ROUTES } from '@/server/api/router'
import { callApi, pathOf, tokenOf, UPLOAD } from '@/tests/support/api/api'
import { thingsOf } from '@/tests/support/api/things'
import { addBucket } from '@/tests/support/builders/buckets'
import { movie } from '@/tests/support/builders/movie-values'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { checksum } from '@/tests/support/database/tables'

let ana: Person & Actor
let token: string
let readOnly: string
let params: Record<string, string>
let theirs: Record<string, string>

beforeAll(async () => {
  ana = await addPerson('Ana')
  token = await tokenOf(ana.userId)
  readOnly = await tokenOf(ana.userId, 'read')
  const bob = await addPerson('Bob')
  params = await thingsOf(ana)
  theirs = await thingsOf(bob)
})

beforeEach(() => sql('delete from rate_limits'))

const BODIES: Record<string, unknown> = {
  makeBucket: { name: 'Shelf' },
  changeBucket: { name: 'Shelf' },
  putGrants: { grants: [] },
  makeGroup: { name: 'Club' },
  renameGroup: { name: 'Club' },
  changeMember: { role: 'admin' },
  editMovie: { rating: 1 },
  editMyMovie: { rating: 1 },
}
const bodyOf = (name: string) => BODIES[name] ?? movie()
const fitting = ({ name, body, upload }: Pick<(typeof ROUTES)[number], 'name' | 'body' | 'upload'>) => ({
  ...(body && { body: bodyOf(name) }),
  ...(upload && UPLOAD),
})
const nowhere = () => ({ bucketId: newId(), movieId: newId(), groupId: newId(), userId: newId(), importId: newId() })
const closed = ROUTES.filter(({ scope }) => scope !== null)
const writes = closed.filter(({ scope, method }) => scope === 'write' || method !== 'GET')
const taking = ROUTES.filter(({ body }) => body)
const withIds = ROUTES.filter(({ path }) => path.includes('{'))
const tables = ['rate_limits', 'api_tokens']

describe.each(closed)('$method $path without a token that holds', ({ method, path, scope, ...route }) => {
  it('is 401 and says how', async () => {
    const over = await tokenOf(ana.userId)
    await sql(
      "update api_tokens set expires_at = date_trunc('milliseconds', now()) where name = 'tests' and token_hash = encode(sha256($1), 'hex')",
      [Buffer.from(over)],
    )
    const bearers = ['', 'Bearer', 'Bearer x', `Bearer ${newId()}`, `Bearer mb_${'a'.repeat(43)}`, `Bearer ${over}`]
    for (const authorization of [...bearers, `Basic ${btoa(`ana:${token}`)}`, `Bearer ${token} x`, token]) {
      const sent = await callApi(method, pathOf({ path }, params), {
        ...fitting(route),
        headers: { ...fitting(route).headers, ...(authorization && { authorization }) },
      })
      expect(sent.status, authorization).toBe(401)
      expect(sent.headers.get('www-authenticate')).toMatch(/^Bearer realm=/)
      expect(sent.json).toMatchObject({
        type: 'about:blank',
        title: 'Unauthorized',
        status: 401,
        code: 'unauthenticated',
      })
      expect(Object.keys(sent.json)).toEqual(['type', 'title', 'status', 'detail', 'code', 'requestId'])
      expect(sent.json.requestId).toBe(sent.headers.get('x-request-id'))
    }
  })

  it('lets the session of a browser read, and nothing else', async () => {
    const sent = await callApi(method, pathOf({ path }, params), {
      cookie: ana.token,
      ...fitting(route),
      headers: { ...fitting(route).headers, origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' },
    })
    expect(sent.status).toBe(method === 'GET' && scope === 'read' ? 200 : 401)
  })
})

describe.each(writes.filter(({ scope }) => scope === 'write'))('$method $path', ({ method, path, ...route }) => {
  it('is 403 for a token that may only read, whether the target exists or not', async () => {
    for (const of of [params, theirs, nowhere()]) {
      const sent = await callApi(method, pathOf({ path }, of), { token: readOnly, ...fitting(route) })
      expect(sent.status).toBe(403)
      expect(sent.headers.get('www-authenticate')).toContain('error="insufficient_scope", scope="write"')
    }
  })
})

describe.each(withIds)('$method $path', ({ name, method, path, body, upload }) => {
  it('is 404 with the same bytes for an id that never existed, is hidden or is not a uuid', async () => {
    const places = [theirs, nowhere()]
    for (const odd of [
      'x',
      "' or true --",
      '%00',
      '../..',
      '\u{1F4FC}',
      'a'.repeat(5000),
      '__proto__',
      newId().toUpperCase(),
    ])
      places.push({ bucketId: odd, movieId: odd, groupId: odd, userId: odd, importId: odd })
    // A new id is welcome there.
    const kept = name === 'putMyMovie' ? places.filter(({ movieId }) => !/^[\da-f-]{36}$/i.test(movieId ?? '')) : places
    const before = await checksum({ tables })
    const bodies = new Set<string>()
    for (const of of kept) {
      const sent = await callApi(method, pathOf({ path }, of), { token, ...fitting({ name, body, upload }) })
      expect(sent.status, JSON.stringify(of).slice(0, 80)).toBe(404)
      bodies.add(sent.text.replace(String(sent.json.requestId), ''))
    }
    expect([...bodies]).toHaveLength(1)
    expect(await checksum({ tables })).toBe(before)
  })
})

it('an unknown address is 404 with the same bytes, and 401 without a token', async () => {
  const nowhere = await callApi('GET', '/nowhere/at/all', { token })
  const noMovie = await callApi('GET', `/movies/${newId()}`, { token })
  const plain = ({ text, json }: typeof nowhere) => text.replace(String(json.requestId), '')
  expect([nowhere.status, plain(nowhere)]).toEqual([404, plain(noMovie)])
  expect((await callApi('POST', '/nowhere')).status).toBe(401)
})

describe.each(taking)('$method $path', ({ name, method, path, ...route }) => {
  const send = (what: Parameters<typeof callApi>[2]) => callApi(method, pathOf({ path }, params), { token, ...what })
  const json = { 'content-type': 'application/json' }

  it('takes JSON in UTF-8 of at most 1 MB and nothing else', async () => {
    const before = await checksum({ tables })
    const body = JSON.stringify(bodyOf(name))
    for (const type of [
      undefined,
      ...('text' in route ? [] : ['text/plain']),
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ])
      expect((await send({ raw: Buffer.from(body), headers: { ...(type && { 'content-type': type }) } })).status).toBe(
        415,
      )
    expect((await send({ raw: body, headers: { 'content-type': 'application/json; charset=utf-16' } })).status).toBe(
      415,
    )
    expect((await send({ raw: body, headers: { ...json, 'content-encoding': 'gzip' } })).status).toBe(415)
    expect((await send({ raw: `${body}${' '.repeat(1_000_000)}`, headers: json })).status).toBe(413)
    const broken = [
      '',
      '{',
      'undefined',
      "{'a':1}",
      `${body}x`,
      '[1,]',
      '\ufeff{',
      Buffer.from([0x22, 0xc3, 0x22]),
      Buffer.from([0xff, 0xfe]),
    ]
    for (const raw of broken) {
      const sent = await send({ raw, headers: json })
      expect([sent.status, sent.json.code], String(raw)).toEqual([400, 'not_json'])
    }
    const misfits = ['[]', 'null', '1', '"x"', '{}', '['.repeat(400_000) + ']'.repeat(400_000)]
    misfits.push('{"__proto__":{"name":"x","role":"owner"}}', '{"constructor":{"prototype":{"name":"x"}}}')
    misfits.push(
      `{"title":{"a":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}}`,
      '{"name":"\\ud800","title":"\\u0000"}',
    )
    for (const raw of misfits) expect((await send({ raw, headers: json })).status, raw.slice(0, 60)).toBe(422)
    expect(({} as Record<string, unknown>).name).toBeUndefined()
    expect(await checksum({ tables })).toBe(before)
  })

  it('names unknown fields and does nothing', async () => {
    const before = await checksum({ tables })
    const raw = JSON.stringify(bodyOf(name)).replace(/\}$/, ',"ownerId":"x","__proto__":{"admin":true},"id":1}')
    const sent = await send({ raw, headers: json })
    expect(sent.status).toBe(422)
    const unknown = (sent.json.errors as { field: string; code: string }[]).filter(
      ({ code }) => code === 'unknown_field',
    )
    expect(unknown.map(({ field }) => field)).toEqual(['ownerId', '__proto__', 'id'])
    expect(await checksum({ tables })).toBe(before)
  })
})

describe.each(ROUTES)('$method $path', ({ name, method, path, body, upload, query, scope, csv }) => {
  const at = () => pathOf({ path }, params)
  const given = fitting({ name, body, upload })

  it('refuses unknown parameters and types that it cannot answer with', async () => {
    const before = await checksum({ tables })
    for (const extra of [
      '?x=1',
      '?__proto__=1',
      '?constructor=1',
      '?%00',
      '?limit=1&limit=1',
      ...(query ? [] : ['?q=x']),
    ]) {
      const sent = await callApi(method, at() + extra, { token, ...given })
      expect(sent.status, extra).toBe(400)
    }
    const types = [
      'text/html',
      'application/xml, text/plain',
      'application/json;q=0',
      'application/json;q=0, */*;q=0.0',
    ]
    for (const accept of csv ? types.slice(0, 2) : [...types, 'text/csv', 'text/*']) {
      const sent = await callApi(method, at(), { token, ...given, headers: { ...given.headers, accept } })
      expect(sent.status, accept).toBe(406)
    }
    expect(await checksum({ tables })).toBe(before)
  })

  it('names the allowed methods when it refuses another', async () => {
    const here = ROUTES.filter((route) => route.path === path).map((route) => route.method)
    const allow = [...here, ...(here.includes('GET') ? ['HEAD'] : []), 'OPTIONS']
    const options = await callApi('OPTIONS', at())
    expect([options.status, options.text, options.headers.get('access-control-allow-origin')]).toEqual([204, '', null])
    expect(options.headers.get('allow')?.split(', ').sort()).toEqual(allow.sort())
    for (const other of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((verb) => !allow.includes(verb))) {
      const sent = await callApi(other, at(), { token })
      expect([sent.status, sent.headers.get('allow')], other).toEqual([405, options.headers.get('allow')])
      // As HTTP has it, the answer to HEAD is without its body.
      expect(sent.json.code, other).toBe(other === 'HEAD' ? undefined : 'method_not_allowed')
    }
  })

  it('has the headers of an answer for programs', async () => {
    const { headers } = await callApi(
      method,
      at(),
      scope === null ? {} : { headers: { origin: 'https://evil.example' } },
    )
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('cache-control')).toContain('private')
    expect(headers.get('access-control-allow-origin')).toBeNull()
    expect(headers.get('vary')).toContain('authorization')
  })
})

describe.each(ROUTES.filter(({ method }) => method === 'GET'))('$method $path', ({ path }) => {
  it('answers HEAD, and 304 to a known tag', async () => {
    const at = pathOf({ path }, params)
    const full = await callApi('GET', at, { token })
    expect([full.status, full.headers.get('etag')]).toEqual([200, expect.stringMatching(/^"[\w-]+"$/)])
    const head = await callApi('HEAD', at, { token })
    expect([head.status, head.text, head.headers.get('etag')]).toEqual([200, '', full.headers.get('etag')])
    for (const known of [
      `${full.headers.get('etag')}`,
      `W/${full.headers.get('etag')}`,
      `"x", ${full.headers.get('etag')}`,
      '*',
    ]) {
      const again = await callApi('GET', at, { token, headers: { 'if-none-match': known } })
      expect([again.status, again.text, again.headers.get('etag')], known).toEqual([304, '', full.headers.get('etag')])
    }
    expect((await callApi('GET', at, { token, headers: { 'if-none-match': '"x"' } })).status).toBe(200)
  })
})

it('every visible bucket is in the list, with role and audience', async () => {
  const open = await addBucket(ana, { visibility: 'everyone' })
  const { json } = await callApi('GET', '/buckets', { token })
  const buckets = json.data as Record<string, unknown>[]
  expect(json.nextCursor).toBeNull()
  const found = buckets.find(({ id }) => id === open)
  expect(found).toMatchObject({ role: 'owner', ownerName: 'Ana', audience: { everyone: true, people: 0, groups: 0 } })
  expect(found?.publicUrl).toMatch(/^http:\/\/localhost:3000\/p\/[\w-]{32}$/)
  expect((await callApi('GET', `/buckets/${open}`, { token })).json).toEqual(found)
})
