import type { FileRow } from './read-csv'
import { makeElementReader } from './read-elements'
import { makeRow } from './rows'

/** Reads the rows of all tables of a web page, as some programs write them into files that they call .xls. */
export async function* readHtmlTables(texts: AsyncIterable<string>): AsyncGenerator<FileRow> {
  const rows: FileRow[] = []
  let row = 0
  let column = 0
  let cells = makeRow(0)
  let text = ''
  let inCell = false
  const endRow = () => {
    const read = cells.read()
    if (read) rows.push(read)
    cells = makeRow(row)
  }
  const reader = makeElementReader(
    {
      open(name) {
        if (name === 'tr') {
          row++
          column = 0
          cells = makeRow(row)
        } else if (name === 'td' || name === 'th') {
          inCell = true
          text = ''
        }
      },
      text(part) {
        if (inCell) text += part
      },
      close(name) {
        if ((name === 'td' || name === 'th') && inCell) {
          cells.set(column++, text.replace(/\s+/g, ' ').trim())
          inCell = false
        } else if (name === 'tr') endRow()
      },
    },
    { html: true },
  )
  for await (const part of texts) {
    reader.write(part)
    yield* rows.splice(0)
  }
  reader.end()
  yield* rows.splice(0)
}
