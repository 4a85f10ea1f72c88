import * as fc from 'fast-check'
import { BUCKET_INVITATION_ROLES, GIVEN_GROUP_ROLES, GIVEN_ROLES, type GivenRole } from '@/domain/sharing/roles'

export const USERS = 5
export const BUCKETS = 3
export const GROUPS = 2

export type Place = { bucket: number } | { group: number }

type Each<Kind extends string, Rest> = Kind extends string ? { kind: Kind } & Rest : never

/** What a person tries; people, buckets and groups by number, invitations by their place in the model's list. */
export type Step =
  | { kind: 'share'; bucket: number; to: number; role: GivenRole | null }
  | { kind: 'shareWithGroup'; bucket: number; group: number; role: GivenRole | null }
  | { kind: 'invite'; place: Place; to: number; role: string }
  | { kind: 'link'; place: Place; role: string; once: boolean }
  | Each<'revoke' | 'accept' | 'decline' | 'block', { which: number }>
  | { kind: 'unblock'; whom: number }
  | { kind: 'member'; group: number; whom: number; role: 'member' | 'admin' }
  | Each<'removeMember' | 'transferGroup', { group: number; whom: number }>
  | Each<'leaveGroup' | 'dissolve', { group: number }>
  | { kind: 'visibility'; bucket: number; open: boolean }
  | Each<'read' | 'rotate' | 'leave' | 'delete' | 'restore' | 'destroy', { bucket: number }>

/**
 * Who tries it: `by` if it is a number, else a person who may. With `past` the attempt goes past the app's own checks,
 * where there are any: row-level security alone decides.
 */
export type Attempt = { step: Step; by: number | null; past: boolean }

const user = fc.nat(USERS - 1)
const bucket = fc.nat(BUCKETS - 1)
const group = fc.nat(GROUPS - 1)
const which = fc.nat(5)
const role = fc.constantFrom(...GIVEN_ROLES)
const roleOrNone = fc.constantFrom(...GIVEN_ROLES, null)
const memberRole = fc.constantFrom(...GIVEN_GROUP_ROLES)
const kind = <Kind extends Step['kind']>(...kinds: Kind[]) => fc.constantFrom(...kinds)

const invitation = fc.oneof(
  fc.record({ place: fc.record({ bucket }), role: fc.constantFrom(...BUCKET_INVITATION_ROLES) }),
  fc.record({ place: fc.record({ group }), role: memberRole }),
)
const link = fc.oneof(
  fc.record({ place: fc.record({ bucket }), role }),
  fc.record({ place: fc.record({ group }), role: fc.constant('member') }),
)

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: kind('share'), bucket, to: user, role: roleOrNone }) },
  { weight: 4, arbitrary: fc.record({ kind: kind('shareWithGroup'), bucket, group, role: roleOrNone }) },
  { weight: 6, arbitrary: fc.tuple(invitation, user).map(([rest, to]) => ({ kind: 'invite' as const, to, ...rest })) },
  {
    weight: 2,
    arbitrary: fc.tuple(link, fc.boolean()).map(([rest, once]) => ({ kind: 'link' as const, once, ...rest })),
  },
  { weight: 8, arbitrary: fc.record({ kind: kind('accept'), which }) },
  { weight: 3, arbitrary: fc.record({ kind: kind('revoke', 'decline', 'block'), which }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('unblock'), whom: user }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('member'), group, whom: user, role: memberRole }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('removeMember', 'transferGroup'), group, whom: user }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('leaveGroup'), group }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('dissolve'), group }) },
  { weight: 3, arbitrary: fc.record({ kind: kind('visibility'), bucket, open: fc.boolean() }) },
  {
    weight: 8,
    arbitrary: fc.record({ kind: kind('read', 'rotate', 'leave', 'delete', 'restore', 'restore', 'destroy'), bucket }),
  },
)

/** Any sequence of attempts with three buckets and two groups. */
export const anyAttempts: fc.Arbitrary<Attempt[]> = fc.array(
  fc.record({ step, by: fc.option(user, { nil: null, freq: 1 }), past: fc.boolean() }),
  { minLength: 3, maxLength: 24, size: 'max' },
)
