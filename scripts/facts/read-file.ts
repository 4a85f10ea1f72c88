import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { type CsvError, type InfoRecord, parse } from 'csv-parse'
import { type Film, readFilm, type TypedFilm } from '@/domain/facts/film'
import { StartError } from '@/scripts/start/project'

const COLUMNS = ['title', 'year', 'minutes'] as const
const LONGEST_LINE = 10_000

/** Told of each line that has no film in it, and why. */
export type OnFault = (line: number, reason: string) => void

/**
 * Reads films from a file, a line at a time: CSV, or text with tabs and without quotation marks. The first line names
 * the columns title, year and minutes, in any order and among others.
 * @throws {StartError} when the file cannot be read or its first line lacks a column
 */
export async function* readFilms(file: string, onFault: OnFault): AsyncGenerator<Film> {
  const tabs = (await firstLine(file)).includes('\t')
  const parser = parse({
    bom: true,
    info: true,
    delimiter: tabs ? '\t' : ',',
    quote: tabs ? null : '"',
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_LINE,
  })
  // What goes wrong comes out of the parser, too.
  pipeline(createReadStream(file), parser).catch(() => {})
  let places: Record<(typeof COLUMNS)[number], number> | undefined
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: InfoRecord }>) {
      if (!places) {
        places = findColumns(record, file)
        continue
      }
      const { title, year, minutes } = places
      const typed: TypedFilm = { title: record[title] ?? '', year: record[year] ?? '', minutes: record[minutes] ?? '' }
      const film = readFilm(typed)
      if (typeof film === 'string') onFault(info.lines, film)
      else yield film
    }
  } catch (error) {
    throw error instanceof StartError ? error : new StartError(explain(error as Error, file))
  } finally {
    parser.destroy()
  }
  if (!places) throw new StartError(`${file} is empty. Its first line should name the columns title, year and minutes.`)
}

async function firstLine(file: string): Promise<string> {
  let handle: FileHandle | undefined
  try {
    handle = await open(file)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(LONGEST_LINE), 0, LONGEST_LINE, 0)
    return buffer.toString('utf8', 0, bytesRead).split(/\r?\n/, 1)[0] ?? ''
  } catch (error) {
    throw new StartError(explain(error as Error, file))
  } finally {
    await handle?.close()
  }
}

function findColumns(names: string[], file: string) {
  const known = names.map((name) => name.trim().toLowerCase())
  const missing = COLUMNS.filter((name) => !known.includes(name))
  if (missing.length > 0)
    throw new StartError(
      `${file} has no column ${missing.join(' and none ')}. Its first line should name the columns title, year and minutes.`,
    )
  return { title: known.indexOf('title'), year: known.indexOf('year'), minutes: known.indexOf('minutes') }
}

function explain(error: Error, file: string): string {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return `There is no file ${file}.`
  if (code?.startsWith('CSV_'))
    return `Line ${(error as CsvError).lines} of ${file} begins a quotation mark that is not closed, or is too long. Nothing was changed.`
  return `${file} cannot be read (${code ?? error.message}).`
}
