import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/db/ids'
import { isGiven } from '@/domain/sharing/roles'
import { addBucket } from '@/tests/support/builders/buckets'
import { addInvitation, grant } from '@/tests/support/builders/grants'
import { addGroup } from '@/tests/support/builders/groups'
import { putMovies } from '@/tests/support/builders/movies'
import { testDatabase } from '@/tests/support/database/database'
import { sql } from '@/tests/support/database/sql'
import { checksum, tableNames } from '@/tests/support/database/tables'
import { CHANGEABLE, FAR_AWAY, type Facts, type Row, RULES, type Rule } from '@/tests/support/models/table-rules'
import { createWorld, ROLE_OF, VIEWERS, type Viewer, type World } from '@/tests/support/models/world'

let world: World
let club: string
let client: pg.Client
let all: Record<string, Row[]>
/** Where each row lies in its table, which tells it apart whatever its key is. */
const placeOf = new Map<Row, string>()
let before: string

beforeAll(async () => {
  world = await createWorld()
  club = await addSharing(world)
  client = new pg.Client({ connectionString: testDatabase().url })
  await client.connect()
  // As text, so that what comes back can be compared and sent again as it is.
  all = {}
  for (const name of await tableNames())
    all[name] = (await sql<Row & { ctid: string }>(`select ctid, * from ${name}`)).map(({ ctid, ...row }) => {
      placeOf.set(row, ctid)
      return row
    })
  before = await checksum()
})

afterAll(() => client.end())

const person = (viewer: Viewer) => {
  const found = world.actor[viewer]
  if (!found) throw new Error(`${viewer} is no person`)
  return found
}

/** A group with its owner and an admin in it, buckets in the trash, invitations of each kind and a block. Returns the group. */
async function addSharing({ owner, target }: World): Promise<string> {
  const founder = person('owner of the group')
  const admin = person('viewer by grant')
  const group = await addGroup(founder, [founder, admin, owner, person('stranger')])
  await sql("update group_members set role = 'admin' where group_id = $1 and user_id = any ($2)", [
    group,
    [founder.userId, admin.userId],
  ])
  for (const visibility of ['private', 'everyone'] as const) {
    const inTrash = await addBucket(owner, { visibility })
    await putMovies(owner, inTrash, [{}])
    await grant(inTrash, { user: person('editor by grant') }, 'editor')
    await sql('update buckets set deleted_at = now() where id = $1', [inTrash])
  }
  const places = [
    [{ bucketId: target.owner.bucketId }, 'editor', owner],
    [{ groupId: group }, 'member', founder],
    [{ groupId: group }, 'admin', admin],
  ] as const
  for (const [place, role, by] of places)
    for (const to of [{ email: person('stranger').email }, { login: 'ana' }, { token: newId() }])
      await addInvitation(by, place, role, to)
  for (const { userId } of [owner, person('viewer by grant'), person('stranger')]) {
    const token = [newId(), userId, newId()]
    await sql(
      `insert into api_tokens (id, user_id, token_hash, name, scope, expires_at)
       values ($1, $2, $3, 'ci', 'write', now() + interval '1 day')`,
      token,
    )
    await sql('insert into idempotency_keys (user_id, key, request_hash) values ($1, $2, $3)', [userId, 'k', newId()])
  }
  await sql(
    "insert into import_mappings (user_id, header_hash, settings) values ($1, 'hash', '{}'), ($2, 'hash', '{}')",
    [owner.userId, person('stranger').userId],
  )
  await sql('insert into blocks (user_id, blocked_id) values ($1, $2)', [person('stranger').userId, owner.userId])
  await sql(
    "insert into invitation_accounts (invitation_id, account_id) select id, 'of-ana' from invitations where login = 'ana'",
  )
  await sql('insert into removed_users (id) values ($1)', [newId()])
  await sql("insert into provider_issuers values ('github', 'https://github.com')")
  await sql('insert into backups values (now(), 1, true)')
  await sql("insert into deployment (secret_fingerprint) values ('of a secret')")
  await sql("insert into film_facts values (1, 'Alien', 'alien', 1979, 117)")
  return group
}

