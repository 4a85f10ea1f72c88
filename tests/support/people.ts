import { sql as query } from 'drizzle-orm'
import { v7 as newId } from 'uuid'
import type { Access, Bucket } from '@/db/buckets/access'
import { inBucket } from '@/db/buckets/access'
import type { Actor } from '@/db/client'
import { newPublicKey } from '@/db/ids'
import { addMovies } from '@/db/movies/write'
import type { Movie, MovieValues } from '@/domain/movies/movie'
import type { GivenRole } from '@/domain/sharing/roles'
import { testDatabase } from './database/database'
import { createPerson, type Person } from './session'

export { newId }

/** Runs a statement past the policies: to arrange a test and to look at its outcome. */
export async function sql<Row = Record<string, unknown>>(text: string, values: unknown[] = []): Promise<Row[]> {
  return (await testDatabase().admin.query(text, values)).rows as Row[]
}

/** Somebody signed in, with an account at a provider and an empty private bucket. */
export async function addPerson(name: string): Promise<Person & Actor> {
  const person = await createPerson({ name })
  await sql("insert into accounts (user_id, type, provider, provider_account_id) values ($1, 'oidc', 'google', $2)", [
    person.userId,
    `google-${person.userId}`,
  ])
  return person
}

export async function addBucket(owner: Actor, visibility: 'private' | 'everyone' = 'private'): Promise<string> {
  const id = newId()
  const name = visibility === 'private' ? 'Private bucket' : 'Open bucket'
  const key = visibility === 'everyone' ? newPublicKey() : null
  await sql('insert into buckets (id, owner_id, name, visibility, public_key) values ($1, $2, $3, $4, $5)', [
    id,
    owner.userId,
    name,
    visibility,
    key,
  ])
  return id
}

export async function addGroup(owner: Actor, members: Actor[]): Promise<string> {
  const id = newId()
  await sql('insert into groups (id, owner_id, name) values ($1, $2, $3)', [id, owner.userId, 'Film Club'])
  for (const { userId } of members)
    await sql('insert into group_members (group_id, user_id) values ($1, $2)', [id, userId])
  return id
}

/** Gives a user or a group a role in a bucket. */
export async function grant(bucketId: string, to: { user: Actor } | { groupId: string }, role: GivenRole) {
  const [userId, groupId] = 'user' in to ? [to.user.userId, null] : [null, to.groupId]
  await sql('insert into grants (bucket_id, id, user_id, group_id, role) values ($1, $2, $3, $4, $5)', [
    bucketId,
    newId(),
    userId,
    groupId,
    role,
  ])
}

const MOVIE: MovieValues = { title: 'Alien', format: 'DVD', length: 117, releaseYear: 1979, rating: 5 }

/** A movie's values; what is not given is that of some film. */
export function movie(values: Partial<MovieValues> = {}): MovieValues {
  return { ...MOVIE, ...values }
}

/** Puts movies into a bucket as its owner or an editor. */
export async function putMovies(actor: Actor, bucketId: string, values: Partial<MovieValues>[]): Promise<Movie[]> {
  const { movies } = await inBucket(actor, bucketId, 'addMovies', (access) => addMovies(access, values.map(movie)))
  return movies
}

/** A bucket as its owner opens it, for an access that nobody checked. */
export function forgedBucket(id: string, ownerId: string): Bucket {
  return { id, name: 'Any', visibility: 'private', role: 'owner', ownerId, publicKey: null, searchable: false }
}

/** The oldest bucket of whoever the transaction runs for, other than the open one; the id of none if there is none. */
export async function firstBucketOf({ db, bucket }: Access): Promise<string> {
  const { rows } = await db.execute<{ id: string }>(
    query`select id from buckets where owner_id = actor_id() and id <> ${bucket.id}::uuid order by id limit 1`,
  )
  return rows[0]?.id ?? newId()
}
