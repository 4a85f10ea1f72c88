// Run with: node --import tsx --conditions=react-server tests/bench/import.ts [rows]
// Rows a second of an import, and of COPY of the same rows into the same table as its owner, in turns; and what
// an import of a file adds to the memory of the process.
import { once } from 'node:events'
import { chmodSync, createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inBucket } from '@/db/buckets'
import { closePool } from '@/db/client'
import { confirmImport } from '@/db/import-confirm'
import { stageImport } from '@/db/import-staging'
import { openTestDatabase, startTestCluster, type TestDatabase } from '../support/database'
import { ownCsvLines } from '../support/imports'
import { createPerson, type Person } from '../support/session'

const ROUNDS = 3
const rows = Number(process.argv[2] ?? 100_000)
const folder = mkdtempSync(join(tmpdir(), 'moviebucket-bench-'))
chmodSync(folder, 0o777)

const cluster = await startTestCluster()
const database = await openTestDatabase()
process.env.DATABASE_URL = database.url
const csv = join(folder, 'movies.csv')
await writeCsv(csv)
const importing: number[] = []
const confirming: number[] = []
const copying: number[] = []
let growth = 0
for (let round = 0; round < ROUNDS; round++) {
  const { total, confirm, grown } = await runImport(await createPerson({ databaseUrl: database.url }))
  importing.push(total)
  confirming.push(confirm)
  growth = Math.max(growth, grown)
  copying.push(await runCopy(database))
}
const rate = (ms: number) => Math.round(rows / (ms / 1000)).toLocaleString('en')
const [whole, confirm, copy] = [importing, confirming, copying].map(median) as [number, number, number]
console.log(`${rows.toLocaleString('en')} rows, medians of ${ROUNDS} turns`)
console.log(`COPY              ${copy.toFixed(0)} ms, ${rate(copy)} rows/s`)
console.log(`import, whole     ${whole.toFixed(0)} ms, ${rate(whole)} rows/s, ${(copy / whole).toFixed(2)} of COPY`)
console.log(
  `import, confirmed ${confirm.toFixed(0)} ms, ${rate(confirm)} rows/s, ${(copy / confirm).toFixed(2)} of COPY`,
)
console.log(`peak growth of resident memory ${(growth / 1e6).toFixed(0)} MB`)
await closePool()
await database.drop()
await cluster.stop()
rmSync(folder, { recursive: true })

async function writeCsv(path: string): Promise<void> {
  const file = createWriteStream(path)
  for (const line of ownCsvLines(rows)) if (!file.write(line)) await once(file, 'drain')
  file.end()
  await once(file, 'close')
}

async function runImport(person: Person) {
  globalThis.gc?.()
  const before = process.memoryUsage.rss()
  let peak = before
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 20)
  const began = performance.now()
  const importId = await stageImport(person, person.bucketId, { name: 'movies.csv', bytes: createReadStream(csv) })
  const staged = performance.now()
  const { count } = await inBucket(person, person.bucketId, 'importMovies', (access) => confirmImport(access, importId))
  const ended = performance.now()
  clearInterval(watch)
  if (count !== rows) throw new Error(`${count} of ${rows} rows were added`)
  return { total: ended - began, confirm: ended - staged, grown: peak - before }
}

/** The rows of the last import once more, as another bucket's, out of a file on the server. */
async function runCopy({ admin, url }: TestDatabase): Promise<number> {
  const file = join(folder, 'copy.bin')
  const other = await createPerson({ databaseUrl: url })
  const client = await admin.connect()
  try {
    await client.query(`create temp table kept as
      select * from movies where bucket_id = (select bucket_id from movies order by created_at desc limit 1)`)
    await client.query('update kept set bucket_id = $1', [other.bucketId])
    const { rows: columns } = await client.query(
      "select attname from pg_attribute where attrelid = 'kept'::regclass and attnum > 0 and not attisdropped order by attnum",
    )
    const names = columns.map(({ attname }) => attname).join(', ')
    await client.query(`copy kept (${names}) to program 'cat > ${file}'`)
    const began = performance.now()
    await client.query(`copy movies (${names}) from '${file}'`)
    const ms = performance.now() - began
    await client.query(`copy (select 1) to program 'rm ${file}'; drop table kept`)
    return ms
  } finally {
    client.release()
  }
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}
