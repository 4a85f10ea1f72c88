import { AppError } from '@/domain/result'
import { LONGEST_LINE } from './decode-text'

/** One object of a JSON file, as it stands there, and its number from 1. */
export type JsonRow = { row: number; object: Record<string, unknown> }

/** Whether a text begins as JSON does, and not as a title in brackets may. */
export function looksLikeJson(text: string): boolean {
  return /^\s*(\{\s*["}]|\[\s*[[{\]])/.test(text)
}

/**
 * Reads movies out of texts of JSON, one object at a time: of an array, of lines (NDJSON), or of the lists called
 * `movies` inside of what is around them, as in an export of everything.
 * @throws {AppError} `invalid` with the number of the object that cannot be read
 */
export async function* readJson(texts: AsyncIterable<string>): AsyncGenerator<JsonRow> {
  const scanner = makeScanner()
  let row = 0
  for await (const text of texts)
    for (const found of scanner.take(text)) {
      row++
      yield { row, object: parseObject(found, row) }
    }
  if (scanner.open()) throw new AppError('invalid', `The file ends in the middle, after movie ${row} of it.`)
}

function parseObject(text: string, row: number): Record<string, unknown> {
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('invalid', `Movie ${row} of the file is not valid JSON. Nothing was imported.`)
  }
}

const AROUND = new Set(['movies', 'buckets'])

/** Cuts objects out of a text that comes in pieces; holds no more than one object. */
function makeScanner() {
  let depth = 0
  let quoted = false
  let escaped = false
  let string = ''
  /** The text of the object that may be a movie, and the depth it began at. */
  let held: string | undefined
  let heldAt = 0

  function* take(text: string): Generator<string> {
    let from = 0
    for (let at = 0; at < text.length; at++) {
      const character = text[at] as string
      if (quoted) {
        if (escaped) escaped = false
        else if (character === '\\') escaped = true
        else if (character === '"') quoted = false
        else if (string.length < 20) string += character
        continue
      }
      switch (character) {
        case '"':
          quoted = true
          string = ''
          break
        case '{':
        case '[':
          depth++
          if (held !== undefined && AROUND.has(string)) held = undefined
          if (held === undefined && character === '{') {
            held = ''
            heldAt = depth
            from = at
          }
          string = ''
          break
        case '}':
        case ']':
          if (held !== undefined && depth === heldAt) {
            yield held + text.slice(from, at + 1)
            held = undefined
          }
          depth--
          if (depth < 0) throw new AppError('invalid', 'This is not valid JSON: it closes more than it opens.')
      }
    }
    if (held !== undefined) {
      held += text.slice(from)
      if (held.length > LONGEST_LINE) throw new AppError('invalid', 'A movie of the file is longer than 256 KB.')
    }
  }

  return { take, open: () => depth > 0 || quoted }
}
