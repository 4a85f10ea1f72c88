import { sql as query } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSession, findSessionUser } from '@/db/account/sessions'
import { findUserId } from '@/db/account/users'
import { inBucket } from '@/db/buckets/access'
import { destroyBucket } from '@/db/buckets/trash'
import { setVisibility } from '@/db/buckets/write'
import { asActor, asSignIn, closePool } from '@/db/client'
import { checkReadiness } from '@/db/health'
import { newId, newPublicKey } from '@/db/ids'
import { stageImport } from '@/db/import/stage'
import { beginLongWork } from '@/db/long-work'
import { countAllMovies } from '@/db/movies/read'
import { patchSelection } from '@/db/movies/selection'
import { getStats } from '@/db/stats'
import { EMPTY_SEARCH } from '@/domain/search/search'
import { exportText } from '@/server/export/export-text'
import { readAll } from '@/tests/support/builders/import-files'
import { movie } from '@/tests/support/builders/movie-values'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { hashToken } from '@/tests/support/builders/sessions'

// Eight connections: six for people and visitors, of which one person holds four; two for the server itself.
const POOL = 8
const SHARE = 4
const PAGE = 2

let [ana, ben]: Person[] = []
const people = () => [ana, ben] as [Person, Person]

beforeAll(async () => {
  await closePool()
  process.env.DATABASE_POOL = String(POOL)
  ;[ana, ben] = [await addPerson('Ana'), await addPerson('Ben')]
})
afterAll(async () => {
  delete process.env.DATABASE_POOL
  await closePool()
})

const count = (person: Person) => inBucket(person, person.bucketId, 'readMovies', countAllMovies)

async function codeOf(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => 'ok',
    (error: { code?: string }) => error.code ?? String(error),
  )
}

/** Starts pieces of work that hold what they have until `end`; `begun` counts those that got a connection. */
function hold(times: number, start: (work: () => Promise<void>) => Promise<unknown>) {
  let end = () => {}
  const held = new Promise<void>((resolve) => {
    end = resolve
  })
  let begun = 0
  const all = Array.from({ length: times }, () =>
    codeOf(
      start(() => {
        begun++
        return held
      }),
    ),
  )
  const outcomes = async () => {
    end()
    return Promise.all(all)
  }
  return { outcomes, begun: () => begun }
}

const until = (condition: () => boolean) => expect.poll(condition).toBe(true)

describe('a person who asks for 32 things at once', () => {
  it.each([true, false])('leaves others their turns, writing: %s', async (write) => {
    const [ana, ben] = people()
    const many = hold(32, (work) => asActor(ana, { write }, work))
    await until(() => many.begun() === SHARE)
    for (let round = 0; round < 5; round++) expect(await count(ben)).toBe(0)
    expect(many.begun()).toBe(SHARE)
    await many.outcomes()
    expect(await count(ana)).toBe(0)
  })

  it('is told within the bounded wait, and to try again', async () => {
    const [ana] = people()
    const many = hold(SHARE, (work) => asActor(ana, { write: true }, work))
    await expect(count(ana)).rejects.toMatchObject({ code: 'unavailable', retryAfter: 2 })
    expect(await many.outcomes()).toEqual(Array(SHARE).fill('ok'))
  })
})

describe('people who together hold every connection they may', () => {
  it('leave some for signing in, for sessions and for health', async () => {
    const [ana, ben] = people()
    const many = [ana, ben].map((person) => hold(SHARE, (work) => asActor(person, { write: true }, work)))
    await until(() => many.reduce((all, one) => all + one.begun(), 0) === POOL - 2)
    expect(await findSessionUser(hashToken(ana.token))).toMatchObject({ id: ana.userId })
    expect(await findUserId(ben.email)).toBe(ben.userId)
    const session = {
      tokenHash: hashToken('new'),
      userId: ben.userId,
      device: null,
      expires: new Date(Date.now() + 1e6),
    }
    await createSession(session)
    expect(await checkReadiness()).toEqual({ database: 'ok', migrations: 'ok', access: 'ok' })
    for (const one of many) await one.outcomes()
  })
})

describe('visitors', () => {
  it('of one public page hold a part of what visitors hold, and those of all pages leave the rest to people', async () => {
    const [ana, ben] = people()
    const visit = (openKey: string) => hold(15, (work) => asActor(null, { write: false, openKey }, work))
    const [first, second] = [visit(newPublicKey()), visit(newPublicKey())]
    await until(() => first.begun() === PAGE && second.begun() === 1)
    expect(await count(ana)).toBe(0)
    expect(await count(ben)).toBe(0)
    expect([first.begun(), second.begun()]).toEqual([PAGE, 1])
    await Promise.all([first.outcomes(), second.outcomes()])
  })

  it('have a shorter time for a statement', async () => {
    const read = (actor: Person | null) =>
      asActor(actor, { write: false }, async (db) => (await db.execute(query`show statement_timeout`)).rows)
    expect(await read(null)).toEqual([{ statement_timeout: '5s' }])
    expect(await read(people()[0])).toEqual([{ statement_timeout: '15s' }])
  })
})

