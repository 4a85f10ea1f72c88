import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tokenOf } from '@/tests/support/api/api'
import { type App, startApp } from '@/tests/support/browser/app-server'
import { type DatabaseProxy, startDatabaseProxy } from '@/tests/support/browser/database-proxy'
import { movie } from '@/tests/support/builders/movie-values'
import { readMovies } from '@/tests/support/builders/movies'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { type Answer, ask, type Question } from '@/tests/support/chaos/ask'
import { rounds, timeFor } from '@/tests/support/chaos/rounds'
import { testDatabase } from '@/tests/support/database/database'
import { sql } from '@/tests/support/database/sql'

const ROUNDS = rounds(3)

let database: DatabaseProxy
let app: App

beforeAll(async () => {
  database = await startDatabaseProxy(testDatabase().url)
  app = await startApp({ databaseUrl: database.url, env: { API_RATE_LIMIT: '1000000' } })
})
afterAll(async () => {
  await app?.stop()
  await database.close()
})

/** A new person, and requests of theirs to their movies. */
async function newOwner() {
  const owner = await addPerson()
  const token = await tokenOf(owner.userId)
  const movies = `${app.url}/api/v1/buckets/${owner.bucketId}/movies`
  const send = (path: string, question: Question) => ask(`${movies}${path}`, { token, ...question })
  return { owner, send }
}

/** Sends a request whose commit is cut, and checks that the client is told no more than is known. */
async function cut(when: 'before' | 'after', send: () => Promise<Answer>): Promise<void> {
  const wasCut = database.cutNextCommit(when)
  const answer = await send()
  await wasCut
  expect(answer).toMatchObject({ status: 503, json: { code: 'unavailable' }, headers: { 'retry-after': '2' } })
  expect(answer.json.detail).toMatch(/may be saved or not/)
  expect(answer.json.detail).not.toMatch(/Nothing was changed/i)
}

const titles = async (owner: Person) => (await readMovies(owner)).map(({ title }) => title)
const changes = async ({ bucketId }: Person) =>
  (await sql('select from movie_changes where bucket_id = $1', [bucketId])).length

describe.each([
  ['before the database has it', 'before', 0],
  ['before the server has its answer', 'after', 1],
] as const)('a connection that is cut in a commit, %s', (_, when, saved) => {
  it(
    'says that it is unknown, and the same POST again neither loses the movie nor adds it twice',
    async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const { owner, send } = await newOwner()
        const headers = { 'idempotency-key': randomUUID() }
        const post = () => send('', { method: 'POST', headers, body: movie({ title: 'Alien' }) })
        await cut(when, post)
        expect(await titles(owner)).toHaveLength(saved)

        const again = await post()
        expect(again.status).toBe(201)
        expect(await readMovies(owner)).toMatchObject([{ id: again.json.id, title: 'Alien', version: 1 }])
        expect(await changes(owner)).toBe(1)
        expect((await post()).json).toEqual(again.json)
        expect(await titles(owner)).toEqual(['Alien'])
      }
    },
    timeFor(ROUNDS),
  )

  it('says so of a PUT, too, and its id keeps the movie from coming twice', async () => {
    const { owner, send } = await newOwner()
    const id = randomUUID()
    const put = () => send(`/${id}`, { method: 'PUT', body: movie({ title: 'Brazil' }) })
    await cut(when, put)
    expect(await titles(owner)).toHaveLength(saved)
    expect((await put()).status).toBe(saved ? 200 : 201)
    expect(await titles(owner)).toEqual(['Brazil'])
  })

  it('leaves an edit done or not, and the version that the client knows tells which', async () => {
    const { owner, send } = await newOwner()
    const { id } = (await send('', { method: 'POST', body: movie({ title: 'Fargo', rating: 1 }) })).json
    const patch = () => send(`/${id}`, { method: 'PATCH', headers: { 'if-match': '"1"' }, body: { rating: 5 } })
    await cut(when, patch)
    expect(await readMovies(owner)).toMatchObject([{ version: 1 + saved }])

    const again = await patch()
    if (saved) expect(again).toMatchObject({ status: 412, json: { movie: { rating: 5, version: 2 } } })
    else expect(again).toMatchObject({ status: 200, json: { rating: 5, version: 2 } })
    expect(await readMovies(owner)).toMatchObject([{ rating: 5, version: 2 }])
    expect(await changes(owner)).toBe(2)
  })
})
