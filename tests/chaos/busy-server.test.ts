import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tokenOf } from '@/tests/support/api/api'
import { type App, startApp } from '@/tests/support/browser/app-server'
import { putMovies, readMovies } from '@/tests/support/builders/movies'
import { addPerson } from '@/tests/support/builders/people'
import { type Answer, ask, type Question } from '@/tests/support/chaos/ask'
import { report, rounds, timeFor } from '@/tests/support/chaos/rounds'
import { testDatabase } from '@/tests/support/database/database'
import { sql } from '@/tests/support/database/sql'

// What a server has unless DATABASE_POOL says otherwise: eight for people, two for tokens, sessions and health.
const POOL = 10
const PEOPLE = 8
const EDITS = 100
const ROUNDS = rounds(1)

let app: App

beforeAll(async () => {
  app = await startApp({ databaseUrl: testDatabase().url, env: { API_RATE_LIMIT: '1000000' } })
})
afterAll(async () => {
  await app?.stop()
})

describe('a server whose connections to the database are all taken', () => {
  it.each([
    ['by people', 'movies', PEOPLE, /is busy just now. Nothing was changed/, 200],
    ['by everything', 'api_tokens', POOL, /cannot be reached just now. Nothing was changed/, 503],
  ] as const)(
    '%s says so to everyone else, stays alive, and works again',
    async (by, table, taken, words, ready) => {
      for (let round = 0; round < ROUNDS; round++) {
        const people = await Promise.all([newOwner(), newOwner(), newOwner()])
        const health = (path: string) => ask(`${app.url}/api/health/${path}`)
        const asked = await whileLocked(table, async () => {
          const sent = people.flatMap(({ send }) => Array.from({ length: 2 * POOL }, () => send()))
          const refused = await firstRefusal(sent)
          expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '2' }, json: { code: 'unavailable' } })
          expect(refused.json.detail).toMatch(words)
          expect(await countWaiting()).toBe(taken)
          expect((await health('live')).status).toBe(200)
          expect((await health('ready')).status).toBe(ready)
          return sent
        })

        // Those that had a connection are answered, and every refusal says when to try again.
        const answers = await Promise.all(asked)
        const statuses = new Set(answers.map(({ status }) => status))
        expect(statuses).toEqual(new Set([200, 503]))
        expect(answers.filter(({ status, headers }) => status === 503 && headers['retry-after'] !== '2')).toEqual([])
        report(`requests, refused while connections were taken ${by}`, answers.length, count(answers, 503))
        expect((await Promise.all(people.map(({ send }) => send()))).map(({ status }) => status)).toEqual([
          200, 200, 200,
        ])
        expect((await health('ready')).status).toBe(200)
      }
    },
    timeFor(ROUNDS),
  )
})

it(
  'of 100 edits of one version at once exactly one is made, and 99 are told the version that there is',
  async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { owner, send } = await newOwner()
      const [movie] = await putMovies(owner, owner.bucketId, [{ title: 'Alien', rating: 1 }])
      const headers = { 'if-match': '"1"' }
      // Each sets another year, so that the one that won can be told from the others.
      const edit = (n: number) => send(`/${movie?.id}`, { method: 'PATCH', headers, body: { releaseYear: 1900 + n } })
      const refused: Answer[] = []
      const edits = Array.from({ length: EDITS }, async (_, n) => {
        for (;;) {
          const answer = await edit(n)
          if (answer.status !== 503) return answer
          // As the server asks of a client that it has no connection for.
          refused.push(answer)
          await sleep(Number(answer.headers['retry-after']) * 1000)
        }
      })
      const answers = await Promise.all(edits)

      report('edits refused for want of a connection, and sent again', refused.length)
      expect([count(answers, 200), count(answers, 412)]).toEqual([1, EDITS - 1])
      const made = answers.findIndex(({ status }) => status === 200)
      expect(await readMovies(owner)).toMatchObject([{ title: 'Alien', version: 2, releaseYear: 1900 + made }])
      const told = answers.filter(({ status }) => status === 412).map(({ headers, json }) => ({ ...json, headers }))
      const present = { code: 'stale', headers: { etag: '"2"' }, movie: { version: 2, releaseYear: 1900 + made } }
      for (const one of told) expect(one).toMatchObject(present)
      const edited = `select before from movie_changes where bucket_id = $1 and kind = 'edit'`
      expect(await sql(edited, [owner.bucketId])).toHaveLength(1)
    }
  },
  timeFor(ROUNDS),
)

const count = (answers: Answer[], status: number) => answers.filter((answer) => answer.status === status).length

/** Makes a person, and a way to send requests to their movies: a list of them unless told otherwise. */
async function newOwner() {
  const owner = await addPerson()
  const token = await tokenOf(owner.userId)
  const movies = `${app.url}/api/v1/buckets/${owner.bucketId}/movies`
  return { owner, send: (path = '', question: Question = {}) => ask(`${movies}${path}`, { token, ...question }) }
}

/** Takes a table from everyone else meanwhile, as a migration that hangs would. */
async function whileLocked<T>(table: string, work: () => Promise<T>): Promise<T> {
  const client = await testDatabase().admin.connect()
  await client.query(`begin; lock table ${table} in access exclusive mode`)
  try {
    return await work()
  } finally {
    await client.query('rollback')
    client.release()
  }
}

/** How many connections of the server wait for a lock. */
async function countWaiting(): Promise<number> {
  const waiting = `select from pg_stat_activity
    where datname = current_database() and application_name = 'moviebucket' and wait_event_type = 'Lock'`
  return (await sql(waiting)).length
}

function firstRefusal(asked: Promise<Answer>[]): Promise<Answer> {
  return Promise.any(
    asked.map(async (answer) => {
      const { status } = await answer
      if (status === 200) throw new Error('it was answered')
      return answer
    }),
  )
}
