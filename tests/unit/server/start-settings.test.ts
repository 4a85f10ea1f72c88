import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadEnvFiles } from '@/scripts/start/env-files'
import { unknownSettings } from '@/scripts/start/misspelt'
import { readArguments, readOptions } from '@/scripts/start/options'
import { readSettings } from '@/scripts/start/settings'

const BRACED = '$' + '{HOME}'
const OPTIONS = { port: undefined, host: undefined }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'moviebucket-env-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (file: string, text: string) => writeFileSync(join(folder, file), text)

describe('a line of .env', () => {
  it.each([
    [String.raw`URL="postgres://u:a\$b@h/db"`, 'postgres://u:a$b@h/db'],
    [String.raw`URL=postgres://u:a\$b@h/db`, 'postgres://u:a$b@h/db'],
    ['URL=postgres://u:a$b@h/db', 'postgres://u:a$b@h/db'],
    ["URL='postgres://u:a$b@h/db'", 'postgres://u:a$b@h/db'],
    [`URL="a${BRACED}b"`, `a${BRACED}b`],
    ['URL="a#b"', 'a#b'],
    ['export URL=a%23b', 'a%23b'],
    ['\uFEFFURL=a', 'a'],
    ['URL=a\r\nOTHER=b\r\n', 'a'],
    [String.raw`URL="a\\b"`, String.raw`a\\b`],
  ])('%s arrives as it is meant', (line, value) => {
    write('.env', line)
    const env: Record<string, string | undefined> = {}
    expect(loadEnvFiles(false, { env, folders: [folder] })).toEqual([])
    expect(env.URL).toBe(value)
  })

  it.each(['URL=a#b', 'URL=postgres://u:a#b@h/db # the database', 'A=1\n  export URL = p#w'])(
    'that is cut at a # is told: %s',
    (line) => {
      write('.env', line)
      expect(loadEnvFiles(false, { env: {}, folders: [folder] })).toEqual([{ file: '.env', name: 'URL' }])
    },
  )

  it.each(['URL=a # b', 'URL="a#b"', "URL='#'", '#URL=a#b', 'URL=#b'])(
    'with a comment or quotes is not: %s',
    (line) => {
      write('.env', line)
      expect(loadEnvFiles(false, { env: {}, folders: [folder] })).toEqual([])
    },
  )
})

it('what the environment sets wins, byte for byte, and then the first file', () => {
  write('.env', 'A=env\nB=env\nC=env')
  write('.env.local', 'B=local\nC=local')
  write('.env.production', 'C=production')
  write('.env.production.local', 'C=production-local')
  const env = { A: String.raw`p$q\$r#${BRACED}` }
  loadEnvFiles(false, { env, folders: [folder] })
  expect(env).toEqual({ A: String.raw`p$q\$r#${BRACED}`, B: 'local', C: 'production-local' })
})

it('an .env that is there but cannot be read stops the start', () => {
  // A folder of that name: a file without rights is open to root.
  mkdirSync(join(folder, '.env'))
  expect(() => loadEnvFiles(false, { env: {}, folders: [folder] })).toThrow(
    /\.env is there but cannot be read \(EISDIR\)/,
  )
})

