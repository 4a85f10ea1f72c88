import * as fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '@/db/client'
import { newId } from '@/db/ids'
import type { MovieValues } from '@/domain/movies/movie'
import { callApi, tokenOf } from '@/tests/support/api/api'
import { putMovies } from '@/tests/support/builders/movies'
import { TOO_LONG } from '@/tests/support/builders/out-of-limits'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

type Row = MovieValues & { id: string }

let ana: Person & Actor
let token: string
let all: Row[]

beforeAll(async () => {
  ana = await addPerson('Ana')
  token = await tokenOf(ana.userId)
  all = await putMovies(
    ana,
    ana.bucketId,
    Array.from({ length: 230 }, (_, at) => ({
      title: `${'ÄbCd'[at % 4]}ilm ${at % 57}`,
      format: (['VHS', 'DVD', 'Streaming'] as const)[at % 3],
      length: (at * 7) % 501,
      releaseYear: 1930 + (at % 90),
      rating: 1 + (at % 5),
    })),
  )
})

beforeEach(() => sql('delete from rate_limits'))

const list = (query: string) => callApi('GET', `/movies${query}`, { token })

/** All pages of a list, by its cursors and by its Link headers, which say the same. */
async function walk(query: string): Promise<Row[]> {
  const rows: Row[] = []
  let next: string | null = query
  while (next !== null) {
    const { json, headers, status } = await list(next)
    expect(status).toBe(200)
    rows.push(...(json.data as Row[]))
    const link: string | null = headers.get('link')
    if (json.nextCursor === null) expect(link).toBeNull()
    const [, href] = /^<([^>]+)>; rel="next"$/.exec(link ?? '') ?? []
    if (href) expect(new URL(href).searchParams.get('cursor')).toBe(json.nextCursor)
    next = href ? new URL(href).search : null
  }
  return rows
}

describe('a list', () => {
  it('has 100 movies per page, sorted by title, and the total on request', async () => {
    const { json } = await list('')
    expect(json.data).toHaveLength(100)
    expect(json.total).toBeUndefined()
    expect((await list('?count=1&limit=1')).json.total).toBe(230)
    expect((await list('?count=1&format=VHS,DVD&rating=5&q=ilm')).json.total).toBe(
      all.filter(({ format, rating }) => format !== 'Streaming' && rating === 5).length,
    )
    const empty = await list('?q=nowhere&count=1')
    expect(empty.json).toEqual({ data: [], nextCursor: null, total: 0 })
  })

  it.each(['title', '-title', 'year', '-year', 'length', '-length', 'rating', '-rating', 'added', '-added'])(
    'sorted by %s comes page by page, each movie once',
    async (sort) => {
      for (const limit of [1 + (sort.length % 7) * 13, 500]) {
        const rows = await walk(`?sort=${sort}&limit=${limit}`)
        expect(rows.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort())
        const field = { year: 'releaseYear', length: 'length', rating: 'rating' }[sort.replace('-', '')]
        if (!field) continue
        const keys = rows.map((row) => Number(row[field as keyof Row]))
        const sign = sort.startsWith('-') ? -1 : 1
        expect(keys).toEqual([...keys].sort((a, b) => sign * (a - b)))
      }
    },
  )

  it('stays right while rows come and go', async () => {
    const first = await list('?sort=year&limit=100')
    const page = first.json.data as Row[]
    const seen = page.map(({ id }) => id)
    const [gone] = await putMovies(ana, ana.bucketId, [{ releaseYear: 1800 }])
    await sql('update movies set deleted_at = now() where id = any ($1)', [[page.at(-1)?.id, gone?.id]])
    const rest = await walk(`?sort=year&limit=100&cursor=${first.json.nextCursor}`)
    await sql('update movies set deleted_at = null where id = $1', [page.at(-1)?.id])
    expect([...seen, ...rest.map(({ id }) => id)].sort()).toEqual(all.map(({ id }) => id).sort())
  })

  it('refuses a malformed cursor, and one of another order', async () => {
    const { nextCursor } = (await list('?sort=year&limit=1')).json
    for (const query of [
      `?sort=-year&cursor=${nextCursor}`,
      `?cursor=${nextCursor}`,
      `?sort=length&cursor=${nextCursor}`,
    ])
      expect((await list(query)).json).toMatchObject({ status: 400, code: 'malformed_cursor' })
    const odd = fc.oneof(
      fc.string(),
      fc.base64String(),
      fc.string().map((text) => `title.${btoa(encodeURI(text))}`),
    )
    await fc.assert(
      fc.asyncProperty(odd, async (cursor) => {
        expect((await list(`?cursor=${encodeURIComponent(cursor)}`)).status).toBe(400)
      }),
      { numRuns: 200 },
    )
  })

  it('names every filter that does not fit, with its value', async () => {
    const { status, json } = await list('?year=1989-1970&length=x&rating=0-9&format=betamax&sort=titel')
    expect(status).toBe(422)
    const errors = json.errors as { field: string; value: string; message: string }[]
    expect(errors.map(({ field }) => field).sort()).toEqual(['format', 'length', 'rating', 'sort', 'year'])
    expect(errors.find(({ field }) => field === 'year')).toMatchObject({
      value: '1989-1970',
      message: 'year: "1989-1970" is no range such as 1970-1989, within 1800 to 2100',
    })
    for (const [query, code] of [
      ['limit=0', 'too_small'],
      ['limit=501', 'too_big'],
      ['limit=x', 'invalid_type'],
      ['count=2', 'invalid_value'],
    ])
      expect((await list(`?${query}`)).json.errors, query).toMatchObject([{ field: query?.split('=')[0], code }])
    expect((await list(`?q=${'x'.repeat(101)}`)).status).toBe(422)
  })
})

