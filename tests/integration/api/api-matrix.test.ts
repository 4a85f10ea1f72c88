import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { canInGroup, type GroupOperation, LEAST_GROUP_ROLE } from '@/domain/sharing/group'
import type { Operation } from '@/domain/sharing/roles'
import type { ApiRoute } from '@/server/api/endpoint'
import { ROUTES } from '@/server/api/router'
import { callApi, pathOf, tokenOf, UPLOAD } from '@/tests/support/api/api'
import { addGroup } from '@/tests/support/builders/groups'
import { movie } from '@/tests/support/builders/movie-values'
import { sql } from '@/tests/support/database/sql'
import { checksum, keepTables, restoreTables } from '@/tests/support/database/tables'
import { OPERATIONS } from '@/tests/support/models/operations'
import type { Outcome } from '@/tests/support/models/outcomes'
import { createWorld, SECRET, TRASHED, VIEWERS, type Viewer, type World } from '@/tests/support/models/world'

let world: World
let tokens: Record<Viewer, string | null>
let clubs: Record<Viewer, { groupId: string; role: 'owner' | 'admin' | 'member' | null }>
let outsider: string
let before: string
let touched = false
const tables = ['rate_limits', 'api_tokens']

beforeAll(async () => {
  world = await createWorld()
  const entries = VIEWERS.map(async (viewer) => {
    const person = world.actor[viewer]
    return [viewer, person && (await tokenOf(person.userId))] as const
  })
  tokens = Object.fromEntries(await Promise.all(entries)) as typeof tokens
  const founder = world.actor['owner of the group'] ?? world.owner
  const admin = world.actor['editor by group']
  const members = [world.actor['viewer by group'], world.actor['former member'], admin]
  outsider = world.actor['viewer by group']?.userId ?? ''
  const groupId = await addGroup(
    founder,
    [founder, ...members].flatMap((member) => member ?? []),
  )
  await sql("update group_members set role = 'admin' where group_id = $1 and user_id = any ($2)", [
    groupId,
    [founder.userId, admin?.userId],
  ])
  const roles: Partial<Record<Viewer, 'owner' | 'admin' | 'member'>> = {
    'owner of the group': 'owner',
    'editor by group': 'admin',
    'viewer by group': 'member',
    'former member': 'member',
  }
  clubs = Object.fromEntries(
    VIEWERS.map((viewer) => [viewer, { groupId, role: roles[viewer] ?? null }]),
  ) as typeof clubs
  await keepTables()
  before = await checksum({ tables })
})

beforeEach(async () => {
  if (touched) await restoreTables()
  await sql('delete from rate_limits')
  touched = false
})

const STATUS: Record<Outcome, number> = {
  ok: 200,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  invalid: 422,
  rate_limited: 429,
  unavailable: 503,
  failed: 500,
}

const BODIES: Record<string, unknown> = {
  changeBucket: { name: 'Other', visibility: 'everyone' },
  putGrants: { grants: [] },
  renameGroup: { name: 'Other' },
  changeMember: { role: 'admin' },
  editMovie: { rating: 1 },
}

// Paths without a bucket concern only the caller; other tests cover what they do.
const inBuckets = ROUTES.filter(({ path }) => path.startsWith('/buckets/{bucketId}'))
const inGroups = ROUTES.filter(({ path }) => path.startsWith('/groups/{groupId}'))
const matrix = <T extends ApiRoute>(routes: T[]) =>
  routes.flatMap((route) => VIEWERS.map((viewer) => ({ ...route, viewer })))

describe('a bucket', () => {
  it.each(matrix(inBuckets))(
    '$method $path by $viewer',
    async ({ name, viewer, method, path, operation, body, upload, statuses }) => {
      const { address, movieId, trashedId, importId } = world.target[viewer]
      const outcome = OPERATIONS[operation as Operation].outcomes[viewer]
      const isRestore = name === 'restoreMovie'
      const params = { bucketId: address, movieId: isRestore ? trashedId : movieId, importId }
      const sent = await callApi(method, pathOf({ path }, params), {
        token: tokens[viewer],
        ...(body && { body: BODIES[name] ?? movie({ title: 'New' }) }),
        ...(upload && UPLOAD),
      })
      const anonymous = tokens[viewer] === null
      expect(sent.status).toBe(anonymous ? 401 : outcome === 'ok' ? statuses[0] : STATUS[outcome])
      touched = (await checksum({ tables })) !== before
      expect(touched).toBe(outcome === 'ok' && method !== 'GET' && !anonymous)
      if (!isRestore) expect(sent.text).not.toContain(TRASHED)
      if (sent.status !== statuses[0]) expect(sent.text).not.toContain(SECRET)
      if (sent.status === 404) {
        const nowhere = await callApi(method, pathOf({ path }, { ...params, bucketId: world.nowhere }), {
          token: tokens[viewer],
          ...(body && { body: BODIES[name] ?? movie() }),
          ...(upload && UPLOAD),
        })
        expect(sent.text.replace(String(sent.json.requestId), '')).toBe(
          nowhere.text.replace(String(nowhere.json.requestId), ''),
        )
      }
    },
  )
})

describe('a group', () => {
  it.each(matrix(inGroups))(
    '$method $path by $viewer',
    async ({ name, viewer, method, path, operation, body, statuses }) => {
      const { groupId, role } = clubs[viewer]
      const sent = await callApi(method, pathOf({ path }, { groupId, userId: outsider }), {
        token: tokens[viewer],
        ...(body && { body: BODIES[name] }),
      })
      // Members who remove themselves leave, which every member may.
      const isMe = name === 'removeMember' && world.actor[viewer]?.userId === outsider
      const needed = isMe ? 'leaveGroup' : (operation as GroupOperation)
      const allowed = role !== null && canInGroup(role, needed)
      const expected = tokens[viewer] === null ? 401 : role === null ? 404 : allowed ? statuses[0] : 403
      expect(sent.status).toBe(expected)
      touched = (await checksum({ tables })) !== before
      expect(touched).toBe(expected === statuses[0] && method !== 'GET')
    },
  )
})

describe('lists', () => {
  it.each(VIEWERS)('of buckets and groups hold for %s all that they may see, and no more', async (viewer) => {
    const token = tokens[viewer]
    if (!token) return
    const ids = async (path: string) =>
      ((await callApi('GET', path, { token })).json.data as { id: string }[]).map(({ id }) => id)
    const { key } = world.target[viewer]
    const sees = OPERATIONS.readMovies.outcomes[viewer] === 'ok' && !key?.length
    expect((await ids('/buckets')).includes(world.target.owner.bucketId)).toBe(viewer === 'owner' || sees)
    expect((await ids('/groups')).includes(clubs[viewer].groupId)).toBe(clubs[viewer].role !== null)
  })
})

it('knows every operation that a route names', () => {
  const known = new Set([...Object.keys(OPERATIONS), ...Object.keys(LEAST_GROUP_ROLE)])
  for (const { operation, path } of ROUTES) expect(operation === null || known.has(operation), path).toBe(true)
})
