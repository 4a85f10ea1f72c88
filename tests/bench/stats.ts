import { inBucket } from '@/db/buckets'
import { closePool } from '@/db/client'
import { getStats } from '@/db/stats'
import { parseSearch } from '@/domain/search'
import { createTestDatabase, startTestCluster } from '../support/database'
import { createPerson } from '../support/session'
import { fillBucket } from './fill-bucket'

// Milliseconds of all the figures of a bucket, whole and filtered, with opening the bucket:
//   node --import tsx --conditions=react-server tests/bench/stats.ts [movies] [rounds]
const [movies = 100_000, rounds = 9] = process.argv.slice(2).map(Number)

const cluster = await startTestCluster()
const database = await createTestDatabase()
process.env.DATABASE_URL = database.url
const person = await createPerson()
await fillBucket(database.admin, person, movies)
for (const parameters of [{}, { format: 'VHS' }, { year: '1980-1989' }, { q: 'abc' }, { q: 'a' }]) {
  const { search } = parseSearch(parameters)
  const times: number[] = []
  let total = 0
  for (let round = 0; round <= rounds; round++) {
    const started = performance.now()
    const stats = await inBucket(person, person.bucketId, 'readMovies', (access) => getStats(access, search))
    // The first round warms up.
    if (round > 0) times.push(performance.now() - started)
    total = stats.total
  }
  const median = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
  console.log(
    `${JSON.stringify(parameters).padEnd(24)}${total.toLocaleString('en').padStart(8)} movies  ${median.toFixed(0)} ms`,
  )
}
await closePool()
await database.drop()
await cluster.stop()
