import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../support/database'
import { newId, sql } from '../support/people'
import { checksum, tableNames } from '../support/tables'
import { createWorld, ROLE_OF, VIEWERS, type Viewer, type World } from '../support/world'

type Row = Record<string, unknown>

/** What the policies know of somebody, looked up past them. */
type Facts = {
  id: string | null
  /** By bucket: their role in it, `visitor` only in the one that is open. */
  roles: Map<unknown, string>
  groups: Set<unknown>
  ownGroups: Set<unknown>
  openBucket: string | null
}

/** For each table, which rows somebody may see, add, change and remove in plain SQL; null means the table is closed. */
type Rule = Record<'see' | 'add' | 'change' | 'remove', ((row: Row, facts: Facts) => boolean) | null>

const rank = (facts: Facts, bucketId: unknown) =>
  ['visitor', 'viewer', 'editor', 'owner'].indexOf(facts.roles.get(bucketId) ?? '')
const reads = (row: Row, facts: Facts) => rank(facts, row.bucket_id) >= 0
const writes = (row: Row, facts: Facts) => rank(facts, row.bucket_id) >= 2
const isMine = (column: string) => (row: Row, facts: Facts) => facts.id !== null && row[column] === facts.id
const ownsBucket = (row: Row, facts: Facts) => rank(facts, row.bucket_id) === 3
const ownsGroup = (row: Row, facts: Facts) => facts.ownGroups.has(row.group_id)

const RULES: Record<string, Rule> = {
  users: { see: isMine('id'), add: null, change: isMine('id'), remove: isMine('id') },
  accounts: { see: isMine('user_id'), add: null, change: null, remove: isMine('user_id') },
  sessions: { see: isMine('user_id'), add: null, change: null, remove: isMine('user_id') },
  buckets: {
    see: (row, facts) => rank(facts, row.id) >= 0,
    add: isMine('owner_id'),
    change: isMine('owner_id'),
    remove: isMine('owner_id'),
  },
  groups: {
    see: (row, facts) => facts.groups.has(row.id) || facts.ownGroups.has(row.id),
    add: isMine('owner_id'),
    change: isMine('owner_id'),
    remove: isMine('owner_id'),
  },
  group_members: {
    see: (row, facts) => facts.groups.has(row.group_id) || ownsGroup(row, facts),
    add: ownsGroup,
    change: ownsGroup,
    remove: (row, facts) => ownsGroup(row, facts) || isMine('user_id')(row, facts),
  },
  grants: {
    see: (row, facts) =>
      ownsBucket(row, facts) ||
      isMine('user_id')(row, facts) ||
      facts.groups.has(row.group_id) ||
      ownsGroup(row, facts),
    add: ownsBucket,
    change: ownsBucket,
    remove: (row, facts) => ownsBucket(row, facts) || isMine('user_id')(row, facts),
  },
  movies: {
    see: (row, facts) => reads(row, facts) && (row.deleted_at === null || writes(row, facts)),
    add: writes,
    change: writes,
    remove: writes,
  },
  movie_changes: { see: writes, add: writes, change: null, remove: null },
  rate_limits: { see: null, add: null, change: null, remove: null },
}

let world: World
let client: pg.Client
let all: Record<string, Row[]>
let before: string

beforeAll(async () => {
  world = await createWorld()
  client = new pg.Client({ connectionString: testDatabase().url })
  await client.connect()
  // As text, so that what comes back can be compared and sent again as it is.
  all = {}
  for (const name of await tableNames()) all[name] = await sql(`select * from ${name}`)
  before = await checksum()
})

afterAll(() => client.end())

/** Runs `work` as somebody's request would run, and takes everything back. */
async function as<T>(facts: Facts, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    await client.query(
      `set local role mb_app; set local mb.user_id = '${facts.id ?? ''}'; set local mb.open_bucket = '${facts.openBucket ?? ''}'`,
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
  const openBucket = world.target[viewer].bucketId
  const roles = new Map<unknown, string>()
  for (const bucket of all.buckets ?? []) {
    if (bucket.id === openBucket && bucket.visibility === 'everyone') roles.set(bucket.id, 'visitor')
    if (id && bucket.owner_id === id) roles.set(bucket.id, 'owner')
  }
  // The world gives everybody at most one role, and that in the shared bucket.
  const role = ROLE_OF[viewer]
  if (role === 'editor' || role === 'viewer') roles.set(openBucket, role)
  const groups = new Set(
    (all.group_members ?? []).filter(({ user_id }) => id && user_id === id).map((row) => row.group_id),
  )
  const ownGroups = new Set((all.groups ?? []).filter(({ owner_id }) => id && owner_id === id).map((row) => row.id))
  return { id, roles, groups, ownGroups, openBucket }
}

const text = (rows: Row[]) => rows.map((row) => JSON.stringify(row)).sort()

/** A row like another one that breaks no key: what a policy allows then goes in. */
function likeness(table: string, row: Row): Row {
  const copy: Row = { ...row }
  for (const column of ['id', 'change_id', 'movie_id']) if (column in row) copy[column] = newId()
  if (table === 'users') copy.email = `${newId()}@example.org`
  if (table === 'accounts') copy.provider_account_id = newId()
  if (table === 'sessions') copy.token_hash = newId()
  if (table === 'rate_limits') copy.key = newId()
  if (table === 'group_members' || table === 'grants') {
    copy.user_id = world.actor.stranger?.userId
    if ('role' in row) copy.group_id = null
  }
  return copy
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
    const [column = ''] = Object.keys(rows[0] ?? {})
    await as(facts, async () => {
      const seen = await attempt(`select * from ${table}`)
      if (rule.see === null) expect(seen).toBe(DENIED)
      else expect(text(seen as Row[])).toEqual(text(allowed('see')))

      for (const row of rows) {
        const copy = likeness(table, row)
        const marks = Object.keys(copy).map((_, at) => `$${at + 1}`)
        const added = await attempt(
          `insert into ${table} (${Object.keys(copy)}) values (${marks})`,
          Object.values(copy),
        )
        expect(added, `${table}: ${JSON.stringify(copy)}`).toEqual(rule.add?.(copy, facts) ? [] : DENIED)
      }
    })
    await as(facts, async () => {
      const changed = await attempt(`update ${table} set ${column} = ${column} returning *`)
      if (rule.change === null) expect(changed).toBe(DENIED)
      else expect(text(changed as Row[])).toEqual(text(allowed('change')))
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
      // None at all, if there is nothing they may change; refused, if there is.
      for (const [statement, values] of statements)
        expect([DENIED, '[]']).toContain(
          await attempt(`${statement} returning 1`, values).then((got) =>
            typeof got === 'string' ? got : JSON.stringify(got),
          ),
        )
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
    "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm', 'f', 'p', 'S')",
  )
  expect(others).toEqual([])
})

it('has rows of every table, so that each rule meets some', () => {
  for (const [table, rows] of Object.entries(all)) expect(rows.length, table).toBeGreaterThan(0)
})
