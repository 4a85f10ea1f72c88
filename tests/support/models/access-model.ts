import * as fc from 'fast-check'
import { can, GIVEN_ROLES, type Operation, ROLES, type Role } from '@/domain/sharing/roles'

/** A bucket of the model: who may come in, and its titles. */
export type ModelBucket = {
  id: string
  owner: number
  open: boolean
  key: string | null
  grants: Map<number, Role>
  groupGrants: Map<number, Role>
  live: Map<string, string>
  trash: Map<string, string>
  lastChange: string | null
}

/** Users and groups by number; a group is the set of its members. `live` and `trash` are titles by movie id. */
export type Model = { buckets: ModelBucket[]; groups: Set<number>[] }

/** The plainest statement of who has which role: the highest of all ways, null if there is none. */
export function modelRole(model: Model, bucket: ModelBucket, user: number | null): Role | null {
  const ways: Role[] = bucket.open ? ['visitor'] : []
  if (user !== null) {
    if (bucket.owner === user) ways.push('owner')
    const granted = bucket.grants.get(user)
    if (granted) ways.push(granted)
    for (const [group, role] of bucket.groupGrants) if (model.groups[group]?.has(user)) ways.push(role)
  }
  return ways.sort((a, b) => ROLES.indexOf(b) - ROLES.indexOf(a))[0] ?? null
}

/** How an operation has to end. */
export function modelOutcome(role: Role | null, operation: Operation, user: number | null) {
  if (role === null) return 'not_found'
  if (can(role, operation)) return 'ok'
  return user === null ? 'unauthenticated' : 'forbidden'
}

/** One step: a person's access changes, or a person tries an operation, with the first wall or without. */
export type Step =
  | { kind: 'visibility'; bucket: number; open: boolean }
  | { kind: 'grant'; bucket: number; user: number; role: 'viewer' | 'editor' | null }
  | { kind: 'grantGroup'; bucket: number; group: number; role: 'viewer' | 'editor' | null }
  | { kind: 'member'; group: number; user: number; joins: boolean }
  | { kind: 'attempt'; act: Act; bucket: number; user: number | null; foreign: number; walls: 1 | 2 }

export const ACTS = [
  'list',
  'listTrash',
  'add',
  'edit',
  'editAll',
  'trash',
  'trashAll',
  'restore',
  'empty',
  'undo',
  'rename',
  'buckets',
] as const
export type Act = (typeof ACTS)[number]

export const USERS = 5
export const GROUPS = 2

const bucket = fc.nat(USERS - 1)
const user = fc.nat(USERS - 1)
const group = fc.nat(GROUPS - 1)
const role = fc.constantFrom(...GIVEN_ROLES, null)

const attempt = fc.record({
  kind: fc.constant('attempt' as const),
  act: fc.constantFrom(...ACTS),
  bucket,
  user: fc.option(user, { nil: null, freq: 6 }),
  // The movie that is acted on is sometimes one of another bucket.
  foreign: fc.oneof({ weight: 3, arbitrary: fc.constant(-1) }, { weight: 1, arbitrary: bucket }),
  walls: fc.constantFrom(1 as const, 2 as const),
})

/** Any sequence of steps by five people with their buckets and two groups. */
export const anySteps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('visibility' as const), bucket, open: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('grant' as const), bucket, user, role }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('grantGroup' as const), bucket, group, role }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('member' as const), group, user, joins: fc.boolean() }) },
    { weight: 12, arbitrary: attempt },
  ),
  { minLength: 5, maxLength: 40, size: 'max' },
)
