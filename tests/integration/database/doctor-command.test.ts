import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/tests/support/database/database'
import { temporaryFolder } from '@/tests/support/database/embedded'
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

  it('prints the addresses to register', async () => {
    const { out } = await runDoctor({ ...PUBLIC, AUTH_SECRET: 's'.repeat(44), DATABASE_URL: testDatabase().url })
    expect(out).toContain('register at github: https://movies.invalid/api/auth/callback/github')
  })
})
