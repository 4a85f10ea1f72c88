import { findFirstRow } from '@/domain/import/find-table'
import { isEmpty } from '@/domain/import/open-list'
import type { FileRow } from '@/domain/import/read-csv'
import { type List, PLAIN_READING, type ReadingChoice, toPartName } from '@/domain/import/reading'
import { countKnownNames } from '@/domain/import/sources'
import { AppError } from '@/domain/result'
import type { Sheet } from './read-sheets'

const MOST_SHEETS = 50
const HEAD_ROWS = 20

/**
 * Opens the sheet that a person chose, or the one whose names of columns say most about movies.
 * @throws {AppError} `invalid` if no sheet has rows, or none has that name
 */
export async function openSheet(sheets: readonly Sheet[], choice: ReadingChoice): Promise<List<FileRow>> {
  const filled: { sheet: Sheet; names: number }[] = []
  for (const sheet of sheets.slice(0, MOST_SHEETS)) {
    const head = await readHead(sheet)
    if (head.length > 0) filled.push({ sheet, names: countKnownNames(head[findFirstRow(head)]?.cells ?? []) })
  }
  const [first] = filled
  if (!first) throw isEmpty()
  const best = filled.reduce((a, b) => (b.names > a.names ? b : a))
  const chosen = choice.part === undefined ? best : filled.find(({ sheet }) => toPartName(sheet.name) === choice.part)
  if (!chosen) throw new AppError('invalid', 'This workbook has no sheet of that name.')
  const parts = filled.map(({ sheet }) => toPartName(sheet.name))
  const reading =
    parts.length === 1
      ? PLAIN_READING
      : {
          ...PLAIN_READING,
          part: toPartName(chosen.sheet.name),
          parts,
          sure: filled.every((one) => one === best || one.names < best.names),
        }
  return { format: 'csv', rows: chosen.sheet.rows(), reading }
}

async function readHead(sheet: Sheet): Promise<FileRow[]> {
  const head: FileRow[] = []
  for await (const row of sheet.rows()) if (head.push(row) === HEAD_ROWS) break
  return head
}
