import leven from 'leven'
import { SETTING_NAMES } from '@/domain/environment'

/** A variable that nothing reads, and the setting that its name is close to, if there is one. */
export type Unknown = { name: string; meant?: string }

// What the start command and its libraries read besides.
const KNOWN = new Set<string>([
  ...SETTING_NAMES,
  ...['MOVIEBUCKET_DATA', 'BIND_ADDRESS', 'AUTH_TRUST_HOST', 'AUTH_DEBUG', 'NODE_EXTRA_CA_CERTS'],
])
const OURS = /^(AUTH|DATABASE|MOVIEBUCKET(?!_TEST)|QUOTA|LOOKUP)_/
const FAR = 2

/** Finds the variables that look like settings and are none: a letter off one, or with a beginning that only ours have. */
export function unknownSettings(env: Record<string, string | undefined>): Unknown[] {
  return Object.keys(env).flatMap((name) => {
    if (KNOWN.has(name) || !env[name]) return []
    const meant = [...KNOWN].find((known) => known.length > 6 && !env[known] && leven(known, name.toUpperCase()) <= FAR)
    return meant || OURS.test(name) ? [{ name, meant }] : []
  })
}
