import { EnvironmentError, isLoopbackHost, parseEnvironment } from '@/domain/environment'
import type { CutSetting } from '@/scripts/start/env-files'
import { unknownSettings } from '@/scripts/start/misspelt'
import { type Finding, failure, ok, warning } from './finding'

type Environment = Record<string, string | undefined>

const PROVIDERS = { github: 'AUTH_GITHUB_ID', google: 'AUTH_GOOGLE_ID', oidc: 'AUTH_OIDC_ID' }

/** Checks every setting by itself, with what the start command fills in already filled in. */
export function checkSettings(env: Environment, cut: readonly CutSetting[]): Finding[] {
  const found = settingsIn(env, cut)
  return found.length > 0 ? found : [ok('settings', 'each one is known and fits')]
}

function settingsIn(env: Environment, cut: readonly CutSetting[]): Finding[] {
  return [
    ...errorsOf(env).map((error) => failure('settings', error)),
    ...cut.map(({ file, name }) =>
      warning('settings', `${name} in ${file} ends at its #, where a comment begins.`, 'Put quotes around the value.'),
    ),
    ...unknownSettings(env).map(({ name, meant }) =>
      warning('settings', `${name} is set, but nothing reads it.`, meant ? `Is ${meant} meant?` : 'Remove it.'),
    ),
  ]
}

function errorsOf(env: Environment): string[] {
  try {
    parseEnvironment(env)
    return []
  } catch (error) {
    if (error instanceof EnvironmentError) return error.errors
    throw error
  }
}

/** Names the addresses that each provider has to know, and what people could not sign in with. */
export function checkSignIn(env: Environment): Finding[] {
  const address = env.AUTH_URL ?? ''
  if (!URL.canParse(address)) return []
  const { protocol, host, origin } = new URL(address)
  const configured = Object.entries(PROVIDERS).filter(([, name]) => env[name])
  const local = isLoopbackHost(host)
  return [
    ...configured.map(([id]) => ok('sign-in', `register at ${id}: ${origin}/api/auth/callback/${id}`)),
    ...(configured.length === 0 && !local
      ? [
          failure(
            'sign-in',
            'No provider is set up, so nobody can sign in.',
            'Set AUTH_GITHUB_ID and AUTH_GITHUB_SECRET.',
          ),
        ]
      : []),
    ...(protocol === 'http:' && !local
      ? [
          warning(
            'sign-in',
            `AUTH_URL is not encrypted (${origin}): sessions and passwords of providers travel in the clear.`,
            'Put a proxy with https in front, and write https in AUTH_URL.',
          ),
        ]
      : []),
  ]
}
