import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  EnvironmentError,
  isLoopbackHost,
  parseDatabaseEnvironment,
  parseEnvironment,
  parseQuotas,
} from '@/domain/environment'

const WORKS = { DATABASE_URL: 'postgres://me:secret@db/movies', AUTH_SECRET: 's'.repeat(32) }
type Source = Record<string, string | undefined>

/** The variables that are complained about. */
function errorsOf(source: Source): string[] {
  try {
    parseEnvironment(source)
    return []
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error
    for (const line of error.errors) expect(error.message).toContain(line)
    return error.errors
  }
}
const named = (source: Source) => errorsOf(source).map((line) => line.split(' ')[0])

describe('the settings of a deployment', () => {
  it('need a database and a secret, and no more', () => {
    expect(parseEnvironment(WORKS)).toMatchObject({
      AUTH_URL: 'http://localhost:3000',
      DATABASE_POOL: 10,
      LOG_LEVEL: 'info',
      MOVIEBUCKET_EMBEDDED: false,
    })
  })

  it('take every provider, also all at once', () => {
    const providers = { AUTH_GITHUB_ID: 'a', AUTH_GITHUB_SECRET: 'b', AUTH_GOOGLE_ID: 'c', AUTH_GOOGLE_SECRET: 'd' }
    const oidc = { AUTH_OIDC_ID: 'e', AUTH_OIDC_SECRET: 'f', AUTH_OIDC_ISSUER: 'https://id.example.org' }
    expect(parseEnvironment({ ...WORKS, ...providers, ...oidc })).toMatchObject({ ...providers, ...oidc })
  })

  it.each([undefined, '', '   '])('are none without a secret: %j', (AUTH_SECRET) => {
    expect(errorsOf({ ...WORKS, AUTH_SECRET })).toEqual([
      'AUTH_SECRET is missing; make one with: openssl rand -base64 33',
    ])
  })

  it('are none with a secret of 31 characters', () => {
    expect(errorsOf({ ...WORKS, AUTH_SECRET: 's'.repeat(31) })).toEqual([
      'AUTH_SECRET is shorter than 32 characters; make one with: openssl rand -base64 33',
    ])
  })

  it.each([undefined, ''])('are none without a database: %j', (DATABASE_URL) => {
    expect(named({ ...WORKS, DATABASE_URL })).toEqual(['DATABASE_URL'])
  })

  it.each(['GITHUB', 'GOOGLE', 'OIDC'])('name the missing half of %s', (name) => {
    const issuer = { AUTH_OIDC_ISSUER: 'https://id.example.org' }
    const [id, secret] = [`AUTH_${name}_ID`, `AUTH_${name}_SECRET`]
    expect(errorsOf({ ...WORKS, ...issuer, [id]: 'x' })).toEqual([
      `${secret} is missing; ${id} is set and neither works alone`,
    ])
    expect(errorsOf({ ...WORKS, ...issuer, [secret]: 'x' })).toEqual([
      `${id} is missing; ${secret} is set and neither works alone`,
    ])
  })

  it('name the issuer that OpenID Connect needs', () => {
    expect(named({ ...WORKS, AUTH_OIDC_ID: 'a', AUTH_OIDC_SECRET: 'b' })).toEqual(['AUTH_OIDC_ISSUER'])
  })

  it('take a mail server with a sender, and not without', () => {
    const mail = { SMTP_URL: 'smtps://me%40here:p%2Fw@mail.example.org:465', MAIL_FROM: 'Movies <m@example.org>' }
    expect(parseEnvironment({ ...WORKS, ...mail })).toMatchObject(mail)
    expect(parseEnvironment({ ...WORKS, ...mail, MAIL_FROM: 'm@example.org' }).MAIL_FROM).toBe('m@example.org')
    expect(named({ ...WORKS, SMTP_URL: mail.SMTP_URL })).toEqual(['MAIL_FROM'])
    expect(named({ ...WORKS, MAIL_FROM: mail.MAIL_FROM })).toEqual([])
  })

  it.each([
    ['SMTP_URL', 'mail.example.org:587'],
    ['SMTP_URL', 'https://mail.example.org'],
    ['SMTP_URL', 'smtp://'],
    ['DATABASE_URL', '"postgres://db/movies"'],
    ['DATABASE_URL', 'mysql://db/movies'],
    ...['sslmode=prefer', 'sslmode=allow', 'a=b&sslmode=', 'sslmode=disabled', 'ssl=yes'].map(
      (query): [string, string] => ['DATABASE_URL', `postgres://db/movies?${query}`],
    ),
    ['DATABASE_POOL', '0'],
    ['DATABASE_POOL', '201'],
    ['DATABASE_POOL', 'many'],
    ['DATABASE_POOL', '2.5'],
    ['QUOTA_BUCKETS', '0'],
    ['QUOTA_MOVIES', 'many'],
    ['QUOTA_STAGED_MB', '1.5'],
    ['AUTH_URL', 'movies.example.org'],
    ['AUTH_URL', 'ftp://movies.example.org'],
    ['AUTH_URL', 'javascript:alert(1)'],
    ['AUTH_URL', 'https://example.org/movies'],
    ['AUTH_URL', 'https://example.org/?a'],
    ['AUTH_URL', 'https://ana:secret@example.org'],
    ['MAIL_FROM', 'Movies'],
    ['MAIL_FROM', 'a@b.org, c@d.org'],
    ['MAIL_FROM', 'a@b.org\nBcc: c@d.org'],
    ['SIGN_UP', 'nobody'],
    ['SIGN_UP', '@example.org'],
    ['SIGN_UP', 'invited, ana@example.org'],
    ['SIGN_UP', 'github:'],
    ['SIGN_UP', 'github:film_club'],
    ['SIGN_UP', 'gitlab:film-club'],
    ['OPERATOR', '<ana@example.org'],
    ['OPERATOR', 'Ana <javascript:alert(1)>'],
    ['OPERATOR', 'Ana\nBen'],
    ['OPERATOR', 'x'.repeat(101)],
    ['AUTH_OIDC_ISSUER', 'id.example.org'],
    ['AUTH_OIDC_FORMER_ISSUER', 'old'],
    ['AUTH_OIDC_TRUST_EMAIL', 'maybe'],
    ['AUTH_GITHUB_BASE_URL', 'github.example.org'],
    ['AUTH_GITHUB_FORMER_BASE_URL', 'javascript:alert(1)'],
    ['STOP_DELAY', '-1'],
    ['STOP_DELAY', '61'],
    ['STOP_DELAY', '10s'],
    ['LOOKUP_CONTACT', 'yes'],
    ['LOOKUP_CONTACT', 'ana@example.org (Ana)'],
    ['LOOKUP_CONTACT', 'ana@example.org\nhost: evil.example'],
    ['LOOKUP_TMDB_TOKEN', 'short'],
    ['LOOKUP_TMDB_TOKEN', 'eyJ0 with spaces in the token'],
    ['LOOKUP_TMDB_URL', 'api.example.org'],
    ['LOOKUP_WIKIDATA_URL', 'file:///etc/passwd'],
    ['LOG_LEVEL', 'loud'],
    ['MOVIEBUCKET_EMBEDDED', 'yes'],
    ['MOVIEBUCKET_DEMO_KEY', 'short'],
  ])('name %s when it is %s', (name, value) => {
    const others = { MAIL_FROM: 'm@example.org', AUTH_GITHUB_ID: 'a', AUTH_GITHUB_SECRET: 'b' }
    expect(named({ ...WORKS, ...others, [name]: value })).toEqual([name])
  })

  it.each([
    ['AUTH_GITHUB_FORMER_BASE_URL', { AUTH_GITHUB_FORMER_BASE_URL: 'https://GitHub.com/' }],
    ['AUTH_OIDC_FORMER_ISSUER', { AUTH_OIDC_FORMER_ISSUER: 'https://id.example.org/' }],
  ])('name %s when it is the present address', (name, former) => {
    const github = { AUTH_GITHUB_ID: 'a', AUTH_GITHUB_SECRET: 'b' }
    const oidc = { AUTH_OIDC_ID: 'c', AUTH_OIDC_SECRET: 'd', AUTH_OIDC_ISSUER: 'https://id.example.org' }
    expect(named({ ...WORKS, ...github, ...oidc, ...former })).toEqual([name])
  })

  it('take one service to look titles up at', () => {
    const [contact, token] = [{ LOOKUP_CONTACT: 'https://example.org/ana' }, { LOOKUP_TMDB_TOKEN: 'x'.repeat(30) }]
    expect(named({ ...WORKS, ...contact })).toEqual([])
    expect(named({ ...WORKS, ...token })).toEqual([])
    expect(named({ ...WORKS, ...contact, ...token })).toEqual(['LOOKUP_CONTACT'])
  })

  it('need GitHub to ask it who is a member', () => {
    expect(named({ ...WORKS, SIGN_UP: 'example.org, github:film-club' })).toEqual(['AUTH_GITHUB_ID'])
  })

  it('name everything that does not fit at once', () => {
    const source = { AUTH_URL: 'x', AUTH_GITHUB_ID: 'a', AUTH_OIDC_ID: 'b', AUTH_OIDC_SECRET: 'c', LOG_LEVEL: 'x' }
    expect(named(source).sort()).toEqual([
      'AUTH_GITHUB_SECRET',
      'AUTH_OIDC_ISSUER',
      'AUTH_SECRET',
      'AUTH_URL',
      'DATABASE_URL',
      'LOG_LEVEL',
    ])
  })

  it('are as if not set when they are empty', () => {
    const names = [
      'DATABASE_CA',
      'DATABASE_POOL',
      'AUTH_URL',
      'AUTH_GITHUB_ID',
      'AUTH_OIDC_NAME',
      'LOG_LEVEL',
      'MOVIEBUCKET_EMBEDDED',
      'MOVIEBUCKET_DEMO_KEY',
    ]
    const empty = Object.fromEntries(names.map((name) => [name, ' ']))
    expect(parseEnvironment({ ...WORKS, ...empty })).toEqual(parseEnvironment(WORKS))
  })

  it('never turn up in a message', () => {
    const names = [
      'DATABASE_URL',
      'DATABASE_POOL',
      'AUTH_URL',
      'AUTH_SECRET',
      'AUTH_GITHUB_ID',
      'AUTH_OIDC_SECRET',
      'LOG_LEVEL',
    ]
    const value = fc.stringMatching(/^[b-z]{2}QZ[b-z]{2,20}$/)
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value), (source) => {
        for (const problem of errorsOf(source)) expect(problem).not.toContain('QZ')
      }),
    )
  })
})

