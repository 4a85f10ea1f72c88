import { inBucket } from '@/db/buckets/access'
import { confirmImport } from '@/db/import/confirm'
import { stageImport } from '@/db/import/stage'
import { bytesOf, ownCsvLines } from '@/tests/support/builders/import-files'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { median } from './compare'
import { copyIn, copyOut } from './copy'

const ROWS = 100_000
const ROUNDS = 3

/** Rows a second of an import, and of a COPY of the same movies into the same table as its owner, in turns. */
export async function measure(): Promise<void> {
  const file = [...ownCsvLines(ROWS)].join('')
  const [importing, confirming, copying]: [number[], number[], number[]] = [[], [], []]
  let growth = 0
  for (let round = 0; round < ROUNDS; round++) {
    const person = await addPerson()
    const { total, confirm, grown } = await runImport(person, file)
    importing.push(total)
    confirming.push(confirm)
    growth = Math.max(growth, grown)
    copying.push(await runCopy(person))
  }
  const copy = median(copying)
  const tell = (name: string, ms: number) => {
    const perSecond = Math.round((ROWS / ms) * 1000).toLocaleString('en')
    process.stdout.write(
      `   ${name.padEnd(18)}${ms.toFixed(0)} ms, ${perSecond} rows/s, ${(copy / ms).toFixed(2)} of COPY\n`,
    )
  }
  process.stdout.write(`   ${ROWS.toLocaleString('en')} rows, medians of ${ROUNDS} turns\n`)
  tell('COPY', copy)
  tell('import, whole', median(importing))
  tell('import, confirmed', median(confirming))
  process.stdout.write(`   peak growth of resident memory ${(growth / 1e6).toFixed(0)} MB\n`)
}

async function runImport(person: Person, file: string) {
  const before = process.memoryUsage.rss()
  let peak = before
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 20)
  const began = performance.now()
  const importId = await stageImport(person, person.bucketId, { name: 'movies.csv', bytes: bytesOf(file) })
  const staged = performance.now()
  const { count } = await inBucket(person, person.bucketId, 'importMovies', (access) => confirmImport(access, importId))
  const ended = performance.now()
  clearInterval(watch)
  if (count !== ROWS) throw new Error(`${count} of ${ROWS} rows were added`)
  return { total: ended - began, confirm: ended - staged, grown: peak - before }
}

/** Copies a person's movies into another bucket. */
async function runCopy({ bucketId }: Person): Promise<number> {
  const other = await addPerson()
  const columns = await sql<{ name: string }>(
    "select attname as name from pg_attribute where attrelid = 'movies'::regclass and attnum > 0 and not attisdropped order by attnum",
  )
  const names = columns.map(({ name }) => name)
  const values = names.map((name) => (name === 'bucket_id' ? `'${other.bucketId}'::uuid` : name)).join(', ')
  const chunks: Buffer[] = []
  // The driver reuses its buffers.
  const keep = (chunk: Buffer) => void chunks.push(Buffer.from(chunk))
  await copyOut(`copy (select ${values} from movies where bucket_id = '${bucketId}') to stdout (format binary)`, keep)
  const bytes = Buffer.concat(chunks)
  const began = performance.now()
  await copyIn(`copy movies (${names.join(', ')}) from stdin (format binary)`, bytes)
  return performance.now() - began
}
