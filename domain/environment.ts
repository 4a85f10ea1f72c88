import * as z from 'zod'
import { formerIssuerOf, issuerOf, UNKNOWN_ISSUER } from './account/issuer'
import { parseOperator } from './account/operator'
import type { Quotas } from './account/quota'
import { isSignUpRule } from './account/sign-up'

const text = z.string().trim().optional()
const flag = z
  .enum(['0', '1'])
  .optional()
  .transform((value) => value === '1')

const yes = z
  .enum(['true', 'false', '1', '0'], { message: 'must be true or false' })
  .optional()
  .transform((value) => value === 'true' || value === '1')

const ADDRESS = { protocol: /^https?$/, message: 'must be a full address such as https://id.example.org' }
const address = z.string().trim().pipe(z.url(ADDRESS)).optional()
const formerAddress = z
  .union([z.literal(UNKNOWN_ISSUER), z.string().trim().pipe(z.url(ADDRESS))], {
    message: `must be the full address that it had, or the word ${UNKNOWN_ISSUER}`,
  })
  .optional()

const NETWORK = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])

const database = z.object({
  DATABASE_URL: text
    .refine((url) => url === undefined || /^postgres(ql)?:\/\//.test(url), {
      message: 'must begin with postgres:// or postgresql:// (and carry no quotes)',
    })
    // Those that try without TLS when it is not there would send the password in the clear.
    .refine(
      (url) =>
        !/[?&](sslmode=(?!(disable|require|verify-ca|verify-full|no-verify)(&|$))|ssl=(?!(true|false|1|0)(&|$)))/.test(
          url ?? '',
        ),
      {
        message: 'has an sslmode that may go without encryption: write verify-full, require or disable',
      },
    ),
  DATABASE_CA: text,
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10),
})

const quota = (usual: number) => z.coerce.number().int().min(1).max(1_000_000_000).default(usual)

const quotas = z.object({
  QUOTA_BUCKETS: quota(200),
  QUOTA_MOVIES: quota(1_000_000),
  QUOTA_GROUPS: quota(100),
  QUOTA_TOKENS: quota(100),
  QUOTA_STAGED_MB: quota(500),
  QUOTA_CHANGES: quota(1_000_000),
})

const schema = z.object({
  ...database.shape,
  ...quotas.shape,
  AUTH_URL: z
    .url({ protocol: /^https?$/, message: 'must be a full address such as https://movies.example.org' })
    .refine((url) => !/^https?:/i.test(url) || !URL.canParse(url) || new URL(url).href === `${new URL(url).origin}/`, {
      message: 'has more than a host name: moviebucket needs one of its own, such as https://movies.example.org',
    })
    .default('http://localhost:3000'),
  AUTH_SECRET: z
    .string({ message: 'is missing; make one with: openssl rand -base64 33' })
    .min(32, 'is shorter than 32 characters; make one with: openssl rand -base64 33'),
  AUTH_GITHUB_ID: text,
  AUTH_GITHUB_SECRET: text,
  AUTH_GITHUB_BASE_URL: address,
  AUTH_GITHUB_FORMER_BASE_URL: formerAddress,
  AUTH_GOOGLE_ID: text,
  AUTH_GOOGLE_SECRET: text,
  AUTH_GOOGLE_ISSUER: address,
  AUTH_OIDC_ISSUER: address,
  AUTH_OIDC_FORMER_ISSUER: formerAddress,
  AUTH_OIDC_TRUST_EMAIL: yes,
  AUTH_OIDC_ID: text,
  AUTH_OIDC_SECRET: text,
  AUTH_OIDC_NAME: text,
  SMTP_URL: text.refine((url) => url === undefined || (/^smtps?:\/\/[^/]/.test(url) && URL.canParse(url)), {
    message:
      'must be a full address such as smtps://user:password@mail.example.org (with %40 for an @ in the password)',
  }),
  MAIL_FROM: text.refine((from) => from === undefined || /^([^<>@\n]*<)?[^<>@\s]+@[^<>@\s]+>?$/.test(from), {
    message: 'must be an address such as moviebucket <movies@example.org>',
  }),
  SIGN_UP: z
    .string()
    .trim()
    .toLowerCase()
    .default('everyone')
    .transform((list) => list.split(/[\s,]+/).filter(Boolean))
    .refine((rules) => rules.every(isSignUpRule), {
      message:
        'must be everyone, invited, domains of addresses such as example.org, or github:ORGANISATION, with commas between them',
    }),
  OPERATOR: text
    .transform((given) => (given === undefined ? undefined : parseOperator(given)))
    .refine((operator) => operator !== null, {
      message: 'must be a name, an address, or both: Ana Lopez <ana@example.org>, or <https://help.example.org>',
    }),
  LOOKUP_CONTACT: text.refine(
    (contact) => contact === undefined || /^(https?:\/\/[\x21-\x7e]+|[\x21-\x7e]+@[\w.-]+)$/.test(contact),
    { message: 'must be a mail or web address under which Wikimedia reaches you: ana@example.org' },
  ),
  LOOKUP_WIKIDATA_URL: address.default('https://www.wikidata.org/w/api.php'),
  LOOKUP_TMDB_TOKEN: text.refine((token) => token === undefined || /^[\w.-]{20,}$/.test(token), {
    message: 'must be the API Read Access Token of a TMDB account, which begins with eyJ',
  }),
  LOOKUP_TMDB_URL: address.default('https://api.themoviedb.org/3'),
  API_RATE_LIMIT: z.coerce.number().int().min(1).max(1_000_000).default(600),
  API_CORS_ORIGINS: text
    .transform((list) => (list ?? '').split(/[\s,]+/).filter(Boolean))
    .refine(
      (origins) =>
        origins.every((origin) => origin === '*' || (URL.canParse(origin) && new URL(origin).origin === origin)),
      { message: 'must be origins such as https://app.example.org, with commas between them, or *' },
    ),
  TRUSTED_PROXIES: text
    .transform((list) => (list ?? '').split(/[\s,]+/).filter(Boolean))
    .refine((networks) => networks.every((network) => NETWORK.safeParse(network).success), {
      message: 'must be addresses or networks such as 10.0.0.0/8, with commas between them',
    }),
  STOP_DELAY: z.coerce.number().min(0).max(60).default(0),
  METRICS_ADDRESS: text
    .refine((address) => address === undefined || /^(\S+:)?\d{1,5}$/.test(address), {
      message: 'must be a port such as 9464, for this machine alone, or an address and a port such as 0.0.0.0:9464',
    })
    .transform((address) => {
      const [, host = '127.0.0.1', port] = /^(?:(\S+):)?(\d+)$/.exec(address ?? '') ?? []
      return port === undefined ? undefined : { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(port) }
    }),
  LOG_FORMAT: z.enum(['json', 'text']).default('json'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  MOVIEBUCKET_EMBEDDED: flag,
  MOVIEBUCKET_DEMO_KEY: z.string().min(32, 'is shorter than 32 characters; npm start makes one').optional(),
})

/** The name of every variable that the server reads. */
export const SETTING_NAMES = Object.keys(schema.shape)

/** A deployment's settings, checked once at start. See the configuration table in README.md. */
export type Environment = z.infer<typeof schema>

/** The settings that do not fit, each in a line that names the variable and never repeats its value. */
export class EnvironmentError extends Error {
  constructor(readonly errors: string[]) {
    super(`The configuration does not work:\n${errors.map((error) => `  ${error}`).join('\n')}`)
    this.name = 'EnvironmentError'
  }
}

/**
 * Reads only the settings of the database.
 * @throws {EnvironmentError}
 */
export function parseDatabaseEnvironment(source: Record<string, string | undefined>) {
  return parse(database, withoutEmpty(source), [])
}

/**
 * Reads how much a person may use.
 * @throws {EnvironmentError}
 */
export function parseQuotas(source: Record<string, string | undefined>): Quotas {
  const given = parse(quotas, withoutEmpty(source), [])
  return {
    buckets: given.QUOTA_BUCKETS,
    movies: given.QUOTA_MOVIES,
    groups: given.QUOTA_GROUPS,
    tokens: given.QUOTA_TOKENS,
    staged_bytes: given.QUOTA_STAGED_MB * 1_000_000,
    changes: given.QUOTA_CHANGES,
  }
}

/**
 * Reads the settings from `process.env` or a record of the same shape; an empty value counts as not set.
 * @throws {EnvironmentError} naming every variable that is missing or does not fit
 */
export function parseEnvironment(source: Record<string, string | undefined>): Environment {
  const given = withoutEmpty(source)
  return parse(schema, given, missing(given))
}

/** Whether a URL's or request's host (`localhost:3000`, `127.0.0.1`, `[::1]:80`) is this machine. */
export function isLoopbackHost(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\]|::1)(:\d+)?$/i.test(host)
}

