import { beforeAll, expect, it } from 'vitest'
import { inBucket } from '@/db/buckets/access'
import { newId } from '@/db/ids'
import { addMovies } from '@/db/movies/add'
import { putMovie } from '@/db/movies/put'
import { trashMovie } from '@/db/movies/trash'
import { addBucket } from '@/tests/support/builders/buckets'
import { movie } from '@/tests/support/builders/movie-values'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { interruptStatements, listenToStatements } from '@/tests/support/database/statements'

/*
 * Two callers put one new id. The other one comes at each moment of the first: before each of its statements until it
 * has inserted the movie, from where on the other one waits.
 */

let owner: Person

beforeAll(async () => {
  listenToStatements()
  owner = await addPerson('Ana')
})

const put = (id: string, title: string) =>
  inBucket(owner, owner.bucketId, 'addMovies', (access) => putMovie(access, id, movie({ title })))

/** Puts a new id and, before a statement of it, does something else; answers with the outcome, or the refusal's text. */
async function putWhile(moment: number, meanwhile: (id: string) => Promise<unknown>) {
  const id = newId()
  let sent = 0
  let inserted = false
  const before = async (text: string) => {
    if (sent++ === moment && !inserted) await meanwhile(id)
    inserted ||= text.includes('insert into movies')
  }
  const outcome = await interruptStatements(before, () => put(id, 'First')).then(
    ({ status }) => status as string,
    (error: Error) => error.message,
  )
  const rows = await sql<{ title: string; version: number }>('select title, version from movies where id = $1', [id])
  return { outcome, rows, sent }
}

it('adds it once and replaces it once, whoever comes first', async () => {
  const outcomes: string[] = []
  for (let moment = 0, last = 1; moment < last; moment++) {
    const { outcome, rows, sent } = await putWhile(moment, (id) => put(id, 'Other'))
    outcomes.push(outcome)
    expect(rows, `before statement ${moment + 1}: ${outcome}`).toEqual([
      { title: 'First', version: outcome === 'saved' ? 2 : 1 },
    ])
    last = Math.max(last, sent)
  }
  // Before its insert the other one was first, after it there was no other one.
  expect(outcomes.filter((outcome) => outcome === 'saved').length).toBeGreaterThanOrEqual(5)
  expect(new Set(outcomes)).toEqual(new Set(['saved', 'added']))
})

it('says that it is in the trash only if it is', async () => {
  const addAndDelete = async (id: string) => {
    await put(id, 'Other')
    await inBucket(owner, owner.bucketId, 'deleteMovies', (access) => trashMovie(access, id))
  }
  for (let moment = 0; moment < 5; moment++) {
    const { outcome } = await putWhile(moment, addAndDelete)
    expect(outcome, `before statement ${moment + 1}`).toMatch(/is in the trash of this bucket/)
  }
})

it('says that it is in the trash here, whichever other buckets of the caller hold the id as well', async () => {
  const id = newId()
  const [older, here, newer] = [owner.bucketId, await addBucket(owner), await addBucket(owner)]
  for (const bucketId of [older, here, newer])
    await inBucket(owner, bucketId, 'addMovies', (access) => addMovies(access, [{ ...movie(), id }]))
  const again = () => inBucket(owner, here, 'addMovies', (access) => putMovie(access, id, movie()))
  expect(await again()).toMatchObject({ status: 'saved' })
  await inBucket(owner, here, 'deleteMovies', (access) => trashMovie(access, id))
  await expect(again()).rejects.toThrow('is in the trash of this bucket')
  await sql('delete from movies where bucket_id = $1', [here])
  await expect(again()).rejects.toThrow('lies in another bucket')
  await sql('delete from movies where bucket_id = any($1)', [[older, newer]])
  expect(await again()).toMatchObject({ status: 'added' })
})
