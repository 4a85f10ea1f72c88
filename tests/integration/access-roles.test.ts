import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql as query } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asActor, asServer, asSignIn } from '@/db/client'
import { testDatabase } from '../support/database'
import { newId, sql } from '../support/people'
import { tableNames } from '../support/tables'
import { createWorld, ROLE_OF, VIEWERS, type World } from '../support/world'

type Caller = 'mb_app' | 'mb_auth'

/** Every function of ours, how it is called, and who may. */
const FUNCTIONS: Record<string, { call: string; callers: Caller[]; definer: boolean }> = {
  actor_id: { call: 'select actor_id()', callers: ['mb_app'], definer: false },
  my_groups: { call: 'select my_groups()', callers: ['mb_app'], definer: true },
  bucket_roles: { call: 'select * from bucket_roles()', callers: ['mb_app'], definer: true },
  readable_buckets: { call: 'select readable_buckets() as id', callers: ['mb_app'], definer: true },
  writable_buckets: { call: 'select writable_buckets() as id', callers: ['mb_app'], definer: true },
  owned_buckets: { call: 'select owned_buckets() as id', callers: ['mb_app'], definer: true },
  search_movies: { call: "select search_movies(null, array['%'], 9) as id", callers: ['mb_app'], definer: true },
  session_actor: { call: "select * from session_actor('x')", callers: [], definer: true },
  take_rate_limit: { call: "select take_rate_limit('x', 1, 1)", callers: [], definer: true },
  purge_expired: { call: 'select purge_expired()', callers: [], definer: true },
}

let world: World
let client: pg.Client
const nobody = `nobody_${newId().replaceAll('-', '')}`

beforeAll(async () => {
  world = await createWorld()
  await sql(`create role ${nobody} login`)
  client = new pg.Client({ connectionString: testDatabase().adminUrl })
  await client.connect()
})

afterAll(async () => {
  await client.end()
  await sql(`drop role ${nobody}`)
})

/** The rows of a statement as a role, or the code of the refusal; taken back in any case. */
async function as(role: string, statement: string, settings = ''): Promise<Record<string, unknown>[] | string> {
  await client.query(`begin; ${settings}; set local role ${role}`)
  try {
    return (await client.query(statement)).rows
  } catch (error) {
    return (error as { code: string }).code
  } finally {
    await client.query('rollback')
  }
}

