import { inBucket } from '@/db/buckets/access'
import { getStats } from '@/db/stats'
import { parseSearch } from '@/domain/search/search'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { median } from './compare'
import { fillBucket } from './people'

const MOVIES = 100_000
const ROUNDS = 9

/** How long all the figures of a large bucket take, whole and filtered, with opening the bucket. */
export async function measure(): Promise<void> {
  const owner = await addPerson()
  await fillBucket(owner, owner.bucketId, MOVIES)
  await sql('vacuum analyze')
  for (const parameters of [{}, { format: 'VHS' }, { year: '1980-1989' }, { q: 'abc' }, { q: 'a' }]) {
    const { search } = parseSearch(parameters)
    const times: number[] = []
    let total = 0
    // The first round warms up.
    for (let round = 0; round <= ROUNDS; round++) {
      const started = performance.now()
      const stats = await inBucket(owner, owner.bucketId, 'readMovies', (access) => getStats(access, search))
      if (round > 0) times.push(performance.now() - started)
      total = stats.total
    }
    const of = `${JSON.stringify(parameters).padEnd(24)}${total.toLocaleString('en').padStart(8)} movies`
    process.stdout.write(`   ${of}  ${median(times).toFixed(0)} ms\n`)
  }
}
