import { readSeparatorLine } from './delimiters'
import type { FileRow } from './read-csv'
import { countKnownNames, isHeader } from './sources'

/** How far down the names of columns may stand. */
export const MOST_ABOVE = 20
/** Names below rows that are no captions name at least so many fields. */
const FEWEST_BELOW = 2

/**
 * Where the table of a file begins: at the row of column names among the first 20 rows, or at the first row that is not
 * a caption. Captions, a line `sep=;` and the lines in which a program describes its list stand above it.
 * @returns the index of the row among `rows`
 */
export function findFirstRow(rows: readonly FileRow[]): number {
  const head = rows.slice(0, MOST_ABOVE)
  // The row with the most known names: a list may describe itself in a table of its own above its movies.
  let best: { at: number; names: number } | undefined
  for (const [at, { cells }] of head.entries()) {
    if (!isHeader(cells)) continue
    const names = countKnownNames(cells)
    // A title below others can be a word for a column: Film (1965), or a list of titles alone with The Movie in it.
    if (at > 0 && names < FEWEST_BELOW && !head.slice(0, at).every((row) => countFilled(row) < countFilled({ cells })))
      continue
    if (!best || names > best.names) best = { at, names }
  }
  return best?.at ?? countCaptions(head)
}

// Rows with a single cell above a table of several columns.
function countCaptions(rows: readonly FileRow[]): number {
  const filled = rows.map(countFilled)
  const single = filled.filter((count) => count === 1).length
  const begins = filled.findIndex((count) => count > 1)
  if (begins > 0 && single * 2 <= rows.length) return begins
  return readSeparatorLine(rows[0]?.cells.join(';') ?? '') === undefined ? 0 : 1
}

function countFilled({ cells }: Pick<FileRow, 'cells'>): number {
  return cells.filter((cell) => cell.trim() !== '').length
}
