const ANY_HOST = 'http://own.invalid'
const LONGEST = 2000

/**
 * The path and query of this deployment that a text from outside names; `/` when it names none. What browsers
 * would read as another host (`//host`, `/\host`, control characters in between, an encoded start) names none.
 */
export function ownPath(text: unknown): string {
  if (typeof text !== 'string' || text.length > LONGEST || !/^\/(?![/\\])/.test(text)) return '/'
  if (/[\\\p{Cc}]/u.test(text) || !URL.canParse(text, ANY_HOST)) return '/'
  const url = new URL(text, ANY_HOST)
  // `/.//host` is a path of ours whose path alone would be another host.
  return url.origin === ANY_HOST && !url.pathname.startsWith('//') ? url.pathname + url.search + url.hash : '/'
}
