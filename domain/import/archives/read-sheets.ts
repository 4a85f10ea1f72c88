import type { FileRow } from '@/domain/import/read-csv'
import { type ElementHandler, makeElementReader } from '@/domain/import/read-elements'

/** A sheet of a workbook; its rows can be read any number of times. */
export type Sheet = { name: string; rows(): AsyncGenerator<FileRow> }

/** Reads a file of a workbook element by element; `taken` gives what was made of the elements so far, and forgets it. */
export async function* readParts<T>(
  bytes: AsyncIterable<Uint8Array>,
  handler: ElementHandler,
  taken: () => T[],
): AsyncGenerator<T> {
  const decoder = new TextDecoder()
  const reader = makeElementReader(handler)
  for await (const chunk of bytes) {
    reader.write(decoder.decode(chunk, { stream: true }))
    yield* taken()
  }
  reader.write(decoder.decode())
  reader.end()
  yield* taken()
}