describe('the grants of a bucket', () => {
  it('replaces all grants, and names people by address or GitHub name until they accept', async () => {
    const path = `/buckets/${ana.bucketId}/grants`
    const put = (grants: unknown[], headers: Record<string, string> = {}) =>
      callApi('PUT', path, { token, body: { grants }, headers })
    const club = String((await callApi('POST', '/groups', { token, body: { name: 'Film Club' } })).json.id)
    const empty = await callApi('GET', path, { token })
    expect(empty.json).toEqual({ people: [], groups: [], invitations: [] })
    const first = await put([
      { to: 'Bob@Example.org', role: 'viewer' },
      { to: '@cleo', role: 'editor' },
      { groupId: club, role: 'viewer' },
    ])
    expect(first.status).toBe(200)
    expect(first.json).toMatchObject({
      people: [],
      groups: [{ groupId: club, name: 'Film Club', others: 0, role: 'viewer' }],
      invitations: [
        { to: 'bob@example.org', role: 'viewer' },
        { to: '@cleo', role: 'editor' },
      ],
    })
    expect((await callApi('GET', path, { token })).headers.get('etag')).toBe(first.headers.get('etag'))
    // Named again they keep their invitation, with another role.
    const [bob] = first.json.invitations as { id: string }[]
    const second = await put([{ to: 'bob@example.org', role: 'editor' }])
    expect(second.json).toMatchObject({ groups: [], invitations: [{ id: bob?.id, role: 'editor' }] })
    const stale = await put([], { 'if-match': first.headers.get('etag') ?? '' })
    expect([stale.status, stale.headers.get('etag')]).toEqual([412, second.headers.get('etag')])
    expect(
      (await put([{ id: bob?.id, role: 'viewer' }], { 'if-match': second.headers.get('etag') ?? '' })).status,
    ).toBe(200)
    const wrong = await put([
      { id: newId(), role: 'viewer' },
      { groupId: newId(), role: 'viewer' },
      { id: bob?.id, role: 'viewer' },
      { to: 'bob@example.org', role: 'viewer' },
    ])
    expect((wrong.json.errors as { field: string }[]).map(({ field }) => field)).toEqual([
      'grants.0.id',
      'grants.1.groupId',
      'grants.3.to',
    ])
    const self = await put([
      { to: 'dora@example.org', role: 'viewer' },
      { to: ana.email, role: 'viewer' },
    ])
    expect([self.status, (self.json.errors as { field: string }[])[0]?.field]).toEqual([422, 'grants.1.to'])
    for (const bad of [
      { role: 'viewer' },
      { to: 'x y', role: 'viewer' },
      { to: 'a@b.org', role: 'owner' },
      { to: 'a@b.org', id: newId(), role: 'viewer' },
    ])
      expect((await put([bad])).status).toBe(422)
    expect((await callApi('GET', path, { token })).json).toMatchObject({
      people: [],
      invitations: [{ role: 'viewer' }],
    })
  })
})

