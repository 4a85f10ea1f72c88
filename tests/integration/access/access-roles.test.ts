import { sql as query } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asActor, asServer, asSignIn } from '@/db/client'
import { newId, newPublicKey } from '@/db/ids'
import { testDatabase } from '@/tests/support/database/database'
import { sql } from '@/tests/support/database/sql'
import { tableNames } from '@/tests/support/database/tables'
import { createWorld, ROLE_OF, VIEWERS, type World } from '@/tests/support/models/world'
import { listSources, readSource } from '@/tests/support/sources/files'

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
  search_all_movies: { call: "select id from search_all_movies(array['%'], 9)", callers: ['mb_app'], definer: true },
  search_facts: { call: "select * from search_facts(array['%'], 9)", callers: ['mb_app'], definer: true },
  my_admin_groups: { call: 'select my_admin_groups()', callers: ['mb_app'], definer: true },
  people: { call: 'select * from people()', callers: ['mb_app'], definer: true },
  owner_name: { call: `select owner_name('${newId()}')`, callers: ['mb_app'], definer: true },
  bucket_owners: { call: 'select * from bucket_owners()', callers: ['mb_app'], definer: true },
  own_public_key: { call: `select own_public_key('${newId()}')`, callers: ['mb_app'], definer: true },
  owns_bucket: { call: `select owns_bucket('${newId()}')`, callers: ['mb_app'], definer: true },
  bucket_people: { call: `select * from bucket_people('${newId()}')`, callers: ['mb_app'], definer: true },
  my_invitations: { call: 'select * from my_invitations()', callers: ['mb_app'], definer: true },
  invitation_by_link: { call: "select * from invitation_by_link('x')", callers: ['mb_app'], definer: true },
  accept_invitation: { call: `select accept_invitation('${newId()}', 'x')`, callers: ['mb_app'], definer: true },
  decline_invitation: { call: `select decline_invitation('${newId()}')`, callers: ['mb_app'], definer: true },
  hand_over_group: { call: `select hand_over_group('${newId()}', '${newId()}')`, callers: ['mb_app'], definer: true },
  session_actor: { call: "select * from session_actor('x')", callers: [], definer: true },
  take_api_request: { call: "select * from take_api_request('x', 1)", callers: [], definer: true },
  take_rate_limit: { call: "select take_rate_limit('x', 1, 1)", callers: [], definer: true },
  bucket_version: { call: `select bucket_version('${newId()}')`, callers: ['mb_app'], definer: true },
  session_person: { call: "select * from session_person('x')", callers: [], definer: true },
  received_invitations: { call: 'select * from received_invitations()', callers: ['mb_app'], definer: true },
  login_is_invited: { call: 'select login_is_invited()', callers: ['mb_app'], definer: true },
  newcomer_is_invited: { call: "select newcomer_is_invited('a', 'b', 'c')", callers: ['mb_auth'], definer: true },
  is_blocked: { call: `select is_blocked('${newId()}', 'x')`, callers: [], definer: true },
  bind_invitations: { call: 'select bind_invitations()', callers: [], definer: true },
  note_new_way_in: { call: 'select note_new_way_in()', callers: [], definer: true },
  clean_name: { call: 'select clean_name()', callers: [], definer: false },
  settle_issuer: { call: "select settle_issuer('github', 'a', 'b')", callers: [], definer: false },
  fill_issuer: { call: 'select fill_issuer()', callers: [], definer: true },
  forget_user: { call: 'select forget_user()', callers: [], definer: true },
  forget_removed_users: { call: 'select forget_removed_users()', callers: [], definer: true },
  note_write: { call: `select note_write('${newId()}', 1, 1)`, callers: [], definer: true },
  note_writes: { call: 'select note_writes()', callers: [], definer: true },
  forget_writes: { call: 'select forget_writes()', callers: [], definer: true },
  fold_writes: { call: 'select fold_writes()', callers: [], definer: true },
  used_by: { call: `select used_by('${newId()}', 'movies')`, callers: [], definer: true },
  my_usage: { call: "select my_usage('movies')", callers: ['mb_app'], definer: true },
  require_quota: { call: 'select require_quota()', callers: [], definer: true },
  note_staged: { call: 'select note_staged()', callers: [], definer: true },
  note_changes: { call: 'select note_changes()', callers: [], definer: true },
  trim_history: { call: 'select trim_history(1)', callers: [], definer: true },
  forget_import_rows: { call: 'select forget_import_rows()', callers: [], definer: true },
  refuse_movie_change: { call: 'select refuse_movie_change()', callers: [], definer: false },
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
    const { bucketId, key, trashedId } = world.target[viewer]
    const role = ROLE_OF[viewer]
    const id = world.actor[viewer]?.userId ?? ''
    const settings = `set local mb.user_id = '${id}'; set local mb.open_key = '${key ?? ''}'`
    const ids = async (call: string) => ((await as('mb_app', call, settings)) as { id: string }[]).map(({ id }) => id)
    expect((await ids(FUNCTIONS.readable_buckets?.call ?? '')).includes(bucketId)).toBe(role !== null)
    expect((await ids(FUNCTIONS.writable_buckets?.call ?? '')).includes(bucketId)).toBe(
      role === 'editor' || role === 'owner',
    )
    expect((await ids(FUNCTIONS.owned_buckets?.call ?? '')).includes(bucketId)).toBe(role === 'owner')
    const found = await ids(`select search_movies('${bucketId}', array['%'], null) as id`)
    expect(found).toHaveLength(role === null ? 0 : 2)
    expect(found).not.toContain(trashedId)
    const everywhere = await ids(`select id from search_all_movies(array['%'], null) where bucket_id = '${bucketId}'`)
    expect(everywhere.sort()).toEqual(found.sort())
    expect(await ids(`select user_id as id from bucket_people('${bucketId}')`)).toHaveLength(role === 'owner' ? 7 : 0)
    expect(await ids(`select owner_name('${bucketId}') as id`)).toEqual([
      role === null || role === 'visitor' ? null : 'Owner',
    ])
    const owners = await ids(`select name || ' ' || own as id from bucket_owners() where bucket_id = '${bucketId}'`)
    expect(owners).toEqual(role === null || role === 'visitor' ? [] : [`Owner ${role === 'owner'}`])
    const [opened] = await sql<{ key: string | null }>(
      'update buckets set public_key = coalesce(public_key, $2) where id = $1 returning public_key as key',
      [bucketId, newPublicKey()],
    )
    expect(await ids(`select own_public_key('${bucketId}') as id`)).toEqual([role === 'owner' ? opened?.key : null])
    const [version] = await ids(`select bucket_version('${bucketId}') as id`)
    expect(version !== '0').toBe(role !== null)
    const known = await ids('select id from people()')
    expect(known.includes(world.owner.userId)).toBe(role !== null)
    // An editor sees who else edits, and not who reads.
    const reader = world.actor['viewer by grant']?.userId ?? ''
    if (viewer !== 'viewer by grant') expect(known.includes(reader)).toBe(role === 'owner')
    const other = world.actor[viewer === 'editor by group' ? 'editor by grant' : 'editor by group']?.userId ?? ''
    if (role === 'editor' || role === 'owner') expect(known).toContain(other)
    expect(known.includes(world.actor.stranger?.userId ?? '')).toBe(viewer === 'stranger')
  })

  it.each(VIEWERS)('show %s a group only if they are in it', async (viewer) => {
    const id = world.actor[viewer]?.userId ?? ''
    const owned = await sql<{ id: string }>('select id from groups where owner_id::text = $1', [id])
    const rows = await as('mb_app', 'select my_admin_groups() as id', `set local mb.user_id = '${id}'`)
    expect(rows).toHaveLength(viewer === 'owner of the group' ? 2 : 0)
    expect(rows).toEqual(expect.arrayContaining(owned))
    const [group] = await sql<{ id: string }>('select id from groups limit 1')
    const taken = `select hand_over_group('${group?.id}', '${world.owner.userId}') as done`
    // Not even its owner transfers it to a person outside it.
    expect(await as('mb_app', taken, `set local mb.user_id = '${id}'`)).toEqual([{ done: false }])
  })

  it.each(VIEWERS)('let %s accept, decline and see no invitation that names another person', async (viewer) => {
    const id = world.actor[viewer]?.userId ?? ''
    const invited = world.actor['former member']
    const invitation = newId()
    const arrange = `insert into invitations (id, bucket_id, role, email, expires_at, invited_by) values
      ('${invitation}', '${world.target.owner.bucketId}', 'owner', '${invited?.email}', now() + interval '1 day', '${world.owner.userId}');
      set local mb.user_id = '${id}'`
    const count = viewer === 'former member' ? 1 : 0
    expect(await as('mb_app', 'select * from my_invitations()', arrange)).toHaveLength(count)
    expect(await as('mb_app', `select * from accept_invitation('${invitation}', null)`, arrange)).toHaveLength(count)
    const declined = await as('mb_app', `select decline_invitation('${invitation}') as done`, arrange)
    expect(declined).toEqual([{ done: count === 1 }])
  })

  it('open a public page by the key it has, and none in the trash', async () => {
    const { bucketId, key } = world.target['visitor, signed out']
    const open = `set local mb.open_key = '${key}'`
    const read = 'select movies.id from buckets join movies on bucket_id = buckets.id'
    expect(await as('mb_app', read, open)).toHaveLength(2)
    for (const change of [
      'deleted_at = now()',
      "visibility = 'private'",
      `public_key = '${newPublicKey()}'`,
      'public_key = null',
    ])
      expect(
        await as('mb_app', read, `update buckets set ${change} where id = '${bucketId}'; ${open}`),
        change,
      ).toEqual([])
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

  it('without any grant see nothing', async () => {
    for (const table of await tableNames())
      for (const statement of [`select from ${table}`, `delete from ${table}`, `insert into ${table} default values`])
        expect(await as(nobody, statement)).toBe('42501')
  })

  it('cannot make anything of their own', async () => {
    for (const role of ['mb_app', 'mb_auth', nobody]) {
      expect(await as(role, 'create table public.mine ()')).toBe('42501')
      expect(await as(role, 'create schema mine')).toBe('42501')
      expect(await as(role, 'create temporary table mine ()')).toBe('42501')
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
      current_setting('mb.open_key', true) as key`
    for (const work of [
      () => asActor(world.owner, { write: true, openKey: newPublicKey() }, async () => {}),
      () => asActor(world.owner, { write: false, openKey: newPublicKey() }, async () => {}),
      () => asActor(world.owner, { write: true }, () => Promise.reject(new Error('ours'))).catch(() => {}),
    ]) {
      await work()
      const rows = await Promise.all(
        Array.from({ length: 3 }, () =>
          asServer<{ itself: boolean; user: string | null; key: string | null }>(settings, []),
        ),
      )
      for (const [row] of rows) {
        expect(row?.itself).toBe(true)
        expect(row?.user || row?.key || 'nothing').toBe('nothing')
      }
    }
  })

  it('cannot be told apart by a forged id', async () => {
    for (const id of ["x'; reset role; --", '', 'x', `${newId()}'`]) {
      const forged = async () => asActor({ userId: id }, { write: true }, (db) => db.execute(query`select 1`))
      await expect(forged()).rejects.toThrow('mb.user_id does not fit')
      const opened = async () => asActor(null, { write: true, openKey: id }, (db) => db.execute(query`select 1`))
      await expect(opened()).rejects.toThrow('mb.open_key does not fit')
    }
  })
})

