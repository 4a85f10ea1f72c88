import 'server-only'
import { readFileSync } from 'node:fs'
import type { ConnectionOptions } from 'node:tls'
import type { ClientConfig } from 'pg'

/** The address of the database: a URL as psql takes it, and the path of a PEM bundle to check its certificate with. */
export type DatabaseAddress = { DATABASE_URL?: string; DATABASE_CA?: string }

// Older addresses say ssl=true: without TLS, their password would go in the clear.
const SSL: Record<string, string | undefined> = { true: 'require', '1': 'require', false: 'disable', '0': 'disable' }

/**
 * Turns the configured address into options of the driver, with `sslmode` meaning what it says:
 * `require`, `verify-ca` and `verify-full` check the certificate, `no-verify` only encrypts, and
 * `DATABASE_CA` alone means `verify-full`.
 * @throws {Error} when the certificate file cannot be read
 */
export function connectionOptions(env: DatabaseAddress): ClientConfig {
  const [address = '', query = ''] = (env.DATABASE_URL ?? '').split(/\?(.*)/s)
  const parameters = new URLSearchParams(query)
  const take = (name: string) => {
    const value = parameters.get(name) ?? undefined
    // The driver's versions read these differently, so it never sees them.
    parameters.delete(name)
    return value
  }
  const mode = take('sslmode') ?? SSL[take('ssl') ?? '']
  const authority = env.DATABASE_CA || take('sslrootcert')
  const certificate = take('sslcert')
  const key = take('sslkey')
  for (const name of ['ssl', 'sslrootcert', 'uselibpqcompat']) take(name)

  const connectionString = parameters.size > 0 ? `${address}?${parameters}` : address
  const base = { connectionString, application_name: 'moviebucket' }
  if (!mode && !authority) return base
  if (mode === 'disable') return { ...base, ssl: false }

  const ssl: ConnectionOptions = { rejectUnauthorized: mode !== 'no-verify' }
  if (authority && authority !== 'system') ssl.ca = readPem('DATABASE_CA', authority)
  if (certificate) ssl.cert = readPem('sslcert', certificate)
  if (key) ssl.key = readPem('sslkey', key)
  if (mode === 'verify-ca') ssl.checkServerIdentity = () => undefined
  return { ...base, ssl }
}

function readPem(setting: string, path: string): string {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new Error(`${setting}: the file ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
  // The driver would take anything else for an authority that signed nothing.
  if (!text.includes('-----BEGIN ')) throw new Error(`${setting}: the file ${path} holds no certificate (PEM)`)
  return text
}
