import { createHash } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeBackup } from '@/db/backup/make'
import { restoreBackup } from '@/db/backup/restore'
import { migrate } from '@/db/migrate'
import { createTestDatabase, type TestDatabase, testDatabase } from '@/tests/support/database/database'
import { temporaryFolder } from '@/tests/support/database/embedded'
import { fillEveryTable, readEveryTable } from '@/tests/support/database/filled'
import { migrateUntil, migrationNames } from '@/tests/support/database/migrate-until'
import { permissionsOf } from '@/tests/support/database/permissions'

const home = temporaryFolder()
const file = join(home.folder, 'whole.gz')

beforeAll(async () => {
  await fillEveryTable()
  await makeBackup({ url: testDatabase().url }, file)
})
afterAll(() => home.remove())

/** A database with nothing in it, for one test. */
async function inEmptyDatabase(work: (database: TestDatabase) => Promise<void>): Promise<void> {
  const database = await createTestDatabase({ empty: true })
  await work(database).finally(() => database.drop())
}

const hasTables = async ({ admin }: TestDatabase) =>
  (
    await admin.query(
      "select to_regclass('movies') is not null or to_regclass('drizzle.__drizzle_migrations') is not null as there",
    )
  ).rows[0].there

describe('a backup that is restored into an empty database', () => {
  it('has every row, sequence, policy, grant, function and trigger of the first one', async () => {
    await inEmptyDatabase(async (database) => {
      const restored = await restoreBackup({ url: database.url }, file)
      expect(restored.end.tables.every(({ rows }) => rows > 0)).toBe(true)
      const before = await readEveryTable(testDatabase().admin)
      expect(await readEveryTable(database.admin)).toEqual(before)
      expect(before.movies?.join('\n')).toContain('東京 🎬')
      expect(await permissionsOf(database.admin)).toEqual(await permissionsOf(testDatabase().admin))
      const sequence = 'select last_value, is_called from bucket_writes_id_seq'
      expect((await database.admin.query(sequence)).rows).toEqual((await testDatabase().admin.query(sequence)).rows)
      const off = "select tgname from pg_trigger where tgenabled <> 'O'"
      expect((await database.admin.query(off)).rows).toEqual([])
      expect(await migrate(database.url)).toEqual({ applied: 0 })
    })
  })

  it('is a file that its owner alone may read, and that shows its rows to zcat', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const text = gunzipSync(readFileSync(file)).toString()
    expect(text).toMatch(/^-- moviebucket backup \{.*\}\nCOPY public\.\w+ \(/)
  })
})