describe('quotas', () => {
  it('have a usual size, and take another', () => {
    expect(parseQuotas({})).toEqual({
      buckets: 200,
      movies: 1_000_000,
      groups: 100,
      tokens: 100,
      staged_bytes: 500_000_000,
      changes: 1_000_000,
    })
    expect(parseQuotas({ QUOTA_BUCKETS: '3', QUOTA_STAGED_MB: '7' })).toMatchObject({
      buckets: 3,
      staged_bytes: 7_000_000,
    })
    expect(() => parseQuotas({ QUOTA_TOKENS: '-1' })).toThrow(EnvironmentError)
  })
})

describe('the settings of the database alone', () => {
  it('ask for nothing else', () => {
    expect(parseDatabaseEnvironment({ DATABASE_URL: WORKS.DATABASE_URL, DATABASE_POOL: '3' })).toEqual({
      DATABASE_URL: WORKS.DATABASE_URL,
      DATABASE_POOL: 3,
    })
    expect(() => parseDatabaseEnvironment({ DATABASE_URL: 'x' })).toThrow(EnvironmentError)
  })
})

describe('this machine', () => {
  it.each([
    'localhost',
    'localhost:3000',
    'LOCALHOST',
    '127.0.0.1',
    '127.0.0.1:80',
    '127.9.9.9',
    '[::1]',
    '[::1]:80',
    '::1',
  ])('is %s', (host) => {
    expect(isLoopbackHost(host)).toBe(true)
  })

  it.each([
    '',
    'localhost.example.org',
    'notlocalhost',
    '127.0.0.1.example.org',
    '128.0.0.1',
    '0.0.0.0',
    '10.0.0.1',
    'localhost:',
    'localhost:x',
    'a@localhost',
    'localhost/',
    '[::2]',
  ])('is not %s', (host) => {
    expect(isLoopbackHost(host)).toBe(false)
  })
})