describe('a variable that nothing reads', () => {
  it.each([
    ['DATABSE_URL', 'DATABASE_URL'],
    ['DATABASE_URI', 'DATABASE_URL'],
    ['AUTH_GITHUB_I', 'AUTH_GITHUB_ID'],
    ['SMTP_URI', 'SMTP_URL'],
    ['TRUSTED_PROXYS', 'TRUSTED_PROXIES'],
    ['auth_url', 'AUTH_URL'],
    ['OPERATER', 'OPERATOR'],
    ['SIGNUP', 'SIGN_UP'],
    ['NODE_EXTRA_CA_CERT', 'NODE_EXTRA_CA_CERTS'],
    ['AUTH_OIDC_TRUST_MAIL', 'AUTH_OIDC_TRUST_EMAIL'],
    ['LOOKUP_CONTACTS', 'LOOKUP_CONTACT'],
    ['LOOKUP_IMDB_KEY', undefined],
    ['AUTH_OKTA_ID', undefined],
    ['MOVIEBUCKET_DIR', undefined],
  ])('%s is named, with what is meant', (name, meant) => {
    expect(unknownSettings({ [name]: 'x' })).toEqual([{ name, meant }])
  })

  it.each([
    'PATH',
    'HOME',
    'NODE_EXTRA_CA_CERTS',
    'OPERATOR',
    'PGHOST',
    'npm_config_port',
    'DATABASE_URL',
    'AUTH_TRUST_HOST',
    'PORT',
  ])('%s is none of them', (name) => {
    expect(unknownSettings({ [name]: 'x' })).toEqual([])
  })
})

describe('without DATABASE_URL', () => {
  const settings = (env: Record<string, string>) => readSettings(OPTIONS, env as NodeJS.ProcessEnv, folder)

  it.each<Record<string, string>>([{}, { AUTH_URL: 'http://localhost:4000' }, { AUTH_URL: 'http://127.0.0.1:4000' }])(
    'this machine gets the embedded database: %o',
    (env) => {
      expect(settings(env).embedded).toBe(true)
    },
  )

  it('an address for others does not, unless it is asked for by name', () => {
    const env = { AUTH_URL: 'https://movies.example.org', AUTH_GITHUB_ID: 'a', AUTH_GITHUB_SECRET: 'b' }
    expect(() => settings(env)).toThrow(/DATABASE_URL is not set, and AUTH_URL is an address for others/)
    expect(settings({ ...env, DATABASE_URL: 'embedded' })).toMatchObject({ embedded: true, demoUrl: undefined })
  })

  it.each(['DATABSE_URL', 'DATABASE_URI', 'DATABASE_HOST'])('%s stops the start, and is named', (name) => {
    expect(() => settings({ [name]: 'postgres://u:secret@h/db' })).toThrow(
      new RegExp(`DATABASE_URL is not set[^]*${name} is set, which nothing reads`),
    )
    expect(() => settings({ [name]: 'postgres://u:secret@h/db' })).not.toThrow(/secret/)
  })
})

describe('without AUTH_SECRET', () => {
  const settings = (env: Record<string, string>) => readSettings(OPTIONS, env as NodeJS.ProcessEnv, folder)
  const own = { DATABASE_URL: 'postgres://u:p@h/db' }
  const shared = { ...own, AUTH_URL: 'https://movies.example.org', AUTH_GITHUB_ID: 'a', AUTH_GITHUB_SECRET: 'b' }

  it.each([{}, own, { DATABASE_URL: 'embedded', AUTH_URL: 'https://movies.example.org' }])(
    'one is made and kept: %o',
    (env) => {
      const { AUTH_SECRET } = settings(env as Record<string, string>).env
      expect(AUTH_SECRET).toMatch(/^[\w+/=]{44}$/s)
      expect(settings(env as Record<string, string>).env.AUTH_SECRET).toBe(AUTH_SECRET)
    },
  )

  it('a deployment that may have several instances gets one to copy, which is nowhere else', () => {
    expect(() => settings(shared)).toThrow(/every instance needs the same one.*\nAUTH_SECRET=[\w+/=]{44}$/s)
    expect(readdirSync(folder)).toEqual([])
  })

  it('one that ran here before goes on', () => {
    write('secret', 's'.repeat(44))
    expect(settings(shared).env.AUTH_SECRET).toBe('s'.repeat(44))
  })
})

it.each([
  ['[::1]', '::1'],
  ['::1', '::1'],
  ['0.0.0.0', '0.0.0.0'],
])('the interface %s is %s', (given, host) => {
  expect(readOptions(readArguments(['--host', given]), {}).host).toBe(host)
  expect(readOptions({}, { BIND_ADDRESS: given }).host).toBe(host)
})