describe('the sources', () => {
  const served = /^((app|components|server|db|domain)\/.*|proxy)\.tsx?$/
  const files = listSources('.ts', '.tsx').filter((path) => served.test(path))
  const using = (pattern: RegExp) => files.filter((path) => pattern.test(readSource(path))).sort()

  it('reach the database from one place; commands of the operator migrate and back up from others', () => {
    const places = ['db/backup/session.ts', 'db/migrate.ts', 'db/pool.ts']
    expect(using(/^import (?!type )[^\n]*\bfrom 'pg'/m)).toEqual(places)
    expect(using(/\bfrom '.*\/pool'/)).toEqual(['db/client.ts'])
    expect(using(/require\(|import\('pg'\)|drizzle\(/)).toEqual(['db/client.ts', 'db/migrate.ts'])
    expect(using(/\bnew pg\./)).toEqual(places)
    expect(using(/from '@\/db\/(backup|migrate)\b/).filter((path) => !path.startsWith('db/'))).toEqual([])
  })

  it('leave the policies only for what needs no user: sessions, tokens, issuers, limits, health, the purge, blocks', () => {
    const own = ['account/sessions', 'account/sign-in', 'account/tokens', 'client', 'health', 'purge', 'rate-limits']
    const leaving = [...own, 'sharing/invitations/blocks'].map((name) => `db/${name}.ts`)
    expect(using(/\basServer\b/)).toEqual(leaving)
  })

  it('never switch roles elsewhere', () => {
    expect(using(/(local|session) role|['"`;] *set role|reset role|session authorization/i)).toEqual(['db/client.ts'])
  })
})