function withoutEmpty(source: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()))
}

// Reported together with the errors of single variables.
function missing(given: Record<string, string | undefined>): string[] {
  const errors: string[] = []
  for (const name of ['GITHUB', 'GOOGLE', 'OIDC']) {
    const [id, secret] = [`AUTH_${name}_ID`, `AUTH_${name}_SECRET`]
    if (given[id] && !given[secret]) errors.push(`${secret} is missing; ${id} is set and neither works alone`)
    if (given[secret] && !given[id]) errors.push(`${id} is missing; ${secret} is set and neither works alone`)
  }
  if (given.AUTH_OIDC_ID && !given.AUTH_OIDC_ISSUER) errors.push('AUTH_OIDC_ISSUER is missing; AUTH_OIDC_ID needs it')
  for (const [id, name] of [
    ['github', 'AUTH_GITHUB_FORMER_BASE_URL'],
    ['oidc', 'AUTH_OIDC_FORMER_ISSUER'],
  ] as const)
    if (given[name] && formerIssuerOf(id, given) === issuerOf(id, given))
      errors.push(`${name} is the present address; it takes the one before`)
  if (/\bgithub:/i.test(given.SIGN_UP ?? '') && !given.AUTH_GITHUB_ID)
    errors.push('AUTH_GITHUB_ID is missing; SIGN_UP asks GitHub who is a member')
  if (given.SMTP_URL && !given.MAIL_FROM) errors.push('MAIL_FROM is missing; SMTP_URL is set and mail needs a sender')
  if (given.LOOKUP_CONTACT && given.LOOKUP_TMDB_TOKEN)
    errors.push('LOOKUP_CONTACT and LOOKUP_TMDB_TOKEN are both set; keep one: titles are looked up in one place')
  if (!given.DATABASE_URL) errors.push('DATABASE_URL is missing; `npm start` sets it to the embedded database')
  return errors
}

function parse<T>(shape: z.ZodType<T>, given: Record<string, string | undefined>, errors: string[]): T {
  const result = shape.safeParse(given)
  if (result.success && errors.length === 0) return result.data
  const issues = result.error?.issues ?? []
  throw new EnvironmentError([...issues.map((issue) => `${issue.path.join('.')} ${issue.message}`), ...errors])
}
