import { formatPreferences, type Theme } from '@/domain/account/preferences'
import { PATHS } from '@/domain/paths'
import { sealed, TARGET_COOKIE } from '@/server/auth/seal'
import { cookieName } from '@/server/auth/session-cookie'
import { type Finding, failure, ok } from './finding'

const PATIENCE_MS = 5000
// A balancer hands them out in turn.
const INSTANCES = 8
const TARGET = 'https://provider.invalid/'

/**
 * Tries at the public address what a sign-in needs: that cookies arrive, that pages are not kept by a cache, and, with the
 * `secret` of all instances, that each one opens what another has sealed. Otherwise people come back to the sign-in page
 * for ever. Silent where the address does not answer.
 */
export async function checkCookies(publicUrl: string, secret?: string): Promise<Finding[]> {
  const { origin } = new URL(publicUrl)
  // An address that no cache has yet.
  const page = `${origin}${PATHS.signIn}?doctor=${Date.now()}`
  const [dark, light] = [await themeOf(page, 'dark'), await themeOf(page, 'light')]
  if (dark === undefined || light === undefined) return []
  if (dark === light)
    return [dark === 'system' ? failure('sign-in', dropped(origin), PASS) : failure('sign-in', kept(origin), NO_CACHE)]
  if (secret === undefined) return [ok('sign-in', 'cookies arrive')]
  const asked = Array.from({ length: INSTANCES }, () => opens(origin, secret))
  const opened = (await Promise.all(asked)).filter((answer) => answer !== undefined)
  if (!opened.includes(false)) return [ok('sign-in', 'cookies arrive, and every instance opens them')]
  const some = opened.includes(true)
  return [
    failure(
      'secret',
      `${some ? 'An instance' : 'What runs'} at ${origin} has another AUTH_SECRET than these settings: sign-ins ${some ? 'begun at one instance fail at another' : 'under way are over at the next start'}.`,
      'Give all the same AUTH_SECRET, and start every instance again.',
    ),
  ]
}

const dropped = (origin: string) =>
  `Cookies do not arrive through ${origin}: whoever signs in is back at the sign-in page.`
const PASS = 'Let the proxy pass the headers Cookie and Set-Cookie on (nginx: no proxy_set_header Cookie).'
const kept = (origin: string) =>
  `${origin} answers with the page of somebody else, from a cache: sign-ins end in a loop.`
const NO_CACHE = 'Let the proxy keep no pages (nginx: proxy_cache off), or heed Cache-Control.'

/** How a page looks to a browser with a theme of its own; undefined without such a page. */
async function themeOf(page: string, theme: Theme): Promise<string | undefined> {
  const value = formatPreferences({ theme, density: 'regular', shortcuts: true })
  const text = await read(page, cookieName('preferences', page), value)
  return /<html[^>]* data-theme="(\w+)"/.exec(text ?? '')?.[1]
}

/** Whether an instance opens what this secret has sealed; undefined without an answer. */
async function opens(origin: string, secret: string): Promise<boolean | undefined> {
  const name = cookieName(TARGET_COOKIE, origin)
  const text = await read(`${origin}${PATHS.continueSignIn}`, name, sealed(name, TARGET, secret))
  return text?.includes(TARGET)
}

async function read(address: string, cookie: string, value: string): Promise<string | undefined> {
  try {
    const headers = { accept: 'text/html', cookie: `${cookie}=${encodeURIComponent(value)}`, connection: 'close' }
    const answer = await fetch(address, { redirect: 'manual', headers, signal: AbortSignal.timeout(PATIENCE_MS) })
    return await answer.text()
  } catch {
    return undefined
  }
}
