import { expect, it } from 'vitest'
import { migrate } from '@/db/migrate'
import { createTestDatabase } from '@/tests/support/database/database'
import { migrateUntil, migrationNames } from '@/tests/support/database/migrate-until'

const ID = '00000000-0000-4000-8000-000000000001'

// The policies come with the second one; before it nothing served a page.
it.each(migrationNames().slice(2))('brings a database with movies from before %s up to date', async (name) => {
  const database = await createTestDatabase({ empty: true })
  const query = async (text: string) => (await database.admin.query(text, text.includes('$1') ? [ID] : [])).rows
  await migrateUntil(database, name)
  await query("insert into users (id, email, name) values ($1, 'ana@example.org', 'Ana')")
  await query("insert into buckets (id, owner_id, name) values ($1, $1, 'Films')")
  await query(
    `insert into movies (bucket_id, id, title, sort_title, format, length, release_year, rating, created_by, updated_by)
     select $1, gen_random_uuid(), 'Film ' || n, 'film ' || n, 'DVD', 90, 2001, 4, $1, $1 from generate_series(1, 3) n`,
  )
  await query(
    `insert into movie_changes (bucket_id, change_id, movie_id, kind, version, changed_by)
     select bucket_id, $1, id, 'add', 1, $1 from movies`,
  )

  await migrate(database.url)

  expect(await query('select title from movies order by 1')).toEqual([1, 2, 3].map((n) => ({ title: `Film ${n}` })))
  expect(await query('select name from buckets')).toEqual([{ name: 'Films' }])
  expect(await query('select bucket_id, movies, changes from bucket_writes')).toEqual([
    { bucket_id: ID, movies: 3, changes: 3 },
  ])
  await database.drop()
})
