import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '@/db/migrate'
import { takeLock } from '@/scripts/start/run-lock'
import { callApi } from '@/tests/support/api/api'
import { addPerson } from '@/tests/support/builders/people'
import { testDatabase } from '@/tests/support/database/database'
import { startDurable, temporaryFolder } from '@/tests/support/database/embedded'
import { runScript, type Said } from '@/tests/support/database/script'
import { checksum } from '@/tests/support/database/tables'

const home = temporaryFolder()
afterAll(() => home.remove())

/** Runs the command; `database` is DATABASE_URL, if there is one. */
function run(args: string[], { database = '', folder = home.folder, settings = {} } = {}): Promise<Said> {
  return runScript('token', args, { DATABASE_URL: database, MOVIEBUCKET_DATA: folder, ...settings })
}

const TOKEN = /^mb_[\w-]{43}\n$/

describe('with a database of one’s own', () => {
  it('prints the token alone, which works, and makes nothing else but its notice', { timeout: 60_000 }, async () => {
    const ana = await addPerson('Ana')
    const before = await checksum({ tables: ['api_tokens', 'account_notices'] })
    const args = [` ${ana.email.toUpperCase()} `, '--name', 'ci', '--scope', 'write', '--days', '7']
    const { code, out, err } = await run(args, { database: testDatabase().url })
    expect([code, err]).toEqual([0, expect.stringContaining('ci: write, until ')])
    expect(out).toMatch(TOKEN)
    expect(err).not.toContain(out.trim())
    expect(await checksum({ tables: ['api_tokens', 'account_notices'] })).toBe(before)
    const { json } = await callApi('GET', '/me', { token: out.trim() })
    expect(json).toMatchObject({ id: ana.userId, scopes: ['read', 'write'] })
  })

  it('says what is wrong, on standard error alone', { timeout: 90_000 }, async () => {
    const ana = await addPerson('Ana')
    const database = testDatabase().url
    const before = await checksum()
    const refusals: [string[], RegExp, string?][] = [
      [['nobody@example.org'], /There is no user "nobody@example.org"/],
      [[], /npm run -s token -- /],
      [[ana.email, 'more'], /npm run -s token -- /],
      [[ana.email, '--what'], /Unknown option '--what'/],
      [
        [ana.email, '--scope', 'admin', '--days', '366'],
        /Scope: choose read or write\nDays: 366 is above the limit of 365/,
      ],
      [[ana.email, '--name', ' '], /Name is missing/],
      [[ana.email], /No database listens at 127.0.0.1:1/, 'postgres://a:geheim@127.0.0.1:1/b'],
    ]
    const runs = refusals.map(async ([args, words, url = database]) => ({
      args,
      words,
      said: await run(args, { database: url }),
    }))
    for (const { args, words, said } of await Promise.all(runs)) {
      expect([said.code, said.out], String(args)).toEqual([1, ''])
      expect(said.err).toMatch(words)
      expect(said.err).not.toContain('geheim')
    }
    expect(await checksum()).toBe(before)
  })
})

describe('with the embedded database', () => {
  let email: string
  beforeAll(async () => {
    const database = await startDurable(home.folder)
    await migrate(database.url)
    email = (await addPerson({ databaseUrl: database.url })).email
    await database.stop()
  })

  it('makes none where there is none', async () => {
    const empty = temporaryFolder()
    const said = await run([email], { folder: join(empty.folder, 'state') })
    expect([said.code, said.out]).toEqual([1, ''])
    expect(said.err).toContain('There is no database here yet: npm start makes one.')
    expect(existsSync(join(empty.folder, 'state'))).toBe(false)
    empty.remove()
  })

  it('makes the demo account before its first sign-in, and only where it can be opened', {
    timeout: 90_000,
  }, async () => {
    const foreign = [{ AUTH_URL: 'https://movies.example.org' }, { AUTH_GITHUB_ID: 'id', AUTH_GITHUB_SECRET: 'secret' }]
    for (const settings of foreign) {
      const said = await run(['demo@localhost'], { settings })
      expect([said.code, said.out]).toEqual([1, ''])
      expect(said.err).toContain('There is no user "demo@localhost"')
    }
    expect((await run(['demo@localhost'])).out).toMatch(TOKEN)
    expect((await run(['demo@localhost'])).out).toMatch(TOKEN)
    const database = await startDurable(home.folder)
    try {
      const client = new pg.Client(database.url)
      await client.connect()
      const { rows } = await client.query(
        `select u.name, (select count(*)::int from api_tokens t where t.user_id = u.id) as tokens,
           (select array_agg(b.name) from buckets b where b.owner_id = u.id) as buckets
         from users u where email = 'demo@localhost'`,
      )
      expect(rows).toEqual([{ name: 'Demo', tokens: 2, buckets: ['My movies'] }])
      await client.end()
    } finally {
      await database.stop()
    }
  })

  it('starts it for itself, and stops it', { timeout: 60_000 }, async () => {
    const before = readdirSync(home.folder).sort()
    expect((await run([email])).out).toMatch(TOKEN)
    expect(readdirSync(home.folder).sort()).toEqual(before)
    expect(existsSync(join(home.folder, 'postgres', 'postmaster.pid'))).toBe(false)
  })

  it('uses the one that runs', { timeout: 60_000 }, async () => {
    const lock = await takeLock(join(home.folder, 'run.json'), { command: 'npm start', url: 'x', port: 1 })
    const database = await startDurable(home.folder)
    try {
      expect((await run([email])).out).toMatch(TOKEN)
      expect(existsSync(join(home.folder, 'postgres', 'postmaster.pid'))).toBe(true)
    } finally {
      await database.stop()
      lock.release()
    }
  })
})
