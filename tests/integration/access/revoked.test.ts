import { afterAll, beforeAll, expect, it } from 'vitest'
import { inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { AppError } from '@/domain/result'
import { sql } from '@/tests/support/database/sql'
import { interruptStatements, listenToStatements } from '@/tests/support/database/statements'
import { checksum, keepTables, restoreTables } from '@/tests/support/database/tables'
import { DATA_FUNCTIONS } from '@/tests/support/models/operations'
import { createWorld, type World } from '@/tests/support/models/world'

/*
 * A role is taken away at each moment of each read and write: before each of its statements, by another connection. Either
 * it is refused and changed nothing, or the revocation came too late and it did all that it does undisturbed, and says so.
 */

const REVOCATIONS = {
  'the grant is taken away': 'delete from grants where bucket_id = $1 and user_id = $2',
  'the editor becomes a viewer': "update grants set role = 'viewer' where bucket_id = $1 and user_id = $2",
  'the bucket is transferred': 'update buckets set owner_id = $3 where id = $1 and owner_id = $2',
}
type Revocation = keyof typeof REVOCATIONS
// A grant or a bucket that is different afterwards is what the test did.
const UNTOUCHED = { tables: ['grants', 'buckets', 'rate_limits'] }
const LOCKED = '55P03'

let world: World
let editor: Actor
let before: string

beforeAll(async () => {
  listenToStatements()
  world = await createWorld()
  editor = world.actor['editor by grant'] ?? world.owner
  await keepTables()
  before = await checksum(UNTOUCHED)
})

afterAll(restoreTables)

const cases = DATA_FUNCTIONS.flatMap((row) =>
  (Object.keys(REVOCATIONS) as Revocation[]).map((revocation) => ({ ...row, revocation })),
)

it.each(cases)('$name, when $revocation', async ({ operation, outcomes, changes, run, revocation }) => {
  const byOwner = revocation === 'the bucket is transferred'
  const actor = byOwner ? world.owner : editor
  if (outcomes[byOwner ? 'owner' : 'editor by grant'] !== 'ok') return
  const target = world.target.owner
  const content = byOwner ? `${GRANTS} union all ${CONTENT}` : CONTENT
  const work = () => inBucket(actor, target.bucketId, operation, (access) => run(access, target))

  /** Does the work with a revocation before one of its statements; none is the one after the last. */
  async function attempt(moment: number) {
    await restoreTables()
    let sent = 0
    const before = async () => {
      if (sent++ === moment) await revoke(revocation, [target.bucketId, actor.userId, world.actor.stranger?.userId])
    }
    const answer = await interruptStatements(before, work).then(
      (result) => ({ done: normalized(result) }),
      (error: unknown) => ({ error }),
    )
    return { answer, sent, left: await sql(content) }
  }

  await restoreTables()
  const untouched = await sql(content)
  const undisturbed = await attempt(Number.POSITIVE_INFINITY)
  expect(undisturbed.answer).toHaveProperty('done')
  // A reader who was an editor, from the first statement on, reads what a viewer does.
  const asViewer = changes || revocation !== 'the editor becomes a viewer' ? [] : [await attempt(0)]
  const whole = [undisturbed, ...asViewer].map(({ answer, left }) => ({ ...answer, left }))
  for (let moment = 0; moment < undisturbed.sent; moment++) {
    const { answer, left } = await attempt(moment)
    const when = `before statement ${moment + 1} of ${undisturbed.sent}`
    if ('done' in answer) expect(whole, when).toContainEqual({ ...answer, left })
    else {
      expect(answer.error, when).toBeInstanceOf(AppError)
      expect(answer.error, when).toMatchObject({ code: expect.stringMatching(/^(not_found|forbidden|conflict)$/) })
      expect(left, when).toEqual(untouched)
      expect(await checksum(UNTOUCHED), when).toBe(before)
    }
  }
})

/** Takes the role away, unless the write holds a lock that lets nobody do so before it ends. */
async function revoke(revocation: Revocation, [bucketId, userId, other]: unknown[]): Promise<void> {
  const values = revocation === 'the bucket is transferred' ? [bucketId, userId, other] : [bucketId, userId]
  const literal = REVOCATIONS[revocation].replace(/\$(\d)/g, (_, at) => `'${values[Number(at) - 1]}'`)
  await sql(`begin; set local lock_timeout = '100ms'; ${literal}; commit`).catch(async (error: { code: string }) => {
    await sql('rollback')
    if (error.code !== LOCKED) throw error
  })
}

// Every run makes other ids and times.
const normalized = (result: unknown) =>
  (JSON.stringify(result) ?? 'nothing')
    .replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, 'id')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time')
    .replace(/"[\w-]{32}"/g, '"key"')

const GRANTS = "select jsonb_build_array('grant', role, user_id, group_id)::text as row from grants"

/** What is in the tables that a write of a bucket changes, without the ids and times that each run makes. */
const CONTENT = `
  select jsonb_build_array('bucket', id, name, visibility, searchable, public_key is null, deleted_at is null)::text as row
    from buckets
  union all  select jsonb_build_array('movie', bucket_id, title, format, length, release_year, rating, version, deleted_at is null,
    created_by, updated_by, deleted_by)::text from movies
  union all select jsonb_build_array('change', bucket_id, kind, before, version, changed_by)::text from movie_changes
  union all select jsonb_build_array('import', name, state, settings, jsonb_array_length(parts), undone, cancelled)::text
    from imports
  union all select jsonb_build_array('row', least(row, 100), state, title, fixes, problems, included, choice, same_row)::text from import_rows
  union all select jsonb_build_array('invitation', role, email, login)::text from invitations
  order by 1`
