import { AppError } from '@/domain/result'
import { type FileRow, MOST_COLUMNS, requireFits } from './read-csv'

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
