import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { inBucket } from '@/db/buckets/access'
import { findFirstBucketId, listReadableBuckets } from '@/db/buckets/list'
import { asActor } from '@/db/client'
import { newId } from '@/db/ids'
import { getMovie } from '@/db/movies/read'
import { AppError } from '@/domain/result'
import { forgedBucket } from '@/tests/support/builders/buckets'
import { grant } from '@/tests/support/builders/grants'
import { sql } from '@/tests/support/database/sql'
import { checksum, keepTables, restoreTables } from '@/tests/support/database/tables'
import { DATA_FUNCTIONS } from '@/tests/support/models/operations'
import {
  createWorld,
  ROLE_OF,
  SECRET,
  type Target,
  TRASHED,
  VIEWERS,
  type Viewer,
  type World,
} from '@/tests/support/models/world'

let world: World
let before: string
let touched = false

beforeAll(async () => {
  world = await createWorld()
  await keepTables()
  before = await checksum()
})

beforeEach(async () => {
  if (touched) await restoreTables()
  touched = false
})

/** Whether nothing was changed; if something was, the next test begins anew. */
async function unchanged(): Promise<boolean> {
  touched = (await checksum()) !== before
  return !touched
}

const matrix = DATA_FUNCTIONS.flatMap((row) => VIEWERS.map((viewer) => ({ ...row, viewer })))

describe('with both walls', () => {
  it.each(matrix)('$operation, $name by $viewer', async ({ operation, viewer, run, changes, outcomes, ...row }) => {
    const target = world.target[viewer]
    const elsewhere = await checksum(target)
    const attempt = inBucket(world.actor[viewer], target.address, operation, (access) => run(access, target))
    const outcome = await attempt.then(
      () => 'ok',
      (error) => (error instanceof AppError ? error.code : error),
    )
    expect(outcome).toBe(outcomes[viewer])
    expect(await unchanged()).toBe(!(changes && outcome === 'ok'))
    if (!row.elsewhere) expect(await checksum(target)).toBe(elsewhere)
  })
})

describe('with the first wall off', () => {
  /** Runs a data function as if the first wall had let it pass: with the owner's access, unchecked. */
  async function trespass(viewer: Viewer, target: Target, opened: boolean, run: (typeof matrix)[number]['run']) {
    const scope = { write: true, ...(opened && target.key && { openKey: target.key }) }
    const bucket = forgedBucket(target.bucketId)
    const text = await asActor(world.actor[viewer], scope, (db) =>
      run({ db, bucket, userId: world.owner.userId }, target),
    ).then(
      (result) => JSON.stringify(result) ?? 'nothing',
      (error) => {
        if (!(error instanceof AppError)) throw error
        return JSON.stringify({ code: error.code, message: error.message })
      },
    )
    // Every change has a new id; nothing else may differ from one run to the next.
    return text.replace(/"changeId":"[^"]*"/g, '"changeId":""')
  }

  it.each(matrix)('$name by $viewer', async ({ viewer, run, outcomes, ofGrants }) => {
    const role = ROLE_OF[viewer]
    for (const opened of [true, false]) {
      const got = await trespass(viewer, world.target[viewer], opened, run)
      const concerned = ofGrants && /by grant|owner of the group/.test(viewer)
      if (outcomes[viewer] !== 'ok' && !concerned) expect(await unchanged()).toBe(true)
      const maySee = role !== null && (role !== 'visitor' || opened)
      if (!maySee) {
        expect(got).not.toContain(SECRET)
        const nowhere = { ...world.target[viewer], bucketId: world.nowhere }
        if (!concerned) expect(got).toBe(await trespass(viewer, nowhere, opened, run))
      }
      if (!maySee || role === 'viewer' || role === 'visitor') expect(got).not.toContain(TRASHED)
    }
    await unchanged()
  })
})

