import 'server-only'
import { AppError } from '@/domain/result'

/** One part of a posted form: a field's text or a file, as a stream that has to be read before the next part. */
export type Part = { name: string; fileName: string | undefined; bytes: AsyncGenerator<Uint8Array> }

const MOST_HEADER = 8192
// Several times what a form of ours has. An empty part costs whoever sends it next to nothing.
const MOST_PARTS = 10
const END_OF_HEADER = Buffer.from('\r\n\r\n')

/**
 * Reads a posted form (multipart/form-data, RFC 7578) part by part, never holding more than a chunk of it.
 * @throws {AppError} `invalid` if it is no such form, is broken off, or has more than 10 parts
 */
export async function* readMultipart(body: AsyncIterable<Uint8Array>, contentType: string): AsyncGenerator<Part> {
  const boundary = /boundary="?([^";]{1,70})"?/i.exec(contentType)?.[1]
  if (!boundary) throw broken()
  const mark = Buffer.from(`\r\n--${boundary}`)
  const source = body[Symbol.asyncIterator]()
  // As if a line had ended before the first boundary, which is then found like the others.
  let held: Buffer = Buffer.from('\r\n')

  /** Adds a chunk; false at the end of the body. */
  async function more(): Promise<boolean> {
    const { value, done } = await source.next()
    if (done) return false
    held = held.length > 0 ? Buffer.concat([held, value]) : Buffer.from(value)
    return true
  }

  async function* upToMark(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = held.indexOf(mark)
      if (at >= 0) {
        if (at > 0) yield held.subarray(0, at)
        held = held.subarray(at + mark.length)
        return
      }
      // What may be the beginning of the mark waits for the rest of it.
      const safe = held.length - mark.length
      if (safe > 0) {
        yield held.subarray(0, safe)
        held = held.subarray(safe)
      }
      if (!(await more())) throw broken()
    }
  }

  for await (const _ of upToMark());
  for (let parts = 0; ; parts++) {
    while (held.length < 2) if (!(await more())) throw broken()
    if (held.subarray(0, 2).toString() === '--') return
    if (parts === MOST_PARTS)
      throw new AppError('invalid', `The form has more than ${MOST_PARTS} parts. Nothing was imported.`)
    while (held.indexOf(END_OF_HEADER) < 0) if (held.length > MOST_HEADER || !(await more())) throw broken()
    const end = held.indexOf(END_OF_HEADER)
    const header = held.subarray(0, end).toString('utf8')
    held = held.subarray(end + END_OF_HEADER.length)
    const bytes = upToMark()
    yield { name: parameter(header, 'name') ?? '', fileName: parameter(header, 'filename'), bytes }
    for await (const _ of bytes);
  }
}

function parameter(header: string, name: string): string | undefined {
  return new RegExp(`[;\\s]${name}="([^"]*)"`, 'i').exec(header)?.[1]
}

function broken(): AppError {
  return new AppError('invalid', 'The upload was broken off, or is no form. Nothing was imported: try it again.')
}
