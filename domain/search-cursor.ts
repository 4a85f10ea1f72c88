import * as z from 'zod'
import type { SortKey } from './search'

/** The row a page starts beside: the value it is sorted by, and its id to tell equal ones apart. */
export type Cursor = { sort: SortKey; key: string | number; id: string }

const shapes = {
  text: z.tuple([z.string().max(200), z.uuid()]),
  number: z.tuple([z.int().min(0).max(9999), z.uuid()]),
  time: z.tuple([z.iso.datetime(), z.uuid()]),
}
const shapeOf = {
  title: shapes.text,
  year: shapes.number,
  length: shapes.number,
  rating: shapes.number,
  added: shapes.time,
}

/** An opaque text for URLs and the API. */
export function encodeCursor({ key, id }: Cursor): string {
  const bytes = new TextEncoder().encode(JSON.stringify([key, id]))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** The cursor of a text from `encodeCursor`, for the order it was made in; undefined for anything else. */
export function decodeCursor(text: string, sort: SortKey): Cursor | undefined {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0))
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    const result = shapeOf[sort].safeParse(json)
    if (!result.success || String(result.data[0]).includes('\0')) return undefined
    return { sort, key: result.data[0], id: result.data[1] }
  } catch {
    return undefined
  }
}
