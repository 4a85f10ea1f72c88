import { sql } from './sql'

/**
 * Does what the next release will: takes the columns public_key and owner_id of buckets away from mb_app, while servers of
 * this one still run. So this one has to do without them. A statement that reads one is refused (42501), which people are
 * told as `not_found`.
 */
export async function takeColumnsAway(): Promise<void> {
  await sql('revoke select on buckets from mb_app')
  await sql('grant select (id, name, visibility, searchable, created_at, deleted_at) on buckets to mb_app')
}
