import { type FileRow, MOST_COLUMNS } from '@/domain/import/read-csv'
import { makeRow } from '@/domain/import/rows'
import type { Archive } from './open-zip'
import { readParts, type Sheet } from './read-sheets'

const CONTENT = 'content.xml'
/** A row that is repeated more often is decoration. */
const MOST_REPEATED = 100

/** The sheets of an OpenDocument spreadsheet (ODF 1.3, part 3), in their order. @throws {AppError} `invalid` */
export async function openOds(archive: Archive): Promise<Sheet[]> {
  const names: string[] = []
  const open = (name: string, attributes: Record<string, string>) => {
    if (name === 'table:table') names.push(attributes['table:name'] ?? '')
  }
  for await (const _ of readParts(archive.read(CONTENT), { open, close() {} }, () => []));
  return names.map((name, at) => ({ name, rows: () => readRows(archive.read(CONTENT), at) }))
}

async function* readRows(bytes: AsyncIterable<Uint8Array>, wanted: number): AsyncGenerator<FileRow> {
  const rows: FileRow[] = []
  let table = -1
  let row = 0
  let column = 0
  let repeated = 1
  let cells = makeRow(0)
  let value: string | undefined
  let text = ''
  let paragraphs = 0
  let width = 1
  let inNote = false
  const handler = {
    open(name: string, attributes: Record<string, string>) {
      if (name === 'table:table') table++
      if (table !== wanted) return
      if (name === 'table:table-row') {
        repeated = count(attributes['table:number-rows-repeated'])
        column = 0
        cells = makeRow(row + 1)
      } else if (name === 'table:table-cell' || name === 'table:covered-table-cell') {
        width = count(attributes['table:number-columns-repeated'])
        value = readValue(attributes)
        text = ''
        paragraphs = 0
      } else if (name === 'office:annotation') inNote = true
      else if (inNote) return
      else if (name === 'text:p' && paragraphs++ > 0) text += '\n'
      else if (name === 'text:s') text += ' '.repeat(Math.min(count(attributes['text:c']), 100))
    },
    close(name: string) {
      if (table !== wanted) return
      if (name === 'office:annotation') inNote = false
      else if (name === 'table:table-cell' || name === 'table:covered-table-cell') {
        const shown = value ?? text
        // Empty cells are repeated to the edge of the sheet.
        if (shown !== '') for (let at = 0; at < Math.min(width, MOST_COLUMNS + 1); at++) cells.set(column + at, shown)
        column += width
      } else if (name === 'table:table-row') {
        const read = cells.read()
        if (read)
          for (let at = 1; at <= Math.min(repeated, MOST_REPEATED); at++)
            rows.push({ row: row + at, cells: read.cells })
        row += repeated
      }
    },
    text(part: string) {
      if (table === wanted && !inNote && paragraphs > 0) text += part
    },
  }
  yield* readParts(bytes, handler, () => rows.splice(0))
}

// What the cell holds where that is more exact than what it shows.
function readValue(attributes: Record<string, string>): string | undefined {
  switch (attributes['office:value-type']) {
    case 'float':
      return attributes['office:value']
    case 'date':
      return attributes['office:date-value']
    case 'time':
      return /^PT(\d+)H(\d+)M/
        .exec(attributes['office:time-value'] ?? '')
        ?.slice(1)
        .join(':')
    default:
      return undefined
  }
}

function count(text: string | undefined): number {
  const number = Number(text ?? 1)
  return Number.isSafeInteger(number) && number > 0 ? number : 1
}