describe('a backup that another version or nobody made', () => {
  const ID = '00000000-0000-4000-8000-000000000001'

  // The policies come with the second migration; before it nothing served a page.
  it.each(migrationNames().slice(2))('restores one from before %s, and brings it up to date', async (name) => {
    const old = await createTestDatabase({ empty: true })
    await migrateUntil(old, name)
    await old.admin.query(`
      insert into users (id, email, name) values ('${ID}', 'ana@example.org', 'Ana');
      insert into buckets (id, owner_id, name) values ('${ID}', '${ID}', 'Films');
      insert into movies (bucket_id, id, title, sort_title, format, length, release_year, rating, created_by, updated_by)
        select '${ID}', gen_random_uuid(), 'Film ' || n, 'film ' || n, 'DVD', 90, 2001, 4, '${ID}', '${ID}' from generate_series(1, 3) n`)
    const copy = join(home.folder, `${name}.gz`)
    await makeBackup({ url: old.url }, copy)
    await migrate(old.url)
    await inEmptyDatabase(async (database) => {
      const { applied } = await restoreBackup({ url: database.url }, copy)
      expect(applied).toBe(migrationNames().length - migrationNames().indexOf(name))
      expect(await readEveryTable(database.admin)).toEqual(await readEveryTable(old.admin))
      expect(await permissionsOf(database.admin)).toEqual(await permissionsOf(testDatabase().admin))
    })
    await old.drop()
  })

  const text = () => gunzipSync(readFileSync(file)).toString()
  const whole = () => gzipSync(text())
  const sha256 = (lines: string) => createHash('sha256').update(lines).digest('hex')
  /** The backup with one change, and with the hash that fits to it. */
  const rehashed = (change: (lines: string) => string) => {
    const lines = change(text().replace(/-- sha256 .*\n$/, ''))
    return gzipSync(`${lines}-- sha256 ${sha256(lines)}\n`)
  }

  it.each<[string, () => Buffer | string, RegExp]>([
    ['cut in the middle', () => readFileSync(file).subarray(0, statSync(file).size / 2), /cut off or altered/],
    ['cut by a byte', () => readFileSync(file).subarray(0, -1), /cut off or altered/],
    ['cut at the end of a line, and zipped again', () => gzipSync(text().replace(/-- end .*\n.*\n$/, '')), /cut off/],
    ['with a byte of another value', () => flipped(readFileSync(file)), /cut off or altered/],
    ['with another title', () => gzipSync(text().replace('Ana', 'Bob')), /cut off or altered/],
    ['with another head', () => gzipSync(text().replace('"postgres":"', '"postgres":"9')), /cut off or altered/],
    ['with another end', () => gzipSync(text().replace('"last":"', '"last":"9')), /cut off or altered/],
    ['with something after it', () => gzipSync(`${text()}more\n`), /cut off or altered/],
    [
      'of a newer schema',
      () => rehashed((lines) => lines.replace(/"when":\d+/, '"when":9999999999999')),
      /newer than this copy/,
    ],
    [
      'of a later format',
      () => rehashed((lines) => lines.replace('"format":1', '"format":2')),
      /later version of moviebucket/,
    ],
    [
      'with a table that is none',
      () => rehashed((lines) => lines.replace('COPY public.movies (', 'COPY public.moviez (')),
      /does not have/,
    ],
    [
      'with a statement in place of a table',
      () => rehashed((lines) => lines.replace(/COPY public\.movies .*/, "COPY users FROM PROGRAM 'id'")),
      /does not have/,
    ],
    [
      'without a table',
      () => rehashed((lines) => lines.replace(/COPY public\.movies [\s\S]*?\n\\\.\n/, '')),
      /rows of movies are not/,
    ],
    [
      'without a row',
      () => rehashed((lines) => lines.replace(/(COPY public\.blocks .*\n).*\n/, '$1')),
      /rows of blocks are not/,
    ],
    [
      'with a row twice',
      () => rehashed((lines) => lines.replace(/(COPY public\.blocks .*\n)(.*\n)/, '$1$2$2')),
      /duplicate key/,
    ],
    [
      'with a row that refers to nobody',
      () => rehashed((lines) => lines.replace(/(COPY public\.blocks .*\n)[0-9a-f-]+/, `$1${ID}`)),
      /foreign key/,
    ],
    ['that is something else', () => 'hello', /no backup of moviebucket/],
    ['that is empty', () => '', /cut off or altered/],
    ['that is another zipped file', () => gzipSync('hello\n'), /no backup of moviebucket/],
  ])('refuses a file %s, and leaves the database empty', async (name, content, reason) => {
    const bad = join(home.folder, `bad-${name.replaceAll(' ', '-')}.gz`)
    writeFileSync(bad, content())
    await inEmptyDatabase(async (database) => {
      await expect(restoreBackup({ url: database.url }, bad)).rejects.toThrow(reason)
      expect(await hasTables(database)).toBe(false)
      // What stands in its way is not there any more.
      writeFileSync(bad, whole())
      await restoreBackup({ url: database.url }, bad)
    })
  })

  it('refuses a file that is not there', async () => {
    await inEmptyDatabase(async ({ url }) => {
      await expect(restoreBackup({ url }, join(home.folder, 'none.gz'))).rejects.toThrow(/There is no file/)
    })
  })
})

/** The bytes with one of them changed, past the head of the gzip format. */
function flipped(bytes: Buffer): Buffer {
  const at = Math.floor(bytes.length / 2)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return bytes
}
