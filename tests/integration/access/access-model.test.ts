import * as fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { type Access, inBucket } from '@/db/buckets/access'
import { listReadableBuckets } from '@/db/buckets/list'
import { renameBucket } from '@/db/buckets/write'
import { asActor } from '@/db/client'
import { newId, newPublicKey } from '@/db/ids'
import { addMovies } from '@/db/movies/add'
import { listTrash } from '@/db/movies/list-trash'
import { patchMovies } from '@/db/movies/patch'
import { listMovies } from '@/db/movies/read'
import { patchSelection, trashSelection } from '@/db/movies/selection'
import { emptyTrash, restoreFromTrash } from '@/db/movies/trash'
import { undoChange } from '@/db/movies/undo'
import { AppError } from '@/domain/result'
import { EMPTY_SEARCH } from '@/domain/search/search'
import { can, type Operation } from '@/domain/sharing/roles'
import { forgedBucket } from '@/tests/support/builders/buckets'
import { addGroup } from '@/tests/support/builders/groups'
import { movie } from '@/tests/support/builders/movie-values'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { keepTables, restoreTables } from '@/tests/support/database/tables'
import {
  type Act,
  anySteps,
  GROUPS,
  type Model,
  type ModelBucket,
  modelOutcome,
  modelRole,
  type Step,
  USERS,
} from '@/tests/support/models/access-model'

type Person = Awaited<ReturnType<typeof addPerson>>
type Attempt = Extract<Step, { kind: 'attempt' }>

const people: Person[] = []
const groupIds: string[] = []
let titles = 0

beforeAll(async () => {
  for (let number = 0; number < USERS; number++) {
    const person = await addPerson(`User ${number}`)
    people.push(person)
    await putMovies(person, person.bucketId, [{ title: `First of ${number}` }, { title: `Second of ${number}` }])
    await inBucket(person, person.bucketId, 'deleteMovies', (access) =>
      trashSelection(access, { matching: 'q=second', except: [] }),
    )
  }
  const [founder] = people
  if (!founder) throw new Error('there are no people')
  for (let number = 0; number < GROUPS; number++) groupIds.push(await addGroup(founder, []))
  await keepTables()
})

const OPERATION: Record<Exclude<Act, 'buckets'>, Operation> = {
  list: 'readMovies',
  listTrash: 'readTrash',
  add: 'addMovies',
  edit: 'editMovies',
  editAll: 'editMovies',
  trash: 'deleteMovies',
  trashAll: 'deleteMovies',
  restore: 'restoreMovies',
  empty: 'emptyTrash',
  undo: 'undoChange',
  rename: 'renameBucket',
}

it('no person sees or changes more than the plainest model allows', { timeout: 60_000 }, async () => {
  let sequences = 0
  await fc.assert(
    fc.asyncProperty(anySteps, async (steps) => {
      await restoreTables()
      const model = await start()
      for (const step of steps) await take(model, step)
      for (const bucket of model.buckets) expect(await contents(bucket.id)).toEqual([bucket.live, bucket.trash])
      sequences++
    }),
    { numRuns: 400, interruptAfterTimeLimit: 8_000 },
  )
  expect(sequences).toBeGreaterThan(5)
})

async function start(): Promise<Model> {
  const buckets = people.map(async ({ bucketId }, owner): Promise<ModelBucket> => {
    const [live, trash] = await contents(bucketId)
    return {
      id: bucketId,
      owner,
      open: false,
      key: null,
      grants: new Map(),
      groupGrants: new Map(),
      live,
      trash,
      lastChange: null,
    }
  })
  return { buckets: await Promise.all(buckets), groups: groupIds.map(() => new Set()) }
}

