const FORMULA = /^'*[=+\-@\t\r]/
const GUARDED = /^'+[=+\-@\t\r]/
const BARE = /^[=+\-@\t\r]/

/**
 * A text as a CSV cell that a spreadsheet shows as text and does not compute: an apostrophe before what would begin a
 * formula (OWASP, CSV injection; ASVS 5.0 1.2.10). `unguardCell` gives back exactly what came in.
 */
export function guardCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

/** The text of a cell that `guardCell` wrote; any other cell is returned as it is. */
export function unguardCell(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell
}

/** Whether the cells of a file look as `guardCell` leaves them: it would have one computed, were it not for apostrophes. */
export function areGuarded(cells: readonly string[]): boolean {
  return cells.some((cell) => GUARDED.test(cell)) && !cells.some((cell) => BARE.test(cell))
}
