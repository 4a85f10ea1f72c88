import { EXPORT_COLUMNS } from '@/domain/export/formats'
import { AppError } from '@/domain/result'
import { findLists } from './find-lists'
import { makeObjectScanner } from './json-scanner'
import { liftObject } from './lift-object'
import { type FileRow, MOST_COLUMNS, requireFits, SAMPLE_ROWS } from './read-csv'
import { countKnownNames } from './sources'

/** An object of a file as it stands there, and its number from 1. */
export type ObjectRow = { row: number; object: Record<string, unknown> }

/** How many characters decide where the movies of a file are. */
const HEAD_CHARACTERS = 262_144

/** Whether a text begins as JSON does, and not as a title in brackets may. */
export function looksLikeJson(text: string): boolean {
  return /^\s*(\{\s*["}]|\[\s*[[{\]])/.test(text)
}

// The columns are the keys of the first objects, our own first.
const OWN_COLUMNS: readonly string[] = EXPORT_COLUMNS

/**
 * Reads movies from texts of JSON as rows with a cell for each key, the names of the keys first. The JSON is lines
 * (NDJSON), or has lists of movies at any depth.
 * @throws {AppError} `invalid` with the number of the object that cannot be read
 */
export function readJson(texts: AsyncIterable<string>): AsyncGenerator<FileRow> {
  return tabulate(readObjects(texts))
}

/** Objects as rows with a cell for each key that the first ones have, the names of the keys first. */
export async function* tabulate(objects: AsyncGenerator<ObjectRow>): AsyncGenerator<FileRow> {
  const first: ObjectRow[] = []
  const keys = new Set<string>()
  while (first.length < SAMPLE_ROWS) {
    const next = await objects.next()
    if (next.done) break
    first.push(next.value)
    for (const key of keysOf(next.value)) keys.add(key)
  }
  const columns = [...OWN_COLUMNS.filter((name) => keys.has(name)), ...keys]
  const known = new Set([...new Set(columns)].slice(0, MOST_COLUMNS))
  if (first.length > 0) yield { row: 0, cells: [...known] }
  for (const object of first) yield toRow(object, known)
  for await (const object of objects) yield toRow(object, known)
}

function toRow(found: ObjectRow, known: ReadonlySet<string>): FileRow {
  const { row, object } = found
  const cells = [...known].map((column) => (Object.hasOwn(object, column) ? toCell(object[column]) : ''))
  // A key that only a later object has is not a column. If it names a field it becomes a cell too many, so that it is not
  // lost in silence.
  const stray = keysOf(found).filter((key) => !known.has(key) && countKnownNames([key]) > 0)
  cells.push(...stray.map((key) => `${key}: ${toCell(object[key])}`))
  requireFits(cells, row)
  return { row, cells }
}

function keysOf({ row, object }: ObjectRow): string[] {
  const keys = Object.keys(object)
  requireFits(keys, row)
  return keys
}

function toCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? nested(value) : String(value)
}

// A value that can be parsed may still be nested too deeply to be written.
function nested(value: object): string {
  try {
    return JSON.stringify(value)
  } catch {
    return '(nested too deeply)'
  }
}

/** Reads objects one at a time. */
async function* readObjects(texts: AsyncIterable<string>): AsyncGenerator<ObjectRow> {
  const held: string[] = []
  let characters = 0
  let scanner: ReturnType<typeof makeObjectScanner> | undefined
  let row = 0
  function* take(text: string): Generator<ObjectRow> {
    for (const found of scanner?.take(text) ?? []) yield { row: ++row, object: parseObject(found, row) }
  }
  // The beginning tells where the movies are, so it is read twice.
  function* begin(): Generator<ObjectRow> {
    scanner = makeObjectScanner(findLists(held.join('')))
    for (const text of held.splice(0)) yield* take(text)
  }

  for await (const text of texts) {
    if (scanner) yield* take(text)
    else {
      held.push(text)
      characters += text.length
      if (characters >= HEAD_CHARACTERS) yield* begin()
    }
  }
  if (!scanner) yield* begin()
  if (scanner?.isOpen()) throw new AppError('invalid', `The file ends in the middle, after movie ${row}.`)
}

function parseObject(text: string, row: number): Record<string, unknown> {
  try {
    return liftObject(JSON.parse(text))
  } catch {
    throw new AppError('invalid', `Movie ${row} of the file is not valid JSON. Nothing was imported.`)
  }
}
