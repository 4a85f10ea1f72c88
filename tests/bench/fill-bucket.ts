import type pg from 'pg'
import type { Person } from '../support/session'

/** Puts so many movies into somebody's bucket, different in everything, added over six years. */
export async function fillBucket(admin: pg.Pool, person: Person, count: number): Promise<void> {
  await admin.query(
    `insert into movies (bucket_id, id, title, sort_title, format, length, release_year, rating, created_by, updated_by, created_at, updated_at)
     select $1, gen_random_uuid(), title, lower(title), (array['VHS', 'DVD', 'Streaming'])[1 + n % 3],
       60 + ((n::bigint * 7919) % 140)::int, 1920 + ((n::bigint * 104729) % 106)::int, 1 + n % 5, $2, $2, at, at
     from generate_series(1, $3::int) n,
       lateral (select initcap(left(md5(n::text), 8)) || ' ' || n as title, now() - n * interval '30 minutes' as at) made`,
    [person.bucketId, person.userId, count],
  )
  await admin.query('vacuum analyze movies')
}
