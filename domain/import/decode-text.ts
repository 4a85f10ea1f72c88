import { AppError } from '@/domain/result'
import { detectEncoding, readDeclaration, readMark } from './detect-encoding'
import type { Encoding } from './encodings'

/** The longest line, and the longest record over several lines, in bytes. */
export const LONGEST_LINE = 262_144

/** How many bytes decide what a file is and how it is encoded. */
export const HEAD_BYTES = 65_536

const LF = 0x0a
const CR = 0x0d

/** The first bytes of a stream, and the whole of it with them. */
export type Source = { head: Uint8Array; whole: AsyncGenerator<Uint8Array> }

/** A text that is decoded as it is read: whole lines at a time, without a byte order mark. */
export type OpenText = { encoding: Encoding; sure: boolean; texts: AsyncGenerator<string> }

/**
 * Opens a stream of bytes as text in the chosen encoding, or in the one that its first 64 KB are in. Among lines of
 * UTF-8, a line that is not valid is read in the encoding that it is most probably in, so that late bytes do not change
 * what was read before. Holds no more than the first 64 KB, a chunk and a line at a time. `hasLines` says by its
 * beginning whether lines mean anything to a text: JSON and XML may be a single one.
 * @throws {AppError} `invalid` for bytes that are not text; `texts` throws it for a line longer than 256 KB
 */
export async function openText(
  { head, whole }: Source,
  chosen: Encoding | undefined,
  hasLines: (head: string) => boolean,
): Promise<OpenText> {
  const { encoding, sure } = chosen ? { encoding: chosen, sure: true } : await guessEncoding(head)
  const isUtf16 = encoding === 'utf-16le' || encoding === 'utf-16be'
  if (!isUtf16 && head.includes(0)) throw notText()
  if (!hasLines(withoutMark(decodeAs(head, encoding)))) return { encoding, sure, texts: decodeStream(whole, encoding) }
  if (isUtf16) return { encoding, sure, texts: decodeLines(toUtf8(whole, encoding), head, 'utf-8') }
  return { encoding, sure, texts: decodeLines(whole, head, encoding) }
}

/** Reads at least 64 KB of a stream, or all of it if it is shorter. */
export async function takeHead(bytes: AsyncIterable<Uint8Array>): Promise<Source> {
  const iterator = bytes[Symbol.asyncIterator]()
  const chunks: Uint8Array[] = []
  let size = 0
  while (size < HEAD_BYTES) {
    const next = await iterator.next()
    if (next.done) break
    chunks.push(next.value)
    size += next.value.length
  }
  const head = concat(...chunks)
  return { head, whole: followed(head, iterator) }
}

async function* followed(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield head
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

async function guessEncoding(head: Uint8Array): Promise<{ encoding: Encoding; sure: boolean }> {
  const marked = readMark(head)
  if (marked) return { encoding: marked, sure: true }
  const newline = newlineOf(head)
  // The end may be in the middle of a character.
  const end = head.length < HEAD_BYTES ? head.length : head.lastIndexOf(newline) + 1 || head.length - 3
  if (decodeUtf8(head.subarray(0, end)) !== undefined) return { encoding: 'utf-8', sure: true }
  const declared = readDeclaration(head)
  if (declared) return { encoding: declared, sure: true }
  const lines = linesOf(head.subarray(0, end), newline)
  const telling = lines.filter((line) => line.some((byte) => byte >= 0x80))
  const other = telling.filter((line) => decodeUtf8(line) === undefined)
  // Two characters of another encoding may look like one of UTF-8, but not in most lines.
  return other.length * 2 < telling.length ? { encoding: 'utf-8', sure: false } : detectEncoding(head)
}

async function* decodeLines(
  bytes: AsyncIterable<Uint8Array>,
  head: Uint8Array,
  encoding: Encoding,
): AsyncGenerator<string> {
  const newline = newlineOf(head)
  const decode = makeDecoder(encoding, newline)
  let held: Uint8Array<ArrayBufferLike> = new Uint8Array()
  let started = false
  let line = 1
  for await (const chunk of bytes) {
    held = held.length === 0 ? chunk : concat(held, chunk)
    const end = held.lastIndexOf(newline) + 1
    if (end > 0) {
      const whole = held.subarray(0, end)
      line += requireShortLines(whole, newline, line)
      const text = await decode(whole)
      yield started ? text : withoutMark(text)
      started = true
      // A copy, so that the rest of the chunk can be freed.
      held = held.slice(end)
    }
    if (held.length > LONGEST_LINE) throw tooLong(line)
  }
  if (held.length > 0) {
    const text = await decode(held)
    yield started ? text : withoutMark(text)
  }
}

function makeDecoder(encoding: Encoding, newline: number): (lines: Uint8Array) => Promise<string> {
  if (encoding !== 'utf-8') return async (lines) => decodeAs(lines, encoding)
  let other: Encoding | undefined
  return async (lines) => {
    const whole = decodeUtf8(lines)
    if (whole !== undefined) return whole
    const each = linesOf(lines, newline)
    const invalid = each.filter((line) => decodeUtf8(line) === undefined)
    const found = other ?? (await detectEncoding(concat(...invalid))).encoding
    other = found
    return each.map((line) => decodeUtf8(line) ?? decodeAs(line, found)).join('')
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
// Where Windows-1252 differs from Latin-1 (WHATWG Encoding), from 0x80 on. Node 20 decodes both as Latin-1.
const FROM_80 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}

function decodeAs(bytes: Uint8Array, encoding: Encoding): string {
  return fromWindows1252(new TextDecoder(encoding).decode(bytes), encoding)
}

function fromWindows1252(text: string, encoding: Encoding): string {
  if (encoding !== 'windows-1252') return text
  return text.replace(/[\u0080-\u009f]/g, (character) => FROM_80[character.charCodeAt(0) - 0x80] ?? '')
}

async function* decodeStream(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of bytes) yield fromWindows1252(decoder.decode(chunk, { stream: true }), encoding)
  yield fromWindows1252(decoder.decode(), encoding)
}

async function* toUtf8(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding)
  const encoder = new TextEncoder()
  for await (const chunk of bytes) yield encoder.encode(decoder.decode(chunk, { stream: true }))
  yield encoder.encode(decoder.decode())
}

// Macs ended lines with CR alone, and some spreadsheets still do.
function newlineOf(head: Uint8Array): number {
  return head.includes(LF) || !head.includes(CR) ? LF : CR
}

function linesOf(bytes: Uint8Array, newline: number): Uint8Array[] {
  const lines: Uint8Array[] = []
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(newline, start)
    const end = found < 0 ? bytes.length : found + 1
    lines.push(bytes.subarray(start, end))
    start = end
  }
  return lines
}

function requireShortLines(bytes: Uint8Array, newline: number, firstLine: number): number {
  let count = 0
  for (let start = 0; start < bytes.length; count++) {
    const end = bytes.indexOf(newline, start) + 1
    if (end - start > LONGEST_LINE) throw tooLong(firstLine + count)
    start = end
  }
  return count
}

function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text
}

function notText(): AppError {
  return new AppError('invalid', 'This is not a text file. Save it as CSV (UTF-8), or copy its cells and paste them.')
}

function tooLong(line: number): AppError {
  return new AppError('invalid', `Line ${line} is longer than 256 KB. Is this a list of movies, one on each line?`)
}

/** Several pieces of bytes as one. */
export function concat(...pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
