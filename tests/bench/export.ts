import { exportText } from '@/app/_export/export-text'
import { closePool } from '@/db/client'
import { EMPTY_SEARCH } from '@/domain/search'
import { copyOut } from '../support/copy-out'
import { createTestDatabase, startTestCluster } from '../support/database'
import { createPerson } from '../support/session'
import { fillBucket } from './fill-bucket'

// Rows a second of an export against COPY TO of the same rows in the same order, taking turns in one run:
//   node --import tsx --conditions=react-server tests/bench/export.ts [movies] [rounds]
const [movies = 100_000, rounds = 7] = process.argv.slice(2).map(Number)

const cluster = await startTestCluster()
const database = await createTestDatabase()
process.env.DATABASE_URL = database.url
const person = await createPerson()
await fillBucket(database.admin, person, movies)
const copy = `copy (select title, format, length, release_year, rating, id, created_at, updated_at from movies
  where bucket_id = '${person.bucketId}' and deleted_at is null order by sort_title, id) to stdout (format csv, header)`

const times: Record<string, number[]> = { copy: [], csv: [], json: [], letterboxd: [] }
let growth = 0
for (let round = 0; round <= rounds; round++) {
  const turns = {
    copy: () => copyOut(database.adminUrl, copy),
    csv: () => exportBytes('csv'),
    json: () => exportBytes('json'),
    letterboxd: () => exportBytes('letterboxd'),
  }
  for (const [name, run] of Object.entries(turns)) {
    const started = performance.now()
    await run()
    // The first round warms up.
    if (round > 0) times[name]?.push(performance.now() - started)
  }
}
const median = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0
const base = median(times.copy ?? [])
for (const [name, list] of Object.entries(times)) {
  const ms = median(list)
  const perSecond = Math.round((movies / ms) * 1000).toLocaleString('en')
  console.log(
    `${name.padEnd(11)}${ms.toFixed(0).padStart(6)} ms  ${perSecond} rows/s  ${(base / ms).toFixed(2)} of COPY`,
  )
}
console.log(`memory grew by ${(growth / 2 ** 20).toFixed(0)} MB at the most while a file was written`)
await closePool()
await database.drop()
await cluster.stop()

async function exportBytes(format: 'csv' | 'json' | 'letterboxd'): Promise<number> {
  const encoder = new TextEncoder()
  const before = process.memoryUsage().rss
  let bytes = 0
  const source = { actor: person, address: person.bucketId, search: EMPTY_SEARCH }
  for await (const text of exportText(source, format)) {
    bytes += encoder.encode(text).length
    growth = Math.max(growth, process.memoryUsage().rss - before)
  }
  return bytes
}
