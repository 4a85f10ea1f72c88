import { inBucket } from '@/db/buckets/access'
import { newId } from '@/db/ids'
import { addMovie } from '@/db/movies/add'
import { patchMovie } from '@/db/movies/patch'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { median } from './compare'
import { fillBucket } from './people'

const MOVIES = 10_000
const ROUNDS = 5
const SECONDS = 2

/** Writes a second of one person, with and without what notes each write for quotas and for versions of a bucket. */
export async function measure(): Promise<void> {
  const owner = await addPerson()
  await fillBucket(owner, owner.bucketId, MOVIES)
  await sql('vacuum analyze')
  for (const connections of [1, 4])
    for (const [name, work] of Object.entries({ add, edit })) {
      const figures: [number[], number[]] = [[], []]
      for (let round = 0; round <= ROUNDS; round++)
        for (const [side, noted] of [true, false].entries()) {
          await note(noted)
          const figure = await perSecond(() => work(owner), connections)
          if (round > 0) figures[side]?.push(figure)
        }
      const [noted, plain] = [median(figures[0]), median(figures[1])]
      process.stdout.write(
        `   ${name}, ${connections} at once: noted ${noted.toFixed(0)}/s, not noted ${plain.toFixed(0)}/s, ` +
          `ratio ${(noted / plain).toFixed(2)}\n`,
      )
    }
}

async function note(on: boolean): Promise<void> {
  for (const table of ['movies', 'movie_changes'])
    for (const trigger of table === 'movies' ? ['note_added', 'note_changed', 'note_deleted'] : ['note_added'])
      await sql(`alter table ${table} ${on ? 'enable' : 'disable'} trigger ${trigger}`)
}

async function add(owner: Person): Promise<void> {
  await inBucket(owner, owner.bucketId, 'addMovies', (access) =>
    addMovie(access, { title: 'One film more', format: 'DVD', length: 90, releaseYear: 1990, rating: 3, id: newId() }),
  )
}

let rating = 0
async function edit(owner: Person): Promise<void> {
  const [movie] = await sql<{ id: string }>('select id from movies where bucket_id = $1 limit 1', [owner.bucketId])
  await inBucket(owner, owner.bucketId, 'editMovies', (access) =>
    patchMovie(access, movie?.id ?? '', { rating: 1 + (rating++ % 5) }),
  )
}

async function perSecond(work: () => Promise<void>, connections: number): Promise<number> {
  const began = performance.now()
  let done = 0
  const one = async () => {
    while (performance.now() - began < SECONDS * 1000) {
      await work()
      done++
    }
  }
  await Promise.all(Array.from({ length: connections }, one))
  return done / ((performance.now() - began) / 1000)
}
