import * as fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { AppError } from '@/domain/result'
import { can } from '@/domain/sharing/roles'
import { addGroup } from '@/tests/support/builders/groups'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { keepTables, restoreTables } from '@/tests/support/database/tables'
import { type Cast, type Invitation, revoke, takeStep, trespass } from '@/tests/support/models/sharing-driver'
import {
  groupRole,
  isReceived,
  type ModelInvitation,
  manages,
  roleIn,
  type SharingModel,
} from '@/tests/support/models/sharing-model'
import { applyStep } from '@/tests/support/models/sharing-rules'
import { type Attempt, anyAttempts, type Step, USERS } from '@/tests/support/models/sharing-steps'

/** How many sequences there are; ten thousand take some minutes. */
const SEQUENCES = Number(process.env.SHARING_SEQUENCES ?? 200)

const cast: Cast = { people: [], bucketIds: [], groupIds: [] }
/** The groups as they are at first: by member, the owner first. */
const MEMBERS: [number, 'member' | 'admin'][][] = [
  [
    [0, 'admin'],
    [1, 'admin'],
    [2, 'member'],
  ],
  [
    [3, 'admin'],
    [0, 'member'],
    [4, 'member'],
  ],
]

beforeAll(async () => {
  for (let number = 0; number < USERS; number++) {
    const person = await addPerson(`User ${number}`)
    cast.people.push(person)
    cast.bucketIds.push(person.bucketId)
    await putMovies(person, person.bucketId, [{ title: `Live ${number}` }, { title: `Gone ${number}` }])
  }
  await sql("update movies set deleted_at = now() where title like 'Gone%'")
  for (const members of MEMBERS) {
    const [[owner = 0] = []] = members
    const id = await addGroup(cast.people[owner] ?? { userId: '' }, [])
    for (const [user, role] of members)
      await sql('insert into group_members (group_id, user_id, role) values ($1, $2, $3)', [
        id,
        cast.people[user]?.userId,
        role,
      ])
    cast.groupIds.push(id)
  }
  await keepTables()
  await sql(SEEN)
})

it(`${SEQUENCES} sequences end as the plainest model says, and nobody sees more or less`, {
  timeout: 1_800_000,
}, async () => {
  const steps = { ok: 0, refused: 0, past: 0 }
  await fc.assert(
    fc.asyncProperty(anyAttempts, async (attempts) => {
      await restoreTables()
      const world = { model: start(), known: new Map<ModelInvitation, Invitation>(), keys: new Set<string>() }
      for (const attempt of attempts) steps[await take(world, attempt)]++
      await compare(world)
    }),
    { numRuns: SEQUENCES },
  )
  // None of the three is an exception.
  for (const count of Object.values(steps)) expect(count).toBeGreaterThan(SEQUENCES / 5)
})

type World = { model: SharingModel; known: Map<ModelInvitation, Invitation>; keys: Set<string> }

function start(): SharingModel {
  return {
    buckets: cast.people.map((_, owner) => ({
      owner,
      inTrash: false,
      open: false,
      grants: new Map(),
      groupGrants: new Map(),
    })),
    groups: MEMBERS.map((members) => ({ owner: members[0]?.[0] ?? 0, members: new Map(members) })),
    invitations: [],
    blocks: [],
  }
}

async function take({ model, known, keys }: World, { step, by, past }: Attempt): Promise<'ok' | 'refused' | 'past'> {
  const user = by ?? whoMay(model, step)
  const actor = cast.people[user] ?? { userId: '' }
  const invitation = 'which' in step ? model.invitations[step.which] : undefined
  const real = invitation && known.get(invitation)
  const before = new Set(model.invitations)
  const expected = applyStep(model, step, user)

  // An owner may change what is in their trash as far as the policies go; only the app does not offer it.
  const own = 'bucket' in step && model.buckets[step.bucket]?.owner === user
  if (past && expected !== 'ok' && !own) {
    const [, went] = await settle(trespass(cast, step, actor))
    if (went !== false) return 'past'
  }
  const attempt =
    step.kind === 'revoke'
      ? invitation && real
        ? revoke(cast, invitation.place, actor, real.id).then(() => null)
        : Promise.reject(new AppError('not_found', 'There is no such invitation.'))
      : takeStep(cast, step, actor, real)
  const [outcome, token] = await settle(attempt)
  expect(outcome, `${JSON.stringify(step)} by ${user}`).toBe(expected)
  if (expected !== 'ok') return 'refused'
  const added = model.invitations.find((one) => !before.has(one))
  if (step.kind === 'invite')
    for (const one of model.invitations) if (one.to !== null) known.set(one, await findInvitation(one))
  if (added && token) known.set(added, { ...(await findInvitation(added, token)), token })
  if (step.kind === 'visibility' || step.kind === 'rotate')
    for (const { key } of await sql<{ key: string }>(
      'select public_key as key from buckets where public_key is not null',
    ))
      keys.add(key)
  return 'ok'
}

/** A person who may try a step, if there is one. */
function whoMay({ buckets, groups, invitations }: SharingModel, step: Step): number {
  const place =
    'place' in step
      ? step.place
      : 'bucket' in step
        ? { bucket: step.bucket }
        : 'group' in step
          ? { group: step.group }
          : null
  const invitation = 'which' in step ? invitations[step.which] : undefined
  if (step.kind === 'leave') return buckets[step.bucket]?.grants.keys().next().value ?? 4
  if (step.kind === 'leaveGroup') return [...(groups[step.group]?.members.keys() ?? [])].at(-1) ?? 4
  if (invitation && step.kind !== 'revoke') return invitation.to ?? (invitation.by + 1) % USERS
  const at = place ?? invitation?.place
  const owner = at && ('bucket' in at ? buckets[at.bucket]?.owner : groups[at.group]?.owner)
  return owner ?? 0
}

