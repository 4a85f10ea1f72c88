import 'server-only'
import { AppError } from '@/domain/result'

/** One part of a posted form, a text or a file, as a stream that has to be read before the next part. */
export type Part = { name: string; fileName: string | undefined; bytes: AsyncGenerator<Uint8Array> }

const MOST_HEADER = 8192
// Several times as many as our forms have. The limit matters because empty parts cost their sender nothing.
const MOST_PARTS = 10
const END_OF_HEADER = Buffer.from('\r\n\r\n')

/**
 * Reads a posted form (multipart/form-data, RFC 7578) part by part, never holding more than a chunk of it.
 * @throws {AppError} `invalid` if it is not such a form, is interrupted, or has more than 10 parts
 */
export async function* readMultipart(body: AsyncIterable<Uint8Array>, contentType: string): AsyncGenerator<Part> {
  const boundary = /boundary="?([^";]{1,70})"?/i.exec(contentType)?.[1]
  if (!boundary) throw unreadable()
  const mark = Buffer.from(`\r\n--${boundary}`)
  const source = body[Symbol.asyncIterator]()
  // With a line end before the first boundary, it is found like the others.
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
      // The end of the chunk may be the beginning of the mark, so it waits for the next chunk.
      const safe = held.length - mark.length
      if (safe > 0) {
        yield held.subarray(0, safe)
        held = held.subarray(safe)
      }
      if (!(await more())) throw unreadable()
    }
  }

  for await (const _ of upToMark());
  for (let parts = 0; ; parts++) {
    while (held.length < 2) if (!(await more())) throw unreadable()
    if (held.subarray(0, 2).toString() === '--') return
    if (parts === MOST_PARTS)
      throw new AppError('invalid', `The form has more than ${MOST_PARTS} parts. Nothing was imported.`)
    while (held.indexOf(END_OF_HEADER) < 0) if (held.length > MOST_HEADER || !(await more())) throw unreadable()
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

function unreadable(): AppError {
  return new AppError('invalid', 'The upload was interrupted, or is not a form. Nothing was imported: try again.')
}
