import type { FileRow } from '@/domain/import/read-csv'
import { makeRow } from '@/domain/import/rows'
import { AppError } from '@/domain/result'
import { type CellFormat, readFormat, showNumber } from './cell-format'
import type { Archive } from './open-zip'
import { readParts, type Sheet } from './read-sheets'

const MOST_SHARED_CHARACTERS = 50_000_000

type Workbook = { texts: string[]; formats: CellFormat[]; since1904: boolean }

/** The sheets of an Excel workbook (ECMA-376) that are not hidden, in their order. @throws {AppError} `invalid` */
export async function openXlsx(archive: Archive): Promise<Sheet[]> {
  const { sheets, since1904 } = await readWorkbook(archive)
  const book: Workbook = { texts: await readTexts(archive), formats: await readFormats(archive), since1904 }
  return sheets
    .filter(({ path }) => archive.has(path))
    .map(({ name, path }) => ({ name, rows: () => readRows(archive.read(path), book) }))
}

async function readWorkbook(
  archive: Archive,
): Promise<{ sheets: { name: string; path: string }[]; since1904: boolean }> {
  const targets = new Map<string, string>()
  await readAll(archive, 'xl/_rels/workbook.xml.rels', (name, { Id, Target = '' }) => {
    if (name === 'Relationship' && Id) targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`)
  })
  const sheets: { name: string; path: string }[] = []
  let since1904 = false
  await readAll(archive, 'xl/workbook.xml', (name, attributes) => {
    if (name === 'workbookPr') since1904 = /^(1|true)$/.test(attributes.date1904 ?? '')
    if (name !== 'sheet' || (attributes.state ?? 'visible') !== 'visible') return
    const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
    sheets.push({ name: attributes.name ?? '', path: targets.get(relation) ?? '' })
  })
  return { sheets, since1904 }
}

async function readFormats(archive: Archive): Promise<CellFormat[]> {
  const codes = new Map<number, string>()
  const formats: CellFormat[] = []
  let inCells = false
  await readAll(archive, 'xl/styles.xml', (name, { numFmtId, formatCode }) => {
    const id = Number(numFmtId ?? 0)
    if (name === 'numFmt') codes.set(id, formatCode ?? '')
    else if (name === 'cellXfs' || name === 'cellStyles') inCells = name === 'cellXfs'
    else if (name === 'xf' && inCells) formats.push(readFormat(id, codes.get(id)))
  })
  return formats
}

async function readTexts(archive: Archive): Promise<string[]> {
  if (!archive.has('xl/sharedStrings.xml')) return []
  const texts: string[] = []
  const done: string[] = []
  let text = ''
  let characters = 0
  const take = makeTextTaker((part) => {
    text += part
  })
  const handler = {
    open(name: string) {
      if (name === 'si') text = ''
      take.open(name)
    },
    close(name: string) {
      take.close(name)
      if (name === 'si') done.push(text)
    },
    text: take.text,
  }
  for await (const one of readParts(archive.read('xl/sharedStrings.xml'), handler, () => done.splice(0))) {
    characters += one.length
    if (characters > MOST_SHARED_CHARACTERS)
      throw new AppError('invalid', 'This workbook has more text than can be read. Save the list as CSV.')
    texts.push(one)
  }
  return texts
}

async function* readRows(bytes: AsyncIterable<Uint8Array>, book: Workbook): AsyncGenerator<FileRow> {
  const rows: FileRow[] = []
  let row = 0
  let column = -1
  let cell = { type: '', style: 0 }
  let cells = makeRow(0)
  let text = ''
  let inValue = false
  const take = makeTextTaker((part) => {
    text += part
  })
  const handler = {
    open(name: string, attributes: Record<string, string>) {
      if (name === 'row') {
        row = Number(attributes.r ?? row + 1)
        column = -1
        cells = makeRow(row)
      } else if (name === 'c') {
        column = columnOf(attributes.r) ?? column + 1
        cell = { type: attributes.t ?? 'n', style: Number(attributes.s ?? 0) }
        text = ''
      } else if (name === 'v') inValue = true
      else take.open(name)
    },
    close(name: string) {
      if (name === 'v') inValue = false
      else if (name === 'c') {
        const shown = showCell(text, cell.type, book.formats[cell.style], book)
        if (shown !== '') cells.set(column, shown)
      } else if (name === 'row') {
        const read = cells.read()
        if (read) rows.push(read)
      } else take.close(name)
    },
    text(part: string) {
      if (inValue) text += part
      else take.text(part)
    },
  }
  yield* readParts(bytes, handler, () => rows.splice(0))
}

function showCell(text: string, type: string, format: CellFormat, { texts, since1904 }: Workbook): string {
  if (type === 's') return texts[Number(text)] ?? ''
  if (type === 'b') return text === '1' ? 'TRUE' : 'FALSE'
  return type === 'n' ? showNumber(text, format, since1904) : text
}

// `AB12` is column 27.
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(reference ?? '')?.[0]
  return letters ? [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1 : undefined
}

// What stands in <t>, but not how it is pronounced (<rPh>).
function makeTextTaker(take: (text: string) => void) {
  let inText = false
  let spoken = false
  return {
    open(name: string) {
      if (name === 't') inText = true
      if (name === 'rPh') spoken = true
    },
    close(name: string) {
      if (name === 't') inText = false
      if (name === 'rPh') spoken = false
    },
    text(text: string) {
      if (inText && !spoken) take(text)
    },
  }
}

async function readAll(
  archive: Archive,
  path: string,
  open: (name: string, attributes: Record<string, string>) => void,
): Promise<void> {
  if (!archive.has(path)) return
  for await (const _ of readParts(archive.read(path), { open, close() {} }, () => []));
}
