import { grant } from '@/tests/support/builders/grants'
import { addGroup } from '@/tests/support/builders/groups'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

/** Puts movies into a bucket, the same ones into each: their values come from their number; added over years. */
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

/** Adds people, each with a bucket that the next one may read and, for every tenth, a group of the last ten may edit. */
export async function addNeighbours(count: number): Promise<void> {
  const people: Person[] = []
  for (let number = 0; number < count; number++) {
    const person = await addPerson(`Neighbour ${number}`)
    await fillBucket(person, person.bucketId, 50)
    const before = people.at(-1)
    if (before) await grant(before.bucketId, { user: person }, 'viewer')
    if (number % 10 === 9)
      await grant(person.bucketId, { groupId: await addGroup(person, [person, ...people.slice(-9)]) }, 'editor')
    people.push(person)
  }
}