/** Runs `work` as a person's request runs, and rolls everything back. */
async function as<T>(facts: Facts, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    await client.query(
      `set local role mb_app; set local mb.user_id = '${facts.id ?? ''}'; set local mb.open_key = '${facts.openKey ?? ''}'`,
    )
    return await work()
  } finally {
    await client.query('rollback')
  }
}

/** The rows a statement returns, or the code of the refusal. It is taken back, and the transaction goes on. */
async function attempt(text: string, values: unknown[] = []): Promise<Row[] | string> {
  await client.query('savepoint attempt')
  try {
    return (await client.query(text, values)).rows
  } catch (error) {
    return (error as { code: string }).code
  } finally {
    await client.query('rollback to savepoint attempt')
  }
}

async function factsOf(viewer: Viewer): Promise<Facts> {
  const id = world.actor[viewer]?.userId ?? null
  const { bucketId, key: openKey } = world.target[viewer]
  const mine = (rows: Row[] | undefined, column: string) => (rows ?? []).filter((row) => id && row[column] === id)
  const ownBuckets = new Set(mine(all.buckets, 'owner_id').map((row) => row.id))
  const roles = new Map<unknown, string>()
  for (const bucket of all.buckets ?? []) {
    if (bucket.deleted_at) continue
    if (openKey && bucket.public_key === openKey) roles.set(bucket.id, 'visitor')
    if (ownBuckets.has(bucket.id)) roles.set(bucket.id, 'owner')
  }
  // The world gives everybody at most one role, and that in the shared bucket.
  const role = ROLE_OF[viewer]
  if (role && isGiven(role)) roles.set(bucketId, role)
  const ownGroups = new Set(mine(all.groups, 'owner_id').map((row) => row.id))
  const memberships = mine(all.group_members, 'user_id')
  const groups = new Set([...ownGroups, ...memberships.map((row) => row.group_id)])
  const admins = memberships.filter(({ role }) => role === 'admin')
  const adminGroups = new Set([...ownGroups, ...admins.map((row) => row.group_id)])
  const groupOwners = new Map((all.groups ?? []).map((row) => [row.id, row.owner_id]))
  return { id, roles, ownBuckets, groups, adminGroups, ownGroups, groupOwners, openKey }
}

const isListOfObjects = (value: unknown) => Array.isArray(value) && value.some((one) => typeof one === 'object')

const text = (rows: Row[]) => rows.map((row) => JSON.stringify(row)).sort()

/** Rows like another one that break no key, so that only a policy can refuse them. */
function likenesses(table: string, row: Row, facts: Facts): Row[] {
  const copy: Row = { ...row }
  for (const column of ['id', 'change_id', 'movie_id']) if (column in row) copy[column] = newId()
  for (const column of ['provider_account_id', 'token_hash', 'key', 'public_key', 'header_hash'])
    if (copy[column]) copy[column] = newId()
  if (table === 'import_rows') copy.import_id = newId()
  if (table === 'bucket_writes') copy.id = 2_000_000_000
  if (table === 'film_facts') copy.id = 2
  if (table === 'users') copy.email = `${newId()}@example.org`
  if (table === 'blocks') copy.blocked_id = person('owner of the group').userId
  const outsider = person('visitor, signed in').userId
  if (table === 'grants')
    return [
      { ...copy, user_id: outsider, group_id: null },
      { ...copy, user_id: null, group_id: club },
      ...(all.groups ?? []).filter(({ id }) => id !== club).map(({ id }) => ({ ...copy, user_id: null, group_id: id })),
    ]
  if (table === 'group_members') {
    const isThere = (userId: string) =>
      (all.group_members ?? []).some(({ group_id, user_id }) => group_id === row.group_id && user_id === userId)
    return [outsider, ...(facts.id ? [facts.id] : [])]
      .filter((id) => !isThere(id))
      .map((id) => ({ ...copy, user_id: id }))
  }
  if (table === 'movies') {
    const live = { deleted_at: null, deleted_by: null }
    return [copy, { ...copy, created_by: facts.id, updated_by: facts.id, ...live }]
      .flatMap((like) => [like, { ...like, created_by: outsider }, { ...like, updated_by: outsider }])
      .flatMap((like) => [like, { ...like, deleted_by: outsider }])
      .filter(({ created_by, updated_by }) => created_by && updated_by)
      .map((like) => ({ ...like, id: newId() }))
  }
  if (table === 'movie_changes') {
    const { changed_at: _, ...now } = copy
    const mine = facts.id ? [{ ...now, changed_by: facts.id }] : []
    return [copy, now, ...mine].map((like) => ({ ...like, change_id: newId() }))
  }
  if (table === 'api_tokens') return [copy, { ...copy, id: newId(), token_hash: newId(), expires_at: FAR_AWAY }]
  if (table === 'invitations') return [copy, { ...copy, invited_by: facts.id ?? outsider }]
  return [copy]
}

