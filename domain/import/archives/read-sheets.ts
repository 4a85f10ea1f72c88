import { type FileRow, MOST_COLUMNS, requireFits } from '@/domain/import/read-csv'
import { type ElementHandler, makeElementReader } from '@/domain/import/read-elements'
import { AppError } from '@/domain/result'

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

/** Cells that are read one by one into a row; columns count from 0. */
export function makeRow(row: number) {
  const byColumn: string[] = []
  return {
    /** @throws {AppError} `invalid` beyond the limit of columns */
    set(column: number, cell: string): void {
      if (column >= MOST_COLUMNS)
        throw new AppError('invalid', `Row ${row} has ${column + 1} columns, above the limit of ${MOST_COLUMNS}.`)
      byColumn[column] = cell
    },
    /** The row, if it is not empty. @throws {AppError} `invalid` for a cell that is too long */
    read(): FileRow | undefined {
      const cells = Array.from(byColumn, (cell) => cell ?? '')
      if (cells.every((cell) => cell.trim() === '')) return undefined
      requireFits(cells, row)
      return { row, cells }
    },
  }
}
