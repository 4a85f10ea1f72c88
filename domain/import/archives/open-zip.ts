import type { FileEntry } from '@zip.js/zip.js'
import { concat } from '@/domain/import/decode-text'
import { AppError } from '@/domain/result'
import { formatNumber } from '@/domain/text'

/** The most bytes of an archive, which stays in memory, and of its unpacked files, which do not. */
export const PACKED_LIMIT = 25_000_000
export const UNPACKED_LIMIT = 250_000_000
const MOST_FILES = 10_000
// Lists pack to a tenth or a fiftieth; only what was made to exhaust the reader packs better than this.
const MOST_RATIO = 500
const SUSPECT = 10_000_000

/** An archive: the names of its files, and their bytes. */
export type Archive = {
  names: readonly string[]
  has(name: string): boolean
  /** @throws {AppError} `invalid` if all unpacked files exceed the limit, or if the file is damaged */
  read(name: string): AsyncGenerator<Uint8Array>
}

/**
 * Opens a ZIP archive, and holds its packed bytes in memory: the directory stands at its end.
 * @throws {AppError} `invalid` if it is damaged, too large, has too many files or a password
 */
export async function openZip(bytes: AsyncIterable<Uint8Array>): Promise<Archive> {
  const { configure, Uint8ArrayReader, ZipReader } = await import('@zip.js/zip.js')
  configure({ useWebWorkers: false })
  const reader = new ZipReader(new Uint8ArrayReader(await hold(bytes)), { checkOverlappingEntry: true })
  const files = new Map<string, FileEntry>()
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      if (entry.directory) continue
      if (files.size >= MOST_FILES)
        throw new AppError('invalid', `This archive has more than ${formatNumber(MOST_FILES)} files.`)
      files.set(entry.filename, entry)
    }
  } catch (error) {
    throw error instanceof AppError ? error : damaged()
  }
  let unpacked = 0

  async function* read(name: string): AsyncGenerator<Uint8Array> {
    const entry = files.get(name)
    if (!entry) throw damaged()
    if (entry.encrypted)
      throw new AppError('invalid', 'This archive has a password. Unpack it, and import the list in it.')
    const { uncompressedSize: size, compressedSize: packed } = entry
    if (unpacked + size > UNPACKED_LIMIT || (size > SUSPECT && size > packed * MOST_RATIO)) throw tooMuch()
    const stop = new AbortController()
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const done = entry.getData(writable, { signal: stop.signal, checkSignature: true })
    // The reader below sees the same error.
    done.catch(() => {})
    try {
      for await (const chunk of readable as unknown as AsyncIterable<Uint8Array>) {
        // What an archive says of its sizes need not be true.
        unpacked += chunk.length
        if (unpacked > UNPACKED_LIMIT) throw tooMuch()
        yield chunk
      }
      await done
    } catch (error) {
      throw error instanceof AppError ? error : damaged()
    } finally {
      stop.abort()
    }
  }

  return { names: [...files.keys()], has: (name) => files.has(name), read }
}

async function hold(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of bytes) {
    size += piece.length
    if (size > PACKED_LIMIT)
      throw new AppError(
        'invalid',
        `This archive or workbook is larger than the limit of ${PACKED_LIMIT / 1_000_000} MB. Save the list as CSV.`,
      )
    pieces.push(piece)
  }
  return concat(...pieces)
}

function tooMuch(): AppError {
  return new AppError(
    'invalid',
    `This archive or workbook unpacks to more than the limit of ${UNPACKED_LIMIT / 1_000_000} MB. Save the list as CSV.`,
  )
}

function damaged(): AppError {
  return new AppError('invalid', 'This archive or workbook is damaged. Download or save it again.')
}