describe('a write that waits for another', () => {
  it('would wait 2 s in every transaction', async () => {
    const show = query`show lock_timeout`
    const app = await asActor(people()[0], { write: true }, async (db) => (await db.execute(show)).rows)
    const signIn = await asSignIn(async (db) => (await db.execute(show)).rows)
    expect([app, signIn]).toEqual([[{ lock_timeout: '2s' }], [{ lock_timeout: '2s' }]])
  })

  it('is told so instead of holding its connection', async () => {
    const [ana, ben] = people()
    const rename = () => inBucket(ana, ana.bucketId, 'changeSharing', (access) => setVisibility(access, 'private'))
    const other = hold(1, (work) =>
      asActor(ana, { write: true }, async (db) => {
        await db.execute(query`select from buckets where id = ${ana.bucketId}::uuid for update`)
        await work()
      }),
    )
    await until(() => other.begun() === 1)
    await expect(rename()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('A longer change'),
      retryAfter: 2,
    })
    expect(await count(ben)).toBe(0)
    await other.outcomes()
    await rename()
  })
})

describe('long work', () => {
  const upload = async (person: Person, bytes: AsyncIterable<Uint8Array>) =>
    stageImport(person, person.bucketId, { name: 'a.csv', bytes })
  async function* slowFile(work: () => Promise<void>) {
    yield new TextEncoder().encode('Title\nBrazil\n')
    await work()
  }
  async function* brokenFile() {
    yield new TextEncoder().encode('Title\nBrazil\n')
    throw new Error('the connection was cut')
  }
  async function* quickFile() {
    yield new TextEncoder().encode('Title\nBrazil\n')
  }

  it('runs three times at once for a person, and a fourth is refused at once, whatever it is', async () => {
    const [ana, ben] = people()
    await putMovies(ana, ana.bucketId, [movie()])
    const reader = exportText({ actor: ana, address: ana.bucketId, search: EMPTY_SEARCH }, 'csv')
    await reader.next()
    const uploads = hold(2, (work) => upload(ana, slowFile(work)))
    await until(() => uploads.begun() === 2)
    const statistics = (person: Person) =>
      inBucket(person, person.bucketId, 'readMovies', (access) => getStats(access, EMPTY_SEARCH))
    const exporting = (person: Person) =>
      readAll(exportText({ actor: person, address: person.bucketId, search: EMPTY_SEARCH }, 'csv'))
    const works = [statistics, exporting, (person: Person) => upload(person, quickFile())]
    for (const work of works) {
      await expect(work(ana)).rejects.toMatchObject({
        code: 'rate_limited',
        message: expect.stringContaining('3 long tasks'),
        retryAfter: 5,
      })
      expect(await codeOf(work(ben))).toBe('ok')
    }
    // Short work goes on.
    expect(await count(ana)).toBe(1)
    await reader.return(undefined)
    expect(await codeOf(statistics(ana))).toBe('ok')
    expect(await uploads.outcomes()).toEqual(['ok', 'ok'])
    for (const work of works) expect(await codeOf(work(ana))).toBe('ok')
  })

  const broken: Record<string, (person: Person) => Promise<unknown>> = {
    'an upload that breaks off': (person) => upload(person, brokenFile()),
    'an export of a bucket that is not there': (person) =>
      readAll(exportText({ actor: person, address: newId(), search: EMPTY_SEARCH }, 'csv')),
    'an export that nobody reads on': async (person) => {
      const reader = exportText({ actor: person, address: person.bucketId, search: EMPTY_SEARCH }, 'csv')
      await reader.next()
      await reader.return(undefined)
    },
    'statistics of what cannot be read': (person) =>
      inBucket(person, person.bucketId, 'readMovies', async (access) => {
        await access.db.execute(query`select 1 / 0`).catch(() => {})
        return getStats(access, EMPTY_SEARCH)
      }),
    'a change of many movies that changes nothing': (person) =>
      inBucket(person, person.bucketId, 'editMovies', (access) =>
        patchSelection(access, { matching: '', except: [] }, {}),
      ),
    'the end of a bucket that is not there': (person) => destroyBucket(person, newId()),
  }
  it.each(Object.keys(broken))('ends however it ends: %s', async (name) => {
    const [ana] = people()
    for (let n = 0; n < 4; n++) expect(await codeOf(broken[name]?.(ana) ?? Promise.resolve())).not.toBe('rate_limited')
    const left = Array.from({ length: 3 }, () => beginLongWork(ana.userId))
    for (const end of left) end()
  })

  it('that ended twice ended once', () => {
    const begin = () => beginLongWork('someone')
    const [end, ...others] = [begin(), begin(), begin()]
    end?.()
    end?.()
    const last = begin()
    expect(begin).toThrow('3 long tasks')
    for (const each of [...others, last]) each()
  })

  it('of 55 small uploads at once runs what may run and refuses the others, and no one else notices', async () => {
    const [ana, ben] = people()
    const uploads = Array.from({ length: 55 }, () => codeOf(upload(ana, quickFile())))
    expect(await codeOf(inBucket(ben, ben.bucketId, 'readMovies', countAllMovies))).toBe('ok')
    const outcomes = await Promise.all(uploads)
    expect(new Set(outcomes)).toEqual(new Set(['ok', 'rate_limited']))
    expect(outcomes.filter((one) => one === 'ok')).toHaveLength(3)
  })
})
