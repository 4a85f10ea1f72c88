// Some spreadsheets take the full-width signs for the others.
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/
const GUARDED = /^'+[=+\-@\t\r\n＝＋－＠]/
// Without those that files of older releases have bare.
const BARE = /^[=+\-@\t\r]/

/** A text as a cell of a CSV file (RFC 4180): guarded against spreadsheets, and quoted where a reader needs quotes. */
export function csvCell(text: string): string {
  const cell = guardCell(text)
  // RFC 4180 asks for no quotes around spaces, semicolons and tabs. But some readers trim cells without quotes, and in
  // much of the world a spreadsheet starts a new cell at a semicolon, after which a formula would stand unguarded.
  return /[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** Texts as a row of a CSV file, with its line end. */
export function csvRow(texts: readonly string[]): string {
  return `${texts.map(csvCell).join(',')}\r\n`
}

/**
 * A text that a spreadsheet shows and does not compute: an apostrophe goes before what would begin a formula (OWASP, CSV
 * injection; ASVS 5.0 1.2.10). `unguardCell` gives back exactly the text.
 */
export function guardCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

/** The text of a cell that `guardCell` wrote; any other cell is returned as it is. */
export function unguardCell(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell
}

/** Whether `guardCell` seems to have written a file: some cells would be formulas without their apostrophe, and none is. */
export function areGuarded(cells: readonly string[]): boolean {
  return cells.some((cell) => GUARDED.test(cell)) && !cells.some((cell) => BARE.test(cell))
}