describe('the functions of the schema', () => {
  it('all have their row', async () => {
    const rows = await sql<{ name: string; definer: boolean; config: string[] | null }>(
      `select proname as name, prosecdef as definer, proconfig as config from pg_proc p
       where pronamespace = 'public'::regnamespace
         and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
    )
    expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(FUNCTIONS).sort())
    for (const { name, definer, config } of rows) {
      expect(definer, name).toBe(FUNCTIONS[name]?.definer)
      // Who may choose the search path of a definer's function chooses what it runs.
      expect(config?.join(), name).toMatch(/^search_path=/)
    }
  })

  it.each(Object.entries(FUNCTIONS))('%s is for those it is meant for', async (_, { call, callers }) => {
    for (const role of ['mb_app', 'mb_auth', nobody] as const) {
      const result = await as(role, call)
      if (callers.includes(role as Caller)) expect(result).toBeInstanceOf(Array)
      else expect(result).toBe('42501')
    }
  })

  it.each(VIEWERS)('tell %s nothing of what they may not see', async (viewer) => {
    const { bucketId, trashedId } = world.target[viewer]
    const role = ROLE_OF[viewer]
    const id = world.actor[viewer]?.userId ?? ''
    const settings = `set local mb.user_id = '${id}'; set local mb.open_bucket = '${bucketId}'`
    const ids = async (call: string) => ((await as('mb_app', call, settings)) as { id: string }[]).map(({ id }) => id)
    expect((await ids(FUNCTIONS.readable_buckets?.call ?? '')).includes(bucketId)).toBe(role !== null)
    expect((await ids(FUNCTIONS.writable_buckets?.call ?? '')).includes(bucketId)).toBe(
      role === 'editor' || role === 'owner',
    )
    expect((await ids(FUNCTIONS.owned_buckets?.call ?? '')).includes(bucketId)).toBe(role === 'owner')
    const found = await ids(`select search_movies('${bucketId}', array['%'], null) as id`)
    expect(found).toHaveLength(role === null ? 0 : 2)
    expect(found).not.toContain(trashedId)
  })
})

describe('the roles', () => {
  it('own nothing, may not log in and pass no policy', async () => {
    const roles = await sql(
      `select rolname, rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb, rolinherit,
         (select count(*)::int from pg_class where relowner = r.oid) as owned
       from pg_roles r where rolname in ('mb_app', 'mb_auth') order by 1`,
    )
    const least = {
      rolsuper: false,
      rolbypassrls: false,
      rolcanlogin: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolinherit: false,
    }
    expect(roles).toEqual([
      { rolname: 'mb_app', ...least, owned: 0 },
      { rolname: 'mb_auth', ...least, owned: 0 },
    ])
  })

  it('that nobody gave anything see nothing', async () => {
    for (const table of await tableNames())
      for (const statement of [`select from ${table}`, `delete from ${table}`, `insert into ${table} default values`])
        expect(await as(nobody, statement)).toBe('42501')
  })

  it('cannot make anything of their own', async () => {
    for (const role of ['mb_app', 'mb_auth', nobody]) {
      expect(await as(role, 'create table public.mine ()')).toBe('42501')
      expect(await as(role, 'create schema mine')).toBe('42501')
      expect(await as(role, 'select from drizzle.__drizzle_migrations')).toBe('42501')
    }
  })

  it('of the sign-in flow see people and no movies', async () => {
    const open = ['users', 'accounts', 'sessions']
    for (const table of await tableNames()) {
      const seen = await as('mb_auth', `select from ${table}`)
      if (open.includes(table)) expect(seen).not.toHaveLength(0)
      else expect(seen, table).toBe('42501')
      if (!open.includes(table)) expect(await as('mb_auth', `delete from ${table}`), table).toBe('42501')
    }
    expect(await as('mb_auth', "update buckets set name = 'x'")).toBe('42501')
  })

  it('serve each kind of work, as a login that is no superuser', async () => {
    const user = query`select current_user as current, session_user as session`
    const [actor] = (await asActor(world.owner, { write: true }, (db) => db.execute(user))).rows
    const [reader] = (await asActor(null, { write: false }, (db) => db.execute(user))).rows
    const [signIn] = (await asSignIn((db) => db.execute(user))).rows
    expect([actor?.current, reader?.current, signIn?.current]).toEqual(['mb_app', 'mb_app', 'mb_auth'])
    const login = String(actor?.session)
    expect(await sql('select rolsuper, rolbypassrls from pg_roles where rolname = $1', [login])).toEqual([
      { rolsuper: false, rolbypassrls: false },
    ])
  })

  it('are left at the end of each transaction, with the user', async () => {
    const settings = `select current_user = session_user as itself, current_setting('mb.user_id', true) as "user",
      current_setting('mb.open_bucket', true) as bucket`
    for (const work of [
      () => asActor(world.owner, { write: true, openBucket: newId() }, async () => {}),
      () => asActor(world.owner, { write: false, openBucket: newId() }, async () => {}),
      () => asActor(world.owner, { write: true }, () => Promise.reject(new Error('ours'))).catch(() => {}),
    ]) {
      await work()
      const rows = await Promise.all(
        Array.from({ length: 3 }, () =>
          asServer<{ itself: boolean; user: string | null; bucket: string | null }>(settings, []),
        ),
      )
      for (const [row] of rows) {
        expect(row?.itself).toBe(true)
        expect(row?.user || row?.bucket || 'nothing').toBe('nothing')
      }
    }
  })

  it('cannot be told apart by a forged id', async () => {
    for (const id of ["x'; reset role; --", '', 'x', `${newId()}'`]) {
      const forged = async () => asActor({ userId: id }, { write: true }, (db) => db.execute(query`select 1`))
      await expect(forged()).rejects.toThrow('mb.user_id is no uuid')
      const opened = async () => asActor(null, { write: true, openBucket: id }, (db) => db.execute(query`select 1`))
      await expect(opened()).rejects.toThrow('mb.open_bucket is no uuid')
    }
  })
})

describe('the sources', () => {
  const root = join(import.meta.dirname, '../..')
  const files = ['app', 'components', 'db', 'domain'].flatMap((folder) =>
    (readdirSync(join(root, folder), { recursive: true }) as string[])
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(folder, name).replaceAll('\\', '/')),
  )
  const using = (pattern: RegExp) =>
    ['proxy.ts', ...files].filter((file) => pattern.test(readFileSync(join(root, file), 'utf8'))).sort()

  it('reach the database from one place, and migrate from another', () => {
    expect(using(/^import (?!type )[^\n]*\bfrom 'pg'/m)).toEqual(['db/client.ts', 'db/migrate.ts'])
    expect(using(/require\(|import\('pg'\)|drizzle\(/)).toEqual(['db/client.ts', 'db/migrate.ts'])
    expect(using(/\bnew pg\./)).toEqual(['db/client.ts', 'db/migrate.ts'])
  })

  it('leave the policies only for what needs no user: sessions, limits, health, the purge', () => {
    const leaving = ['db/client.ts', 'db/health.ts', 'db/purge.ts', 'db/rate-limits.ts', 'db/sessions.ts']
    expect(using(/\basServer\b/)).toEqual(leaving)
  })

  it('never switch roles elsewhere', () => {
    expect(using(/(local|session) role|['"`;] *set role|reset role|session authorization/i)).toEqual(['db/client.ts'])
  })
})
