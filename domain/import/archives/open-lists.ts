import { takeHead } from '@/domain/import/decode-text'
import { findFirstRow } from '@/domain/import/find-table'
import { openList } from '@/domain/import/open-list'
import type { FileRow } from '@/domain/import/read-csv'
import { type List, PLAIN_READING, type ReadingChoice, toPartName } from '@/domain/import/reading'
import { countKnownNames, recognizeHeader } from '@/domain/import/sources'
import { AppError } from '@/domain/result'
import { cut } from '@/domain/text'
import { baseName, findCombination } from './combine'
import { readNfos } from './nfo-files'
import type { Archive } from './open-zip'

const MOST_LISTS = 60
const HEAD_ROWS = 20

/**
 * Opens the list of an archive that a person chose, or the one that a program spread over several files, or the one
 * whose names of columns say most about movies.
 * @throws {AppError} `invalid` if there is no list in it
 */
export async function openLists(archive: Archive, choice: ReadingChoice): Promise<List<FileRow>> {
  // Macs add files that describe the others.
  const files = archive.names.filter((name) => !/(^|\/)(__MACOSX\/|\.)/.test(name))
  const nfos = files.filter((name) => /\.nfo$/i.test(name))
  const combination = findCombination(archive, files)
  const lists = files.filter((name) => /\.(csv|tsv|txt|json|ndjson|jsonl|xml)$/i.test(name)).slice(0, MOST_LISTS)
  const parts = [...(combination ? [combination.name] : []), ...(nfos.length > 0 ? [NFOS] : []), ...lists].map(
    toPartName,
  )
  if (parts.length === 0)
    throw new AppError(
      'invalid',
      'This is a ZIP archive without a list in it (CSV, JSON or XML). Import the list itself.',
    )
  const part = choice.part ?? combination?.name ?? (nfos.length > 0 ? NFOS : await findBest(archive, lists))
  if (!parts.includes(part)) throw new AppError('invalid', 'This archive has no list of that name.')
  const reading = { ...PLAIN_READING, part, ...(parts.length > 1 && { parts }) }
  if (combination && part === combination.name)
    return {
      format: 'csv',
      rows: combination.rows(),
      reading: { ...reading, notes: [combination.note, tellOthers(lists, combination.files)].filter(Boolean) },
    }
  if (part === NFOS) return { format: 'json', rows: readNfos(archive, nfos), reading }
  const file = lists.find((name) => toPartName(name) === part) ?? ''
  const list = await openList(await takeHead(archive.read(file)), choice)
  const others = lists.filter((name) => name !== file)
  return {
    ...list,
    reading: { ...list.reading, ...reading, notes: [`Read from ${part}.`, tellOthers(others, [])].filter(Boolean) },
  }
}

const NFOS = 'All .nfo files'

function tellOthers(lists: readonly string[], used: readonly string[]): string {
  const others = lists.filter((name) => !used.includes(name))
  return others.length > 0 ? cut(`Left out: ${others.map(toPartName).join(', ')}.`, 400) : ''
}

async function findBest(archive: Archive, lists: readonly string[]): Promise<string> {
  let best: { name: string; score: number } | undefined
  for (const name of lists) {
    const score = await scoreList(archive, name).catch(() => 0)
    if (!best || score > best.score) best = { name, score }
  }
  return toPartName(best?.name ?? '')
}

async function scoreList(archive: Archive, name: string): Promise<number> {
  const { rows } = await openList(await takeHead(archive.read(name)), {})
  const head: FileRow[] = []
  for await (const row of rows) if (head.push(row) === HEAD_ROWS) break
  const names = head[findFirstRow(head)]?.cells ?? []
  const isProgram = recognizeHeader(names, []).source !== 'table'
  return countKnownNames(names) + (isProgram ? 10 : 0) - (/watchlist|profile/.test(baseName(name)) ? 5 : 0)
}
