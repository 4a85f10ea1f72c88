import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { replaceFacts } from '@/db/facts/load'
import type { Film } from '@/domain/facts/film'
import { counted, formatNumber } from '@/domain/text'
import { atEnd, runCommand } from './command'
import { describeDatabaseError } from './database-trouble'
import { readFilms } from './facts/read-file'
import { openDatabase } from './start/borrowed-database'
import { loadEnvFiles } from './start/env-files'
import { StartError } from './start/project'
import { printSteps } from './start/steps'

const help = `Loads facts of films, which moviebucket suggests while a title is typed.

  npm run facts -- FILE        replaces all facts by those of the file
  npm run facts -- --remove    removes all facts

The file is CSV, or text with tabs, in UTF-8. Its first line names the columns title, year and minutes; minutes may be
empty. docs/facts.md says how to make one from Wikidata. moviebucket may run meanwhile: people get the facts before until
all new ones are there.
`

// Enough to find the mistake in a file, and no more than a terminal holds.
const MOST_REPORTED = 100

await runCommand(main)

async function main(): Promise<void> {
  const wanted = readArguments()
  if (!wanted) return void process.stdout.write(help)
  loadEnvFiles(false)
  const steps = printSteps()
  const database = await openDatabase('npm run facts')
  atEnd(database.giveBack)
  const replace = (films: AsyncIterable<Film>) =>
    replaceFacts(database, films).catch((error) => {
      throw error instanceof StartError ? error : new StartError(explain(error, database.url))
    })
  if (!wanted.file) {
    await replace(noFilms())
    return steps.note('All facts of films are removed.')
  }
  const { file } = wanted
  const faults = { count: 0, lines: [] as string[] }
  const onFault = (line: number, reason: string) => {
    if (++faults.count <= MOST_REPORTED) faults.lines.push(`Line ${line}: ${reason}`)
  }
  try {
    await steps.step('facts', 'reading', async (say) => {
      const films = counting(readFilms(file, onFault), (count) => say(`${counted(count, 'film')} read`))
      const stored = await replace(films)
      say(`${counted(stored, 'film')} stored`)
    })
  } finally {
    report(faults)
  }
}

function report({ count, lines }: { count: number; lines: string[] }): void {
  if (count === 0) return
  const more = count > lines.length ? [`… and ${formatNumber(count - lines.length)} more`] : []
  process.stderr.write(`${counted(count, 'line')} left out:\n${[...lines, ...more].join('\n')}\n`)
}

/** The films, of which there has to be one: a wrong file would remove all. */
async function* counting(films: AsyncIterable<Film>, onCount: (count: number) => void): AsyncGenerator<Film> {
  let count = 0
  for await (const film of films) {
    if (++count % 1000 === 0) onCount(count)
    yield film
  }
  if (count === 0) throw new StartError('No line of the file fits, so the facts stay as they are.')
}

async function* noFilms(): AsyncGenerator<Film> {}

function readArguments(): { file?: string } | undefined {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h' }, remove: { type: 'boolean' } },
    })
    if (values.help || positionals.length !== (values.remove ? 0 : 1)) return undefined
    return positionals[0] ? { file: resolve(positionals[0]) } : {}
  } catch (error) {
    throw new StartError(`${(error as Error).message}\n\n${help}`)
  }
}

function explain(error: unknown, url: string): string {
  const { code } = error as { code?: string }
  if (code === '42P01')
    return 'The schema is older than this version: npm start, or npm run db:migrate, brings it up to date.'
  return describeDatabaseError(error, url)
}
