import { expect, it } from 'vitest'
import { deleteUser } from '@/db/account/deletion'
import { noteProfile } from '@/db/account/sign-in'
import { createToken } from '@/db/account/tokens'
import { inBucket } from '@/db/buckets/access'
import { newId } from '@/db/ids'
import { addMovies } from '@/db/movies/add'
import { patchMovie } from '@/db/movies/patch'
import { trashMovie } from '@/db/movies/trash'
import { purgeExpired } from '@/db/purge'
import { takeRateLimit } from '@/db/rate-limits'
import { addBucket } from '@/tests/support/builders/buckets'
import { addInvitation, grant } from '@/tests/support/builders/grants'
import { addGroup } from '@/tests/support/builders/groups'
import { stage } from '@/tests/support/builders/imports'
import { movie } from '@/tests/support/builders/movie-values'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { tableNames } from '@/tests/support/database/tables'

/** A person who used everything: own things, and traces in the bucket and the group of another one. */
async function addBusyPerson(host: Person, shared: string): Promise<Person & { login: string; subject: string }> {
  const [eva, subject] = [await addPerson('Eva'), newId()]
  const login = `eva-${subject.slice(-8)}`
  await grant(shared, { user: eva }, 'editor')
  await sql('update grants set label = $2 where user_id = $1', [eva.userId, eva.email])
  await addGroup(host, [host, eva])
  await sql(
    "insert into accounts (user_id, type, provider, issuer, provider_account_id) values ($1, 'oauth', 'github', 'https://github.com', $2)",
    [eva.userId, subject],
  )
  for (const to of [{ email: eva.email }, { login }])
    await addInvitation(host, { bucketId: host.bucketId }, 'viewer', to)
  await noteProfile({ provider: 'github', issuer: 'https://github.com', subject }, { login, email: eva.email })
  await createToken(eva, { name: 'ci', scope: 'write', days: 1 })
  await sql("insert into idempotency_keys (user_id, key, request_hash) values ($1, 'k', 'h')", [eva.userId])
  await sql('insert into blocks (user_id, blocked_id) values ($1, $2), ($2, $1)', [eva.userId, host.userId])
  await takeRateLimit(`invite:${eva.userId}`, 20, 3600)
  await putMovies(eva, eva.bucketId, [{ title: 'Hers' }])
  await inBucket(eva, shared, 'editMovies', async (access) => {
    const { movies } = await addMovies(access, [movie({ title: 'First' }), movie({ title: 'Second' })])
    await patchMovie(access, movies[0]?.id ?? '', { rating: 1 })
    await trashMovie(access, movies[1]?.id ?? '')
  })
  await stage(eva, shared, 'title,format,length,releaseYear,rating\nStaged,DVD,1,1990,1')
  return { ...eva, login, subject }
}

/** The rows of all tables that hold one of these texts, by table. */
async function traces(texts: string[]): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const table of await tableNames()) {
    const [row] = await sql<{ n: number }>(
      `select count(*)::int as n from ${table} t where exists (select from unnest($1::text[]) x where position(x in t::text) > 0)`,
      [texts],
    )
    if (row?.n) found[table] = row.n
  }
  return found
}

it('leaves nothing in any table, and other people’s movies as they were', async () => {
  const host = await addPerson('Host')
  const shared = await addBucket(host)
  const eva = await addBusyPerson(host, shared)
  const hers = [eva.userId, eva.email, eva.login, eva.subject, eva.sessionId, eva.bucketId]
  const before = await traces(hers)
  for (const table of [
    'movies',
    'movie_changes',
    'imports',
    'invitations',
    'grants',
    'rate_limits',
    'invitation_accounts',
  ])
    expect(before[table], table).toBeGreaterThan(0)
  const theirs = () =>
    sql('select title, rating, version, updated_at, deleted_at from movies where bucket_id = $1 order by title', [
      shared,
    ])
  const movies = await theirs()
  expect(movies).toHaveLength(2)

  await deleteUser(eva)
  await purgeExpired()
  expect(await traces(hers)).toEqual({})
  expect(await theirs()).toEqual(movies)
  expect(await traces([host.userId])).not.toEqual({})
})

it('takes no invitation of another person with it, who has its address or login by now', async () => {
  const host = await addPerson('Host')
  const former = await addPerson('Former')
  await sql(
    "insert into accounts (user_id, type, provider, issuer, provider_account_id, login) values ($1, 'oauth', 'github', 'https://github.com', $2, 'films')",
    [former.userId, newId()],
  )
  await sql('update users set email_verified = null where id = $1', [former.userId])
  for (const to of [{ email: former.email }, { login: 'films' }])
    await addInvitation(host, { bucketId: host.bucketId }, 'viewer', to)
  await deleteUser(former)
  expect(await sql('select from invitations where bucket_id = $1', [host.bucketId])).toHaveLength(2)
})
