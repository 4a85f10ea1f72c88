import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { noteSecret } from '@/scripts/shared-secret'
import { createTestDatabase, testDatabase } from '@/tests/support/database/database'
import { temporaryFolder } from '@/tests/support/database/embedded'
import { runScript } from '@/tests/support/database/script'
import { runDoctor } from '@/tests/support/doctor'

const home = temporaryFolder()
afterAll(() => home.remove())

const PUBLIC = { AUTH_URL: 'https://movies.invalid', AUTH_GITHUB_ID: 'id', AUTH_GITHUB_SECRET: 'geheim-1' }

describe('npm run doctor', () => {
  it('finds nothing in the way of a working deployment, and makes nothing', async () => {
    const { code, out } = await runDoctor({
      DATABASE_URL: testDatabase().url,
      PORT: '1',
      MOVIEBUCKET_DATA: join(home.folder, 'state'),
    })
    expect(out).toMatch(/^ok {5}settings/m)
    expect(out).toMatch(/^ok {5}database {4}PostgreSQL 1\d/m)
    expect(out).toMatch(/^ok {5}access/m)
    expect([code, out]).toEqual([0, expect.not.stringMatching(/WRONG/)])
    expect(existsSync(join(home.folder, 'state'))).toBe(false)
  })

  it.each<[string, Record<string, string>, RegExp, RegExp]>([
    ['a misspelt name', { DATABSE_URL: 'postgres://a:geheim-1@h/b' }, /DATABASE_URL is not set/, /DATABSE_URL is set/],
    ['no database under a public address', PUBLIC, /DATABASE_URL is not set/, /the word embedded/],
    ['quotes', { DATABASE_URL: '"postgres://a:geheim-1@h/b"' }, /The configuration does not work/, /carry no quotes/],
    ['a short secret', { AUTH_SECRET: 'geheim-1' }, /The configuration does not work/, /openssl rand -base64 33/],
    ['a half provider', { AUTH_GITHUB_ID: 'id' }, /The configuration does not work/, /AUTH_GITHUB_SECRET is missing/],
    [
      'nobody who can sign in',
      { AUTH_URL: 'https://movies.invalid', DATABASE_URL: 'embedded' },
      /No provider/,
      /AUTH_GITHUB_ID/,
    ],
  ])('names %s in JSON, without a secret', async (_, settings, text, remedy) => {
    const { code, out } = await runDoctor(settings, '--json')
    const found = (JSON.parse(out) as { state: string; text: string; remedy?: string }[]).filter(
      ({ state }) => state === 'failure',
    )
    expect(found).toContainEqual(
      expect.objectContaining({ text: expect.stringMatching(text), remedy: expect.stringMatching(remedy) }),
    )
    expect(out).not.toContain('geheim-1')
    expect(code).toBe(1)
  })

  it('names a secret that other instances do not have, until it is accepted', { timeout: 60_000 }, async () => {
    const database = await createTestDatabase()
    const settings = { ...PUBLIC, AUTH_SECRET: 'geheim-1'.repeat(5), DATABASE_URL: database.url }
    await noteSecret({ DATABASE_URL: database.url }, 'the secret of all the other instances')
    const differs = /WRONG {2}secret {6}AUTH_SECRET differs/
    const before = await runDoctor(settings)
    expect(before.out).toMatch(differs)
    expect(before.out).not.toContain('geheim-1')
    expect((await runDoctor({ ...settings, AUTH_URL: 'http://localhost:3000', PORT: '1' })).out).not.toMatch(differs)
    const [, script = ''] = /npm run ([\w-]+), and start all again/.exec(before.out) ?? []
    const accepted = await runScript(script, [], settings)
    expect(accepted).toMatchObject({ code: 0, out: expect.stringContaining('Accepted.') })
    expect((await runDoctor(settings)).out).toMatch(/^ok {5}secret {6}the one of all instances/m)
    await database.drop()
  })

  it('compares the secret that the first start kept here, where none is set', async () => {
    const database = await createTestDatabase()
    const kept = temporaryFolder()
    writeFileSync(join(kept.folder, 'secret'), 'geheim-1'.repeat(5))
    await noteSecret({ DATABASE_URL: database.url }, 'geheim-1'.repeat(5))
    const settings = { ...PUBLIC, DATABASE_URL: database.url, MOVIEBUCKET_DATA: kept.folder }
    expect((await runDoctor(settings)).out).toMatch(/^ok {5}secret {6}the one of all instances/m)
    kept.remove()
    await database.drop()
  })

  it('prints the addresses to register', async () => {
    const { out } = await runDoctor({ ...PUBLIC, AUTH_SECRET: 's'.repeat(44), DATABASE_URL: testDatabase().url })
    expect(out).toContain('register at github: https://movies.invalid/api/auth/callback/github')
  })
})