async function settle<T>(attempt: Promise<T>): Promise<[string, T | undefined]> {
  try {
    return ['ok', await attempt]
  } catch (error) {
    if (error instanceof AppError) return [error.code, undefined]
    throw error
  }
}

async function findInvitation({ place, to, role }: ModelInvitation, token: string | null = null): Promise<Invitation> {
  const [column, id] =
    'bucket' in place ? ['bucket_id', cast.bucketIds[place.bucket]] : ['group_id', cast.groupIds[place.group]]
  const [row] = await sql<{ id: string }>(
    `select id from invitations where ${column} = $1 and (role = 'owner') = $4
       and (email = $2 or token_hash = encode(sha256(convert_to($3, 'utf8')), 'hex'))`,
    [id, to === null ? null : cast.people[to]?.email, token, role === 'owner'],
  )
  return { id: row?.id ?? '', token }
}

/** What each of some users sees in plain SQL under the policies, and a signed-out visitor with each of some keys. */
const SEEN = `
create function kept.seen(users uuid[], keys text[]) returns jsonb language plpgsql as $$
declare result jsonb := '[]'; one record;
begin
  perform set_config('role', 'mb_app', true);
  for one in select u as id, '' as key from unnest(users) u union all select null, k from unnest(keys) k loop
    perform set_config('mb.user_id', coalesce(one.id::text, ''), true), set_config('mb.open_key', one.key, true);
    result := result || jsonb_build_array(jsonb_build_object(
      'roles', (select coalesce(jsonb_object_agg(bucket_id, role), '{}') from (select bucket_id, max(role) as role from bucket_roles() group by 1) r),
      'buckets', (select coalesce(jsonb_agg(id order by id), '[]') from buckets),
      'movies', (select coalesce(jsonb_agg(title order by title), '[]') from movies),
      'members', (select coalesce(jsonb_agg(group_id || ' ' || user_id || ' ' || role), '[]') from group_members),
      'invitations', (select coalesce(jsonb_agg(id), '[]') from invitations where uses_left is distinct from 0),
      'received', (select coalesce(jsonb_agg(id), '[]') from my_invitations())));
  end loop;
  return result;
end $$`

type Seen = {
  roles: Record<string, string>
  buckets: string[]
  movies: string[]
  members: string[]
  invitations: string[]
  received: string[]
}

/** Compares what each user sees, and what every key of a public page opens, with the model. */
async function compare({ model, known, keys }: World): Promise<void> {
  const current = await sql<{ id: string; key: string }>(
    'select id, public_key as key from buckets where public_key is not null',
  )
  const [row] = await sql<{ seen: Seen[] }>('select kept.seen($1, $2) as seen', [
    cast.people.map(({ userId }) => userId),
    [...keys],
  ])
  const seen = row?.seen ?? []
  for (const [user, got] of seen.slice(0, USERS).entries())
    expect(sorted(got), `what user ${user} sees`).toEqual(sorted(expectedOf(model, known, user)))
  for (const [at, key] of [...keys].entries()) {
    const number = cast.bucketIds.indexOf(current.find((bucket) => bucket.key === key)?.id ?? '')
    const bucket = model.buckets[number]
    const open = bucket !== undefined && bucket.owner !== null && bucket.open && !bucket.inTrash
    const none = { members: [], invitations: [], received: [] }
    const id = cast.bucketIds[number] ?? ''
    expect(seen[USERS + at], `what key ${at} opens`).toEqual(
      open
        ? { roles: { [id]: 'visitor' }, buckets: [id], movies: [`Live ${number}`], ...none }
        : { roles: {}, buckets: [], movies: [], ...none },
    )
  }
}

function expectedOf(model: SharingModel, known: Map<ModelInvitation, Invitation>, user: number): Seen {
  const idOf = (one: ModelInvitation) => known.get(one)?.id ?? 'unknown'
  const roles = cast.bucketIds.map((id, at) => [id, roleIn(model, at, user), at] as const)
  const readable = roles.filter(([, role]) => role !== null)
  const own = roles.filter(([, , at]) => model.buckets[at]?.owner === user)
  const groups = model.groups.flatMap((group, at) =>
    groupRole(group, user) ? [[cast.groupIds[at], group] as const] : [],
  )
  return {
    roles: Object.fromEntries(readable.map(([id, role]) => [id, String(role)])),
    buckets: [...new Set([...readable, ...own].map(([id]) => id))],
    movies: readable.flatMap(([, role, at]) => [
      `Live ${at}`,
      ...(role && can(role, 'readTrash') ? [`Gone ${at}`] : []),
    ]),
    members: groups.flatMap(([id, { members }]) =>
      [...members].map(([one, role]) => `${id} ${cast.people[one]?.userId} ${role}`),
    ),
    invitations: model.invitations.filter((one) => manages(model, one, user) && one.left !== 0).map(idOf),
    received: model.invitations.filter((one) => one.to !== null && isReceived(model, one, user)).map(idOf),
  }
}

function sorted(seen: Seen): Seen {
  const { roles, ...lists } = seen
  return { roles, ...Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, [...list].sort()])) } as Seen
}
