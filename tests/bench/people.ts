import { v7 as newId } from 'uuid'
import { createPerson, type Person, withDatabase } from '@/tests/support/session'

/** Runs a statement past the policies. */
export async function sql(text: string, values: unknown[] = []): Promise<void> {
  await withDatabase(undefined, (client) => client.query(text, values))
}

/** Puts movies into a bucket, the same ones into each: all is made of their number; added over years. */
export async function fillBucket(owner: Person, bucketId: string, count: number): Promise<void> {
  await sql(
    `insert into movies
       (bucket_id, id, title, sort_title, format, length, release_year, rating, created_by, updated_by, created_at, updated_at)
     select $1, gen_random_uuid(), title, lower(title), (array['VHS', 'DVD', 'Streaming'])[1 + n % 3], n % 500,
       1900 + n % 120, 1 + n % 5, $2, $2, added, added
     from generate_series(1, $3::int) n,
       lateral (select 'Film ' || n || ' ' || left(md5(n::text), 8) as title, now() - n * interval '30 minutes' as added) made`,
    [bucketId, owner.userId, count],
  )
}

export async function addBucket(owner: Person): Promise<string> {
  const id = newId()
  await sql("insert into buckets (id, owner_id, name) values ($1, $2, 'Films')", [id, owner.userId])
  return id
}

export async function addGroup(owner: Person, members: Person[]): Promise<string> {
  const id = newId()
  await sql("insert into groups (id, owner_id, name) values ($1, $2, 'Film Club')", [id, owner.userId])
  await sql('insert into group_members (group_id, user_id) select $1, unnest($2::uuid[])', [
    id,
    [owner, ...members].map(({ userId }) => userId),
  ])
  return id
}

export async function grant(bucketId: string, to: { userId?: string; groupId?: string }, role: string): Promise<void> {
  await sql('insert into grants (bucket_id, id, user_id, group_id, role) values ($1, $2, $3, $4, $5)', [
    bucketId,
    newId(),
    to.userId ?? null,
    to.groupId ?? null,
    role,
  ])
}

/** So many people more, each with a bucket that is shared with the next one and with a group of the last ten. */
export async function addNeighbours(count: number): Promise<void> {
  const people: Person[] = []
  for (let number = 0; number < count; number++) {
    const person = await createPerson({ name: `Neighbour ${number}` })
    await fillBucket(person, person.bucketId, 50)
    const before = people.at(-1)
    if (before) await grant(before.bucketId, { userId: person.userId }, 'viewer')
    if (number % 10 === 9) await grant(person.bucketId, { groupId: await addGroup(person, people.slice(-9)) }, 'editor')
    people.push(person)
  }
}