describe('groups', () => {
  it('are made, renamed, transferred, left and deleted', async () => {
    const bob = await addPerson('Bob')
    const theirs = await tokenOf(bob.userId)
    const made = await callApi('POST', '/groups', { token, body: { name: ' Film Club ' } })
    const { id } = made.json as { id: string }
    expect([made.status, made.headers.get('location')]).toEqual([201, `/api/v1/groups/${id}`])
    expect(made.json).toEqual({ id, name: 'Film Club', role: 'owner', members: 1, buckets: 0 })
    expect((await callApi('GET', `/groups/${id}`, { token })).json).toEqual(made.json)
    const renamed = await callApi('PATCH', `/groups/${id}`, { token, body: { name: 'Cinema' } })
    expect(renamed.json.name).toBe('Cinema')
    await sql('insert into group_members (group_id, user_id) values ($1, $2)', [id, bob.userId])
    const member = `/groups/${id}/members/${bob.userId}`
    const roles = ({ json }: typeof made) =>
      (json.data as { name: string; role: string }[]).map(({ name, role }) => `${name} ${role}`)
    expect(roles(await callApi('GET', `/groups/${id}/members`, { token }))).toEqual(['Ana owner', 'Bob member'])
    expect(roles(await callApi('PATCH', member, { token, body: { role: 'admin' } }))).toEqual([
      'Ana owner',
      'Bob admin',
    ])
    expect((await callApi('DELETE', `/groups/${id}/members/me`, { token })).status).toBe(409)
    expect(roles(await callApi('PATCH', member, { token, body: { role: 'owner' } }))).toEqual([
      'Bob owner',
      'Ana admin',
    ])
    expect((await callApi('DELETE', member, { token })).status).toBe(409)
    expect((await callApi('DELETE', `/groups/${id}`, { token })).status).toBe(403)
    expect((await callApi('DELETE', `/groups/${id}/members/me`, { token })).status).toBe(204)
    expect((await callApi('GET', `/groups/${id}`, { token })).status).toBe(404)
    expect((await callApi('DELETE', `/groups/${id}`, { token: theirs })).status).toBe(204)
    expect((await callApi('GET', `/groups/${id}`, { token: theirs })).status).toBe(404)
  })
})

describe('buckets', () => {
  it('are made, renamed, opened and deleted', async () => {
    const made = await callApi('POST', '/buckets', { token, body: { name: 'Shelf' } })
    const at = `/buckets/${made.json.id}`
    expect([made.status, made.headers.get('location'), made.json.role]).toEqual([201, `/api/v1${at}`, 'owner'])
    const changed = await callApi('PATCH', at, { token, body: { name: 'Attic', visibility: 'everyone' } })
    expect(changed.json).toMatchObject({ name: 'Attic', visibility: 'everyone', audience: { everyone: true } })
    const key = String(changed.json.publicUrl).split('/p/')[1]
    const bob = await tokenOf((await addPerson('Bob')).userId)
    const visited = await callApi('GET', `/buckets/${key}`, { token: bob })
    expect(visited.json).toMatchObject({
      id: key,
      role: 'visitor',
      ownerName: null,
      publicUrl: null,
      audience: { people: null },
    })
    const old = made.headers.get('etag') ?? ''
    for (const method of ['PATCH', 'DELETE'])
      expect(
        (
          await callApi(method, at, {
            token,
            headers: { 'if-match': old },
            ...(method === 'PATCH' && { body: { name: 'x' } }),
          })
        ).status,
      ).toBe(412)
    const long = await callApi('PATCH', at, { token, body: { name: TOO_LONG } })
    expect(long.json.errors).toMatchObject([{ field: 'name', code: 'too_big', limit: 50 }])
    const gone = await callApi('DELETE', at, { token, headers: { 'if-match': changed.headers.get('etag') ?? '' } })
    expect(gone.status).toBe(204)
    expect((await callApi('GET', at, { token })).status).toBe(404)
  })
})
