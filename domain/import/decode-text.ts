import { AppError } from '@/domain/result'

/** The longest line, and the longest record over several lines, in bytes. */
export const LONGEST_LINE = 262_144

const SIGNATURES: [bytes: number[], name: string][] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive or an Excel workbook'],
  [[0x50, 0x4b, 0x05, 0x06], 'an empty ZIP archive'],
  [[0x1f, 0x8b], 'a gzip archive'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF'],
  [[0x42, 0x5a, 0x68], 'a bzip2 archive'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'an xz archive'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'a 7-Zip archive'],
  [[0xff, 0xfe], 'text in UTF-16'],
  [[0xfe, 0xff], 'text in UTF-16'],
  [[0x89, 0x50, 0x4e, 0x47], 'a picture'],
  [[0xff, 0xd8, 0xff], 'a picture'],
]
const NEWLINE = 0x0a

/**
 * Decodes a stream of bytes into texts of whole lines, without a byte order mark. A line that is valid UTF-8 is read
 * as UTF-8, any other as Windows-1252, so late bytes do not change what was read before. Holds no more than a chunk
 * and a line at a time.
 * @throws {AppError} `invalid` for bytes that are not text, or a line longer than 256 KB
 */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let held: Uint8Array<ArrayBufferLike> = new Uint8Array()
  let started = false
  let line = 1
  for await (const chunk of bytes) {
    held = held.length === 0 ? chunk : concat(held, chunk)
    if (!started && held.length < 8) continue
    if (!started) requireText(held)
    const end = held.lastIndexOf(NEWLINE) + 1
    if (end > 0) {
      const text = decodeLines(held.subarray(0, end), line)
      yield started ? text : withoutMark(text)
      line += text.split('\n').length - 1
      started = true
      // A copy, so that the rest of the chunk can be freed.
      held = held.slice(end)
    }
    if (held.length > LONGEST_LINE) throw tooLong(line)
  }
  if (!started) requireText(held)
  if (held.length > 0) {
    const text = decodeLines(held, line)
    yield started ? text : withoutMark(text)
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const latin1 = new TextDecoder('latin1')
// Where Windows-1252 differs from Latin-1 (WHATWG Encoding), from 0x80 on. Node 20 decodes both as Latin-1.
const FROM_80 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function decodeLines(bytes: Uint8Array, firstLine: number): string {
  const whole = decodeUtf8(bytes)
  const lines: string[] = []
  let line = firstLine
  for (let start = 0; start < bytes.length; line++) {
    const found = bytes.indexOf(NEWLINE, start)
    const end = found < 0 ? bytes.length : found + 1
    if (end - start > LONGEST_LINE) throw tooLong(line)
    if (whole === undefined) {
      const part = bytes.subarray(start, end)
      lines.push(decodeUtf8(part) ?? decodeWindows1252(part))
    }
    start = end
  }
  return whole ?? lines.join('')
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}

function decodeWindows1252(bytes: Uint8Array): string {
  return latin1.decode(bytes).replace(/[\u0080-\u009f]/g, (character) => FROM_80[character.charCodeAt(0) - 0x80] ?? '')
}

function requireText(head: Uint8Array): void {
  const found = SIGNATURES.find(([bytes]) => bytes.every((byte, at) => head[at] === byte))
  if (found)
    throw new AppError(
      'invalid',
      `This is ${found[1]}, which cannot be read. Save it as CSV (UTF-8), or copy its cells and paste them.`,
    )
  if (head.subarray(0, 8192).includes(0))
    throw new AppError('invalid', 'This is not a text file. Save it as CSV (UTF-8), or copy its cells and paste them.')
}

function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text
}

function tooLong(line: number): AppError {
  return new AppError('invalid', `Line ${line} is longer than 256 KB. Is this a list of movies, one on each line?`)
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
