import { AppError } from '@/domain/result'

const SIGNATURES: [bytes: number[], name: string][] = [
  [[0x1f, 0x8b], 'a gzip archive'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook (.xls)'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF'],
  [[0x42, 0x5a, 0x68], 'a bzip2 archive'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'an xz archive'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'a 7-Zip archive'],
  [[0x52, 0x61, 0x72, 0x21], 'a RAR archive'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20], 'a database (SQLite)'],
  [[0x89, 0x50, 0x4e, 0x47], 'a picture'],
  [[0xff, 0xd8, 0xff], 'a picture'],
]
const ZIP = [0x50, 0x4b]
const ZIP_PARTS = [0x03, 0x04, 0x05, 0x06]

/** Whether bytes begin as a ZIP archive does, which Excel and OpenDocument workbooks are too. */
export function isZip(head: Uint8Array): boolean {
  return begins(head, ZIP) && ZIP_PARTS.includes(head[2] ?? 0)
}

/**
 * Refuses by their names the kinds of files that hold no list that can be read.
 * @throws {AppError} `invalid`
 */
export function requireReadable(head: Uint8Array): void {
  const found = SIGNATURES.find(([bytes]) => begins(head, bytes))
  if (!found) return
  throw new AppError(
    'invalid',
    `This is ${found[1]}, which cannot be read. Save it as CSV (UTF-8) or as an Excel workbook (.xlsx), or copy its cells and paste them.`,
  )
}

function begins(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, at) => head[at] === byte)
}
