import { type AppPath, PATHS } from '@/domain/paths'

const ANY_HOST = 'http://own.invalid'
const LONGEST = 2000

/**
 * The path and query of this deployment that a text from outside names; `/` when it names none. A text that browsers
 * read as another host (`//host`, `/\host`, control characters in between, an encoded start) names none.
 */
export function ownPath(text: unknown): AppPath {
  if (typeof text !== 'string' || text.length > LONGEST || !/^\/(?![/\\])/.test(text)) return PATHS.home
  if (/[\\\p{Cc}]/u.test(text) || !URL.canParse(text, ANY_HOST)) return PATHS.home
  const url = new URL(text, ANY_HOST)
  // `/.//host` is a path of ours whose path alone would be another host.
  const isOwn = url.origin === ANY_HOST && !url.pathname.startsWith('//')
  // The page may not exist; then it is a 404 like any other.
  return isOwn ? ((url.pathname + url.search + url.hash) as AppPath) : PATHS.home
}
