// Keys under which programs keep the movie of an entry; where the key tells what the entry is, it is its kind.
const KINDS = ['movie', 'film', 'show', 'series', 'anime', 'episode', 'season', 'game', 'book', 'person', 'list']
const OTHERS = ['item', 'media', 'content', 'metadata', 'userdata']

/** Whether the object under a key is lifted into the object around it, as with `{ "movie": { "title": … } }`. */
export function isWrapper(key: string): boolean {
  return KINDS.includes(key.toLowerCase()) || OTHERS.includes(key.toLowerCase())
}

/** Whether a key says what kind of entry the object under it is. */
export function isKind(key: string): boolean {
  return KINDS.includes(key.toLowerCase())
}

/** An open object or list of a JSON text. */
export type Opened = { path: string; isList: boolean }

/** The path of what opens under `key` in `around`: `$`, `$[]`, `$.result.movies[]`; wrappers do not count. */
export function pathIn(around: Opened | undefined, key: string, isList: boolean): string {
  if (!around) return '$'
  if (around.isList) return `${around.path}[]`
  return !isList && isWrapper(key) ? around.path : `${around.path}.${key}`
}
