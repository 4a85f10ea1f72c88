import type { FileRow } from '@/domain/import/read-csv'
import type { List, ReadingChoice } from '@/domain/import/reading'
import { AppError } from '@/domain/result'
import { openSheet } from './choose-sheet'
import { openLists } from './open-lists'
import { openZip } from './open-zip'
import { openOds } from './read-ods'
import { openXlsx } from './read-xlsx'

/**
 * Opens a ZIP archive: a workbook of Excel or OpenDocument, or lists as a program exports them.
 * @throws {AppError} `invalid` for other archives, damaged ones and those beyond a limit
 */
export async function openArchive(bytes: AsyncIterable<Uint8Array>, choice: ReadingChoice): Promise<List<FileRow>> {
  const archive = await openZip(bytes)
  if (archive.has('xl/workbook.xml')) return openSheet(await openXlsx(archive), choice)
  if (archive.has('content.xml') && archive.has('mimetype')) return openSheet(await openOds(archive), choice)
  if (archive.has('xl/workbook.bin'))
    throw new AppError('invalid', 'This is a binary Excel workbook (.xlsb). Save it as an Excel workbook (.xlsx).')
  if (archive.has('Index/Document.iwa'))
    throw new AppError('invalid', 'This is a Numbers document. Export it as an Excel workbook (.xlsx) or as CSV.')
  if (archive.has('word/document.xml'))
    throw new AppError('invalid', 'This is a Word document. Copy its table, and paste it into the box below.')
  return openLists(archive, choice)
}
