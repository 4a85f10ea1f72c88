import { sql as query } from 'drizzle-orm'
import { NextRequest } from 'next/server'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { GET } from '@/app/suggestions/route'
import { inBucket } from '@/db/buckets/access'
import { asActor } from '@/db/client'
import { suggestFilms } from '@/db/facts/suggest'
import { trashSelection } from '@/db/movies/selection'
import type { Suggestions } from '@/domain/facts/suggest'
import { sortTitle } from '@/domain/movies/title'
import { isGiven } from '@/domain/sharing/roles'
import { addBucket } from '@/tests/support/builders/buckets'
import { grant } from '@/tests/support/builders/grants'
import { addGroup } from '@/tests/support/builders/groups'
import { movie } from '@/tests/support/builders/movie-values'
import { insertMovies, putMovies } from '@/tests/support/builders/movies'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { createWorld, ROLE_OF, SECRET, TRASHED, VIEWERS, type World } from '@/tests/support/models/world'
import { send } from '@/tests/support/next/send'

let ana: Person
let ben: Person

beforeAll(async () => {
  ana = await addPerson('Ana')
  ben = await addPerson('Ben')
  await addFacts([
    ['Alien', 1979, 117],
    ['Alien', 1979, null],
    ['Aliens', 1986, 137],
    ['Alien 3', 1992, 114],
    ['Cowboys & Aliens', 2011, 119],
    ['The Matrix', 1999, 136],
    ['Amélie', 2001, 122],
    ['Pinocchio', 1940, 88],
    ['Pinocchio', 2022, 117],
    ['Pinocchio', 2022, 105],
    ['Up', 2009, null],
    ['100% Wolf', 2020, 96],
    ['7_7', 1990, 90],
    ...Array.from({ length: 12 }, (_, n): [string, number, number] => [`Hamlet ${n + 10}`, 1990 + n, 100 + n]),
  ])
})

beforeEach(() => sql('delete from rate_limits'))

async function addFacts(films: [title: string, year: number, length: number | null][]): Promise<void> {
  for (const [at, [title, year, length]] of films.entries())
    await sql('insert into film_facts values ($1, $2, $3, $4, $5)', [at, title, sortTitle(title), year, length])
}

const titles = async (person: Person, text: string) =>
  (await suggestFilms(person, text)).map(({ title, releaseYear, length }) => `${title} ${releaseYear} ${length}`)

const ask = (title: string, token: string | null) =>
  send({ token }, () =>
    GET(new NextRequest(`http://localhost:3000/suggestions?title=${title}`), { params: Promise.resolve({}) }),
  )

describe('suggestions from facts', () => {
  it.each<[string, string[]]>([
    ['alie', ['Alien 1979 117', 'Alien 3 1992 114', 'Aliens 1986 137', 'Cowboys & Aliens 2011 119']],
    ['ALIENS', ['Aliens 1986 137', 'Cowboys & Aliens 2011 119']],
    ['the mat', ['The Matrix 1999 136']],
    ['Matrix', ['The Matrix 1999 136']],
    ['amelie', ['Amélie 2001 122']],
    ['aliens cow', ['Cowboys & Aliens 2011 119']],
    ['Pinocchio', ['Pinocchio 2022 117', 'Pinocchio 2022 105', 'Pinocchio 1940 88']],
    ['up', ['Up 2009 null']],
    ['100%', ['100% Wolf 2020 96']],
    ['7_', ['7_7 1990 90']],
    ['%', []],
    ['u', []],
    ['', []],
    ['   ', []],
    ['no such film', []],
    ["' or true --", []],
  ])('%j finds %j', async (text, films) => {
    expect(await titles(ana, text)).toEqual(films)
  })

  it('are eight at most, and those that begin so come first', async () => {
    expect(await titles(ana, 'ham')).toHaveLength(8)
    expect((await titles(ana, 'ham'))[0]).toBe('Hamlet 10 1990 100')
  })
})

it('facts are for people who are signed in, in plain SQL too', async () => {
  const search = (actor: Person | null) =>
    asActor(actor, { write: false }, async (db) => {
      const { rows } = await db.execute(query`select title from search_facts(array['%alie%'], 9)`)
      return rows.length
    })
  expect([await search(ana), await search(null)]).toEqual([5, 0])
})