describe('what may not be seen', () => {
  it('is refused in the same words as what does not exist', async () => {
    const messages = new Set<string>()
    for (const bucketId of [world.target.stranger.bucketId, newId(), 'x', '', "' or true --", '%00'])
      for (const viewer of ['stranger', 'former member', 'signed out'] as const) {
        const attempt = inBucket(world.actor[viewer], bucketId, 'readMovies', async () => 'seen')
        const error = await attempt.catch((error: unknown) => error)
        expect(error).toMatchObject({ code: 'not_found' })
        messages.add((error as Error).message)
      }
    expect([...messages]).toEqual(['This bucket does not exist, or you may not see it.'])
  })

  it('is no movie of a bucket that may be seen', async () => {
    const { movieId, trashedId } = world.target.owner
    const visitor = 'visitor, signed in'
    const messages = new Set<string>()
    for (const id of [movieId, trashedId, world.target[visitor].trashedId, newId(), 'x']) {
      const attempt = inBucket(world.actor[visitor], world.target[visitor].address, 'readMovies', (access) =>
        getMovie(access, id),
      )
      messages.add(((await attempt.catch((error: unknown) => error)) as Error).message)
    }
    expect(messages.size).toBe(1)
  })
})

describe('the list of buckets', () => {
  it.each(VIEWERS)('of %s holds their own and what they were given, and no other', async (viewer) => {
    const actor = world.actor[viewer]
    if (!actor) return
    const list = await listReadableBuckets(actor)
    const given = ['owner', 'editor', 'viewer'].includes(ROLE_OF[viewer] ?? '')
    const shared = list.find(({ id }) => id === world.target.owner.bucketId)
    expect(shared?.role).toBe(given ? ROLE_OF[viewer] : undefined)
    expect(list.filter(({ role }) => role === 'owner').length).toBe(viewer === 'owner' ? 3 : 1)
    expect(list.length).toBe(viewer === 'owner' ? 3 : given ? 2 : 1)
    expect(list.map(({ role }) => role === 'owner')).toEqual(
      [...list.map(({ role }) => role === 'owner')].sort().reverse(),
    )
    expect(list.map(({ id }) => id)).toContain(await findFirstBucketId(actor))
  })
})

describe('on the next request', () => {
  const role = (viewer: Viewer) => {
    const { address } = world.target[viewer]
    const attempt = inBucket(world.actor[viewer], address, 'readMovies', async ({ bucket }) => bucket.role)
    return attempt.catch(({ code }) => code)
  }

  it.each([
    ['a grant', 'editor by grant', 'delete from grants where user_id = $1', 'not_found'],
    ['one of two grants', 'editor by group, viewer by grant', 'delete from grants where user_id = $1', 'editor'],
    ['the other one', 'editor by group, viewer by grant', 'delete from group_members where user_id = $1', 'viewer'],
    ['a membership', 'editor by group', 'delete from group_members where user_id = $1', 'not_found'],
    ['a group', 'viewer by group', 'delete from groups where $1::uuid is not null', 'not_found'],
    [
      'being open to everyone',
      'visitor, signed in',
      "update buckets set visibility = 'private' where $1::uuid is not null",
      'not_found',
    ],
    [
      'being open to everyone',
      'visitor, signed out',
      "update buckets set visibility = 'private' where $1::uuid is null",
      'not_found',
    ],
    ['the bucket', 'owner', 'delete from buckets where owner_id = $1', 'not_found'],
  ] as const)('%s is gone for %s', async (_, viewer, statement, left) => {
    expect(await role(viewer)).toBe(ROLE_OF[viewer])
    await sql(statement, [world.actor[viewer]?.userId ?? null])
    touched = true
    expect(await role(viewer)).toBe(left)
  })

  it('a new role is there', async () => {
    const { bucketId } = world.target.stranger
    const stranger = world.actor.stranger ?? world.owner
    await grant(bucketId, { user: stranger }, 'editor')
    touched = true
    expect(await role('stranger')).toBe('editor')
  })
})
