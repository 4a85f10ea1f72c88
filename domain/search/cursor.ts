import type { SortKey } from './sort'

/** The row that a page starts beside: its value in the order of the list, and its id, which tells equal values apart. */
export type Cursor = { sort: SortKey; key: string | number; id: string }

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
// Postgres knows no year 0.
const TIME = /^(?!0000)\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

/** Writes a cursor as an opaque text for URLs and the API. */
export function encodeCursor({ key, id }: Cursor): string {
  const bytes = new TextEncoder().encode(JSON.stringify([key, id]))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** Reads a text from `encodeCursor` for the order it was made in; undefined for anything else. */
export function decodeCursor(text: string, sort: SortKey): Cursor | undefined {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0))
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (!Array.isArray(json) || json.length !== 2) return undefined
    const [key, id] = json
    return typeof id === 'string' && UUID.test(id) && isKey(key, sort) ? { sort, key, id } : undefined
  } catch {
    return undefined
  }
}

function isKey(key: unknown, sort: SortKey): key is string | number {
  if (sort === 'title')
    return typeof key === 'string' && key.length <= 2000 && key.isWellFormed() && !key.includes('\0')
  if (sort === 'added') return typeof key === 'string' && TIME.test(key) && new Date(key).toISOString() === key
  return typeof key === 'number' && Number.isInteger(key) && key >= 0 && key <= 9999
}