const DENIED = '42501'

describe.each(VIEWERS)('plain SQL by %s', (viewer) => {
  let facts: Facts
  beforeAll(async () => {
    facts = await factsOf(viewer)
  })

  it.each(Object.entries(RULES))('on %s', async (table, rule) => {
    const rows = all[table] ?? []
    const allowed = (verb: keyof Rule) => rows.filter((row) => rule[verb]?.(row, facts))
    await as(facts, async () => {
      const seen = await attempt(`select * from ${table}`)
      if (rule.see === null) expect(seen).toBe(DENIED)
      else expect(text(seen as Row[])).toEqual(text(allowed('see')))

      for (const copy of rows.flatMap((row) => likenesses(table, row, facts))) {
        const marks = Object.keys(copy).map((_, at) => `$${at + 1}`)
        const added = await attempt(
          `insert into ${table} (${Object.keys(copy)}) values (${marks})`,
          // The driver takes an array for one of Postgres', as those of texts are; jsonb wants JSON.
          Object.values(copy).map((value) => (isListOfObjects(value) ? JSON.stringify(value) : value)),
        )
        expect(added, `${table}: ${JSON.stringify(copy)}`).toEqual(rule.add?.(copy, facts) ? [] : DENIED)
      }
    })
    await as(facts, async () => {
      const columns = Object.keys(rows[0] ?? {})
      const changeable = rule.change === null ? [] : (CHANGEABLE[table] ?? columns)
      for (const column of columns.filter((column) => !changeable.includes(column)))
        expect(await attempt(`update ${table} set ${column} = ${column}`), column).toBe(DENIED)
      if (changeable.length === 0) return
      const same = changeable.map((column) => `${column} = ${column}`)
      for (const row of rows) {
        const changed = await attempt(`update ${table} set ${same} where ctid = $1 returning *`, [placeOf.get(row)])
        const unchanged = rule.refused?.(row, facts) ? DENIED : []
        expect(changed, JSON.stringify(row)).toEqual(rule.change?.(row, facts) ? [row] : unchanged)
      }
    })
    await as(facts, async () => {
      const removed = await attempt(`delete from ${table} returning *`)
      if (rule.remove === null) expect(removed).toBe(DENIED)
      else expect(text(removed as Row[])).toEqual(text(allowed('remove')))
    })
  })

  it('moves nothing where it does not belong', async () => {
    const elsewhere = world.actor.stranger?.bucketId
    const foreign = (all.buckets ?? []).find(({ id, owner_id }) => !facts.roles.has(id) && owner_id !== facts.id)
    await as(facts, async () => {
      const statements: [string, unknown[]][] = [
        ['update buckets set owner_id = $1', [newId()]],
        ['update users set id = $1', [newId()]],
        ['update groups set owner_id = $1', [newId()]],
        ['update movies set bucket_id = $1', [facts.roles.has(elsewhere) ? foreign?.id : elsewhere]],
        ['update grants set bucket_id = $1', [facts.roles.has(elsewhere) ? foreign?.id : elsewhere]],
        ['update group_members set user_id = $1, group_id = $2', [newId(), newId()]],
      ]
      // Columns that nobody changes are refused; of movies, there may be none that the person may change at all.
      const writesMovies = (all.movies ?? []).some((row) => RULES.movies?.change?.(row, facts))
      for (const [statement, values] of statements)
        expect(await attempt(`${statement} returning 1`, values), statement).toEqual(
          statement.startsWith('update movies') && !writesMovies ? [] : DENIED,
        )
    })
  })

  it('changes a movie as themselves, now and as a new version, and takes it out of a bucket only as its owner', async () => {
    const role = ROLE_OF[viewer]
    const { movieId, bucketId } = world.target[viewer]
    const other = person('visitor, signed in').userId
    const edit = (by: string, at = 'now()', version = 1) =>
      `rating = 1, updated_by = ${by}, updated_at = ${at}, version = version + ${version}`
    const gone = (by: string, at: string) => `deleted_by = ${by}, deleted_at = ${at}`
    const mine = '(select min(id::text) from buckets where owner_id = actor_id() and deleted_at is null)::uuid'
    const cases: [string, boolean][] = [
      [edit('actor_id()'), true],
      [edit(`'${other}'`), false],
      [edit('actor_id()', "'2000-01-01'"), false],
      [edit('actor_id()', 'now()', 0), false],
      [edit('actor_id()', 'now()', 2), false],
      ['rating = 1', false],
      [`updated_by = '${other}'`, false],
      [gone('actor_id()', 'now()'), true],
      [gone(`'${other}'`, 'now()'), false],
      [gone('actor_id()', "'2000-01-01'"), false],
      [gone('actor_id()', "now() + interval '1 day'"), false],
      [`deleted_by = '${other}'`, false],
      [`created_by = '${other}'`, false],
      [`id = '${newId()}'`, false],
      [`bucket_id = ${mine}`, role === 'owner'],
    ]
    await as(facts, async () => {
      for (const [change, allowed] of cases) {
        const statement = `update movies set ${change} where id = '${movieId}' and bucket_id = '${bucketId}' returning 1 as done`
        const never = /^(created_by|id) =/.test(change)
        const writes = role === 'editor' || role === 'owner'
        const expected = never ? DENIED : !writes ? [] : allowed ? [{ done: 1 }] : DENIED
        expect(await attempt(statement), change).toEqual(expected)
      }
    })
  })

  it('does nothing else to a table', async () => {
    await as(facts, async () => {
      for (const table of Object.keys(RULES))
        for (const statement of [
          `truncate ${table}`,
          `drop table ${table}`,
          `alter table ${table} disable row level security`,
          `create trigger t before insert on ${table} for each row execute function suppress_redundant_updates_trigger()`,
          `create policy p on ${table} using (true)`,
        ])
          expect(await attempt(statement), statement).toBe(DENIED)
    })
  })
})

it('left everything as it was', async () => {
  expect(await checksum()).toBe(before)
})

it('has a rule for every table', async () => {
  expect(await tableNames()).toEqual(Object.keys(RULES).sort())
  const rows = await sql<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and not relrowsecurity",
  )
  expect(rows).toEqual([])
  const others = await sql(
    "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm', 'f', 'p')",
  )
  expect(others).toEqual([])
  // A role that may use a sequence moves it for all.
  const usable = await sql(
    `select relname, role from pg_class c, unnest(array['mb_app', 'mb_auth']) role
     where relnamespace = 'public'::regnamespace and relkind = 'S'
       and has_sequence_privilege(role, c.oid, 'usage, select, update')`,
  )
  expect(usable).toEqual([])
})

it('has rows of every table, so that each rule meets some', () => {
  for (const [table, rows] of Object.entries(all)) expect(rows.length, table).toBeGreaterThan(0)
})
