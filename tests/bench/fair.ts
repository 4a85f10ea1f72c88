import { listPublicPage, openPublicPage, readPublicStats } from '@/app/p/[key]/open-page'
import { inBucket } from '@/db/buckets/access'
import { newPublicKey } from '@/db/ids'
import { stageImport } from '@/db/import/stage'
import { addMovies } from '@/db/movies/add'
import { countByMark } from '@/db/movies/rail'
import { listMovies } from '@/db/movies/read'
import { patchSelection } from '@/db/movies/selection'
import { AppError } from '@/domain/result'
import { EMPTY_SEARCH } from '@/domain/search/search'
import { addBucket } from '@/tests/support/builders/buckets'
import { bytesOf } from '@/tests/support/builders/import-files'
import { movie } from '@/tests/support/builders/movie-values'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { median } from './compare'
import { fillBucket } from './people'

const MOVIES = 250_000
const SECONDS = 8
const PAUSE_MS = 50
const ALL = { matching: '', except: [] }

type Tally = Map<string, number>

/** What other people notice of one person, or of many visitors, who ask for as much as they can. */
export async function measure(): Promise<void> {
  const [busy, other] = [await addPerson('Busy'), await addPerson('Other')]
  const large = await addBucket(busy)
  await fillBucket(busy, large, MOVIES)
  await fillBucket(other, other.bucketId, 1000)
  const key = newPublicKey()
  await sql("update buckets set visibility = 'everyone', public_key = $2 where id = $1", [large, key])
  await sql('vacuum analyze')
  let rating = 0
  const edit = () =>
    inBucket(busy, large, 'editMovies', (access) => patchSelection(access, ALL, { rating: 1 + (rating++ % 5) }))
  const read = () => inBucket(busy, busy.bucketId, 'readMovies', (access) => listMovies(access, EMPTY_SEARCH))
  const upload = () =>
    stageImport(busy, busy.bucketId, { name: 'tiny.csv', bytes: bytesOf('Title,Year\nBrazil,1985\nAlien,1979\n') })
  const visit = async () => {
    await openPublicPage(key)
    await listPublicPage(key, EMPTY_SEARCH)
  }
  const statistics = () => readPublicStats(key, EMPTY_SEARCH)

  process.stdout.write(`   the page and an addition of another person, meanwhile; a bucket of ${MOVIES} movies\n`)
  const alone = await besides(other, 'nobody else', [])
  await besides(other, '12 edits of all its movies', copies(12, edit), alone)
  await besides(other, '32 short reads at once', copies(32, read), alone)
  await besides(other, '55 small uploads at once', copies(55, upload), alone)
  const one = await besides(other, '1 visitor of its page', copies(1, visit), alone)
  await besides(other, '15 visitors of its page', copies(15, visit), one)
  await besides(other, '40 visitors of its page', copies(40, visit), one)
  const figures = await besides(other, '1 visitor of its figures', copies(1, statistics), alone)
  await besides(other, '40 visitors of its figures', copies(40, statistics), figures)
}

function copies(count: number, work: () => Promise<unknown>): (() => Promise<unknown>)[] {
  return Array.from({ length: count }, () => work)
}

// Repeats `load` in parallel for some seconds, while a person opens a page and adds a movie again and again.
async function besides(
  person: Person,
  name: string,
  load: (() => Promise<unknown>)[],
  compared?: number,
): Promise<number> {
  const end = performance.now() + SECONDS * 1000
  const loaded: Tally = new Map()
  const refused: Tally = new Map()
  const times: number[] = []
  const repeat = async (work: () => Promise<unknown>, into: Tally) => {
    while (performance.now() < end) if ((await count(work, into)) !== 'ok') await pause(200)
  }
  const running = load.map((work) => repeat(work, loaded))
  await pause(300)
  while (performance.now() < end) {
    const begun = performance.now()
    await count(() => openAndAdd(person), refused)
    times.push(performance.now() - begun)
    await pause(PAUSE_MS)
  }
  await Promise.all(running)
  const [usual, slowest] = [median(times), Math.max(...times)]
  const ratio = compared ? `${(usual / compared).toFixed(1)} times` : ''
  process.stdout.write(
    `   ${name.padEnd(28)} median ${usual.toFixed(0).padStart(5)} ms ${ratio.padStart(12)}, slowest ${slowest.toFixed(0).padStart(6)} ms` +
      `; the person: ${told(refused)}; the load: ${told(loaded)}\n`,
  )
  return usual
}

async function openAndAdd(person: Person): Promise<void> {
  await inBucket(person, person.bucketId, 'readMovies', async (access) => {
    await listMovies(access, EMPTY_SEARCH)
    await countByMark(access, EMPTY_SEARCH)
  })
  await inBucket(person, person.bucketId, 'addMovies', (access) => addMovies(access, [movie()]))
}

async function count(work: () => Promise<unknown>, into: Tally): Promise<string> {
  const outcome = await work().then(
    () => 'ok',
    (error) => (error instanceof AppError ? error.code : String(error)),
  )
  into.set(outcome, (into.get(outcome) ?? 0) + 1)
  return outcome
}

function told(tally: Tally): string {
  return [...tally].map(([outcome, times]) => `${times} ${outcome}`).join(', ') || 'nothing'
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