/** The titles of a bucket by id, read past all walls: live ones and those in the trash. */
async function contents(bucketId: string): Promise<[Map<string, string>, Map<string, string>]> {
  const rows = await sql<{ id: string; title: string; deleted: boolean }>(
    'select id, title, deleted_at is not null as deleted from movies where bucket_id = $1 order by id',
    [bucketId],
  )
  const part = (deleted: boolean) =>
    new Map(rows.filter((row) => row.deleted === deleted).map(({ id, title }) => [id, title]))
  return [part(false), part(true)]
}

async function take(model: Model, step: Step): Promise<void> {
  if (step.kind === 'attempt') return step.act === 'buckets' ? listOwn(model, step) : attempt(model, step, step.act)
  if (step.kind === 'member') {
    const values = [groupIds[step.group], people[step.user]?.userId]
    if (step.joins)
      await sql('insert into group_members (group_id, user_id) values ($1, $2) on conflict do nothing', values)
    else await sql('delete from group_members where group_id = $1 and user_id = $2', values)
    const members = model.groups[step.group]
    if (step.joins) members?.add(step.user)
    else members?.delete(step.user)
    return
  }
  const bucket = bucketOf(model, step.bucket)
  if (step.kind === 'visibility') {
    bucket.open = step.open
    bucket.key ??= newPublicKey()
    const visibility = step.open ? 'everyone' : 'private'
    await sql('update buckets set visibility = $2, public_key = $3 where id = $1', [bucket.id, visibility, bucket.key])
    return
  }
  const [column, id, grants, number] =
    step.kind === 'grant'
      ? (['user_id', people[step.user]?.userId, bucket.grants, step.user] as const)
      : (['group_id', groupIds[step.group], bucket.groupGrants, step.group] as const)
  await sql(`delete from grants where bucket_id = $1 and ${column} = $2`, [bucket.id, id])
  grants.delete(number)
  if (!step.role) return
  await sql(`insert into grants (bucket_id, id, ${column}, role) values ($1, $2, $3, $4)`, [
    bucket.id,
    newId(),
    id,
    step.role,
  ])
  grants.set(number, step.role)
}

function bucketOf(model: Model, number: number): ModelBucket {
  const bucket = model.buckets[number]
  if (!bucket) throw new Error('there is no such bucket')
  return bucket
}

async function listOwn(model: Model, { user }: Attempt): Promise<void> {
  const person = user === null ? undefined : people[user]
  if (!person) return
  const given = model.buckets
    .map((bucket) => [bucket.id, modelRole(model, { ...bucket, open: false }, user)] as const)
    .filter(([, role]) => role !== null)
  const listed = (await listReadableBuckets(person)).map(({ id, role }) => [id, role] as const)
  expect(new Map(listed)).toEqual(new Map(given))
}

async function attempt(model: Model, step: Attempt, act: Exclude<Act, 'buckets'>): Promise<void> {
  const { user, walls } = step
  const actor = user === null ? null : (people[user] ?? null)
  const bucket = bucketOf(model, step.bucket)
  const role = modelRole(model, bucket, user)
  const operation = OPERATION[act]
  const foreign = step.foreign >= 0 && step.foreign !== step.bucket
  const source = foreign ? bucketOf(model, step.foreign) : bucket
  const work = (access: Access) => run(access, act, { source, lastChange: bucket.lastChange })

  if (walls === 2) {
    const [outcome, result] = await settle(
      inBucket(actor, bucket.open && bucket.key ? bucket.key : bucket.id, operation, work),
    )
    const expected = modelOutcome(role, operation, user)
    // An unknown change, or one of another bucket, is not found either.
    const nothingToUndo = act === 'undo' && !bucket.lastChange
    expect(outcome).toBe(expected === 'ok' && nothingToUndo ? 'not_found' : expected)
    if (outcome === 'ok') await check(bucket, act, source, foreign, result)
    return
  }
  // Without the first wall: the owner's access, unchecked.
  const owner = people[bucket.owner]?.userId ?? ''
  const forged = forgedBucket(bucket.id)
  const [outcome, result] = await settle(
    asActor(actor, { write: true, ...(bucket.key && { openKey: bucket.key }) }, (db) =>
      work({ db, bucket: forged, userId: owner }),
    ),
  )
  if (role !== null && can(role, operation)) {
    if (outcome === 'ok') await check(bucket, act, source, foreign, result)
    return
  }
  expect(await contents(bucket.id)).toEqual([bucket.live, bucket.trash])
  const text = JSON.stringify(result ?? '')
  for (const title of bucket.trash.values()) expect(text).not.toContain(title)
  if (role === null) for (const title of bucket.live.values()) expect(text).not.toContain(title)
}