describe('suggestions from movies', () => {
  it('are of own buckets and of those shared with the person or a group, never of others', async () => {
    const [owner, friend, member, stranger] = await Promise.all(['O', 'F', 'M', 'S'].map((name) => addPerson(name)))
    if (!owner || !friend || !member || !stranger) throw new Error('nobody')
    await insertMovies(owner, [movie({ title: 'Zardoz Private', releaseYear: 1974, length: 105 })])
    const everyone = await addBucket(owner, { name: 'Open', visibility: 'everyone' })
    await putMovies(owner, everyone, [{ title: 'Zardoz Open', releaseYear: 1974, length: 106 }])
    const shared = await addBucket(owner, { name: 'Shared' })
    await putMovies(owner, shared, [{ title: 'Zardoz Shared', releaseYear: 1974, length: 107 }])
    await grant(shared, { user: friend }, 'viewer')
    const group = await addGroup(owner, [owner, member])
    await grant(shared, { groupId: group }, 'editor')

    const all = ['Zardoz Open 1974 106', 'Zardoz Private 1974 105', 'Zardoz Shared 1974 107']
    for (const text of ['zardoz', 'zar', 'doz']) {
      expect(await titles(owner, text), text).toEqual(all)
      expect(await titles(friend, text), text).toEqual(['Zardoz Shared 1974 107'])
      expect(await titles(member, text), text).toEqual(['Zardoz Shared 1974 107'])
      expect(await titles(stranger, text), text).toEqual([])
    }
    await sql('delete from grants where bucket_id = $1', [shared])
    expect(await titles(friend, 'zardoz')).toEqual([])
    expect(await titles(member, 'zardoz')).toEqual([])
  })

  it('count once beside the same fact, and not from the trash', async () => {
    const one = await addPerson('One')
    await insertMovies(one, [
      movie({ title: 'Alien', format: 'VHS', releaseYear: 1979, length: 117 }),
      movie({ title: 'ALIEN', format: 'DVD', releaseYear: 1979, length: 117 }),
    ])
    const [trashed = ''] = await insertMovies(one, [movie({ title: 'Alien Gone', releaseYear: 1999, length: 1 })])
    await inBucket(one, one.bucketId, 'deleteMovies', (access) => trashSelection(access, { ids: [trashed] }))
    expect((await titles(one, 'alien')).map((text) => text.toLowerCase())).toEqual([
      'alien 1979 117',
      'alien 3 1992 114',
      'aliens 1986 137',
      'cowboys & aliens 2011 119',
    ])
  })

  it('leave no room for the same title in many copies alone', async () => {
    const many = await addPerson('Many')
    await insertMovies(
      many,
      Array.from({ length: 30 }, () => movie({ title: 'Aliens', releaseYear: 1986, length: 137 })),
    )
    expect(await titles(many, 'alien')).toContain('Alien 3 1992 114')
  })
})

describe('every kind of person', () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld()
    // What tells them from the stranger's own ones.
    await sql('update movies set release_year = 1888 where bucket_id = $1', [world.target.owner.bucketId])
  })

  it.each(VIEWERS)('%s is suggested what they may read, and nothing from the trash', async (viewer) => {
    const person = world.actor[viewer]
    const answer = await ask(SECRET, person?.token ?? null)
    if (!person) return expect(answer.status).toBe(401)
    const { films } = (await answer.json()) as Suggestions
    // An open page is for those who have its address, and no part of a person's own.
    const reads = isGiven(ROLE_OF[viewer] ?? 'visitor') || ROLE_OF[viewer] === 'owner'
    expect(films.some(({ releaseYear }) => releaseYear === 1888)).toBe(reads)
    expect((await suggestFilms(person, TRASHED)).map(({ title }) => title)).toEqual([])
    expect((await suggestFilms(person, 'secret t')).filter(({ title }) => title.includes(TRASHED))).toEqual([])
  })
})

describe('GET /suggestions', () => {
  it('answers a signed-in person, for that person alone', async () => {
    const answer = await ask('aliens', ana.token)
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    const { films } = (await answer.json()) as Suggestions
    expect(films[0]).toEqual({ title: 'Aliens', releaseYear: 1986, length: 137 })
  })

  it('answers nobody who is signed out', async () => {
    expect((await ask('aliens', null)).status).toBe(401)
  })

  it.each([
    ['nothing', ''],
    ['NUL', 'qx%00qy'],
    ['half a surrogate pair', '%ED%A0%80abc'],
    ['a long text', 'x'.repeat(5000)],
    ['many words', 'ab+'.repeat(60)],
  ])('finds nothing for %s, and does not fail', async (_, title) => {
    const answer = await ask(title, ana.token)
    expect([answer.status, ((await answer.json()) as Suggestions).films]).toEqual([200, []])
  })

  it('counts for itself: who types much may still export and save, and others may type', async () => {
    await sql("insert into rate_limits (key, window_start, count) values ($1, now() - interval '1 second', 200)", [
      `read:${ana.userId}:suggestFilms`,
    ])
    const refused = await ask('aliens', ana.token)
    expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true])
    expect((await ask('aliens', ben.token)).status).toBe(200)
    expect(await sql("select key from rate_limits where key like 'write:%'")).toEqual([])
  })
})