async function settle(attempt: Promise<unknown>): Promise<[string, unknown]> {
  try {
    return ['ok', await attempt]
  } catch (error) {
    if (error instanceof AppError) return [error.code, undefined]
    throw error
  }
}

type Given = { source: ModelBucket; lastChange: string | null }

async function run(access: Access, act: Exclude<Act, 'buckets'>, { source, lastChange }: Given): Promise<unknown> {
  const [live = newId()] = source.live.keys()
  const [trashed = newId()] = source.trash.keys()
  const all = { matching: '', except: [] }
  switch (act) {
    case 'list':
      return (await listMovies(access, EMPTY_SEARCH)).movies.map(({ id, title }) => [id, title])
    case 'listTrash':
      return (await listTrash(access)).movies.map(({ id, title }) => [id, title])
    case 'add':
      return addMovies(access, [movie({ title: `Title ${++titles} ` })])
    case 'edit': {
      const { rows } = await access.db.execute<{ version: number }>(`select version from movies where id = '${live}'`)
      const edits = [{ id: live, version: rows[0]?.version ?? 1, changes: { title: `Edited ${++titles} ` } }]
      return patchMovies(access, edits)
    }
    case 'editAll':
      return patchSelection(access, all, { rating: 1 + (titles++ % 5) })
    case 'trash':
      return trashSelection(access, { ids: [live] })
    case 'trashAll':
      return trashSelection(access, all)
    case 'restore':
      return restoreFromTrash(access, [trashed])
    case 'empty':
      return emptyTrash(access, [trashed])
    case 'undo':
      return undoChange(access, lastChange ?? newId())
    case 'rename':
      return renameBucket(access, `Bucket ${++titles}`)
  }
}

/** After something that was allowed: it did what it should to this bucket, which the model then is brought up to. */
async function check(
  bucket: ModelBucket,
  act: Act,
  source: ModelBucket,
  foreign: boolean,
  result: unknown,
): Promise<void> {
  const before = { live: bucket.live, trash: bucket.trash }
  const [live, trash] = await contents(bucket.id)
  if (act === 'list') expect(new Map(result as [string, string][])).toEqual(before.live)
  if (act === 'listTrash') expect(new Map(result as [string, string][])).toEqual(before.trash)
  const [first = ''] = source.live.keys()
  const [trashed = ''] = source.trash.keys()
  // What belongs to another bucket is not touched by acting on it here, and nothing of it comes over.
  const had = (id: string) => id !== '' && !foreign
  const [live0, trash0] = [before.live.size, before.trash.size]
  const sizes: Partial<Record<Act, [number, number]>> = {
    add: [live0 + 1, trash0],
    trash: had(first) ? [live0 - 1, trash0 + 1] : [live0, trash0],
    trashAll: [0, live0 + trash0],
    restore: had(trashed) ? [live0 + 1, trash0 - 1] : [live0, trash0],
    empty: [live0, had(trashed) ? trash0 - 1 : trash0],
  }
  if (act !== 'undo') expect([live.size, trash.size], act).toEqual(sizes[act] ?? [live0, trash0])
  if (act === 'edit' && foreign) expect(live).toEqual(before.live)
  bucket.live = live
  bucket.trash = trash
  // What touched no movie left nothing to undo.
  const change = result as { changeId?: string; count?: number } | undefined
  if (change?.changeId && change.count !== 0) bucket.lastChange = change.changeId
}
