import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'
import { NextRequest } from 'next/server'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Film } from '@/domain/facts/film'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { FAULTS, type Fault, type Service } from '@/tests/support/lookup/faults'
import { startTmdb } from '@/tests/support/lookup/tmdb'
import { startWikidata, UNITS } from '@/tests/support/lookup/wikidata'
import { OWN_PAGE, type Sender } from '@/tests/support/next/send'

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.test.token'
const CONTACT = 'ana@example.org'

let ana: Person
let wikidata: Service
let tmdb: Service

beforeAll(async () => {
  ana = await addPerson('Ana')
  wikidata = await startWikidata([
    {
      id: 'Q103569',
      labels: { en: 'Alien', de: 'Alien – Das unheimliche Wesen aus einer fremden Welt' },
      titles: ['Alien'],
      dates: [
        { time: '+1979-10-25T00:00:00Z' },
        { time: '+1979-05-25T00:00:00Z' },
        { time: '+1978-00-00T00:00:00Z', rank: 'deprecated' },
      ],
      durations: [{ amount: '+116' }, { amount: '+117', rank: 'preferred' }],
    },
    {
      id: 'Q2',
      labels: { en: 'Aliens', it: 'Aliens - Scontro finale' },
      dates: [{ time: '+1986-00-00T00:00:00Z', precision: 9 }],
      durations: [{ amount: '+2.5', unit: UNITS.hour }],
    },
    {
      id: 'Q3',
      labels: { en: 'Alien 3' },
      dates: [{ time: '+1992-05-22T00:00:00Z' }],
      durations: [{ amount: '+6840', unit: UNITS.second }],
    },
    { id: 'Q4', labels: {}, titles: ['Alieno'], dates: [{ time: '+2001-01-01T00:00:00Z' }] },
    {
      id: 'Q5',
      labels: { en: 'Alien Unit' },
      dates: [{ time: '+2002-01-01T00:00:00Z' }],
      durations: [{ amount: '+90', unit: UNITS.metre }],
    },
    {
      id: 'Q6',
      labels: { en: 'Alien, of a decade' },
      dates: [{ time: '+1990-00-00T00:00:00Z', precision: 8 }],
      durations: [{ amount: '+90' }],
    },
    {
      id: 'Q7',
      labels: { en: 'Alien, long' },
      dates: [{ time: '+2003-01-01T00:00:00Z' }],
      durations: [{ amount: '+5220' }],
    },
  ])
  tmdb = await startTmdb([
    { id: 348, title: 'Alien', original_title: 'Alien', release_date: '1979-05-25', runtime: 117 },
    { id: 2, title: 'Life Is Beautiful', original_title: 'La vita è bella', release_date: '1997-12-20', runtime: 116 },
    { id: 3, title: 'Alien Nowhere', original_title: 'Alien Nowhere', release_date: '2024-01-01', runtime: 0 },
    { id: 4, title: 'Alien Someday', original_title: 'Alien Someday', release_date: '', runtime: 100 },
  ])
})
afterAll(async () => {
  await Promise.all([wikidata.stop(), tmdb.stop()])
})

const SETTINGS = {
  Wikidata: () => ({ LOOKUP_CONTACT: CONTACT, LOOKUP_WIKIDATA_URL: `${wikidata.url}/w/api.php` }),
  TMDB: () => ({ LOOKUP_TMDB_TOKEN: TOKEN, LOOKUP_TMDB_URL: `${tmdb.url}/3` }),
  off: () => ({ LOOKUP_WIKIDATA_URL: `${wikidata.url}/w/api.php`, LOOKUP_TMDB_URL: `${tmdb.url}/3` }),
}
const services = { Wikidata: () => wikidata, TMDB: () => tmdb }

beforeEach(() => sql('delete from rate_limits'))
afterEach(() => {
  for (const service of [wikidata, tmdb]) Object.assign(service, { heard: [], fault: null })
  switchOff()
  // A server reads its settings once, and keeps what was looked up.
  vi.resetModules()
})

function switchOff(): void {
  for (const name of Object.keys(process.env)) if (name.startsWith('LOOKUP_')) delete process.env[name]
}

/** The routes of a server with these settings. */
async function serve(name: keyof typeof SETTINGS) {
  switchOff()
  Object.assign(process.env, SETTINGS[name]())
  vi.resetModules()
  const { POST } = await import('@/app/suggestions/look-up/route')
  const { GET } = await import('@/app/suggestions/route')
  // The requests that these modules know.
  const { send } = await import('@/tests/support/next/send')
  const context = { params: Promise.resolve({}) }
  const address = 'http://localhost:3000/suggestions/look-up'
  return {
    async lookUp(body: unknown, sender: Sender = { token: ana.token }) {
      const request = new NextRequest(address, { method: 'POST', body: JSON.stringify(body) })
      const answer = await send(sender, () => POST(request, context))
      const { films, detail } = (await answer.json()) as { films?: Film[]; detail?: string }
      return { status: answer.status, films, detail, wait: answer.headers.get('retry-after') }
    },
    async suggest() {
      const answer = await send({ token: ana.token }, () => GET(new NextRequest(`${address}?title=alien`), context))
      return (await answer.json()) as unknown
    },
  }
}

const inShort = (films: Film[] = []) =>
  films.map(({ title, releaseYear, length }) => `${title} ${releaseYear} ${length}`)

describe('a look-up at Wikidata', () => {
  it('finds films with year and length, in two requests that say the title and who runs this', async () => {
    const { lookUp } = await serve('Wikidata')
    const { status, films } = await lookUp({ title: 'Alien' })
    expect([status, inShort(films)]).toEqual([
      200,
      [
        'Alien 1979 117',
        'Aliens 1986 150',
        'Alien 3 1992 114',
        'Alieno 2001 null',
        'Alien Unit 2002 null',
        'Alien, long 2003 null',
      ],
    ])
    expect(wikidata.heard.map(({ path, query }) => [path, query])).toEqual([
      [
        '/w/api.php',
        {
          ...{ action: 'query', format: 'json', formatversion: '2', list: 'search', srnamespace: '0', srprop: '' },
          srlimit: '7',
          srsearch: expect.stringMatching(/^alien haswbstatement:P31=Q11424(\|P31=Q\d+)*$/),
        },
      ],
      [
        '/w/api.php',
        {
          ...{ action: 'wbgetentities', format: 'json', formatversion: '2', props: 'labels|claims' },
          ids: 'Q103569|Q2|Q3|Q4|Q5|Q6|Q7',
          languages: expect.stringContaining('en|mul|de'),
        },
      ],
    ])
    for (const { headers } of wikidata.heard) expect(headers['user-agent']).toBe(`moviebucket/0.1 (${CONTACT})`)
  })

  it('gives the name in the language that was typed', async () => {
    const { lookUp } = await serve('Wikidata')
    expect(inShort((await lookUp({ title: 'aliens scontro' })).films)[1]).toBe('Aliens - Scontro finale 1986 150')
  })

  it.each([
    ['-Alien "OR" insource:/x/ haswbstatement:P31=Q5', 'alien or insource x haswbstatement p31 q5'],
    ['M*A*S*H', 'm a s h'],
    ['Amélie ~1', 'amélie 1'],
  ])('searches for the words of %j alone', async (title, words) => {
    const { lookUp } = await serve('Wikidata')
    expect((await lookUp({ title })).status).toBe(200)
    expect(wikidata.heard[0]?.query.srsearch).toMatch(new RegExp(`^${words} haswbstatement:P31=Q11424`))
  })

  it('asks nothing for a title without letters', async () => {
    const { lookUp } = await serve('Wikidata')
    expect(await lookUp({ title: '?!' })).toMatchObject({ status: 200, films: [] })
    expect(wikidata.heard).toEqual([])
  })
})

describe('a look-up at TMDB', () => {
  it('finds films with year and length, with the operator’s token in no address', async () => {
    const { lookUp } = await serve('TMDB')
    expect(inShort((await lookUp({ title: 'Alien' })).films)).toEqual([
      'Alien 1979 117',
      'Life Is Beautiful 1997 116',
      'Alien Nowhere 2024 null',
    ])
    expect(wikidata.heard).toEqual([])
    expect(tmdb.heard[0]).toMatchObject({ path: '/3/search/movie', query: { query: 'Alien', include_adult: 'false' } })
    expect(
      tmdb.heard
        .slice(1)
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['/3/movie/2', '/3/movie/3', '/3/movie/348', '/3/movie/4'])
    for (const { path, query, headers } of tmdb.heard) {
      expect(headers.authorization).toBe(`Bearer ${TOKEN}`)
      expect(JSON.stringify([path, query])).not.toContain(TOKEN)
    }
    expect((await serve('TMDB').then(({ lookUp }) => lookUp({ title: 'la vita è' }))).films?.[1]?.title).toBe(
      'La vita è bella',
    )
  })
})

describe.each(['Wikidata', 'TMDB'] as const)('what %s hears', (name) => {
  it('is the title, and nothing of the person', async () => {
    const { lookUp } = await serve(name)
    const headers = {
      ...OWN_PAGE,
      cookie: 'moviebucket.session=secret',
      'accept-language': 'it',
      'x-forwarded-for': '203.0.113.7',
    }
    await lookUp({ title: 'Alien' }, { token: ana.token, headers })
    const text = JSON.stringify(services[name]().heard)
    for (const secret of [
      ana.token,
      ana.userId,
      ana.email,
      'secret',
      '203.0.113.7',
      '"it"',
      'localhost:3000',
      'cookie',
      'referer',
    ])
      expect(text).not.toContain(secret)
  })

  it('is said once: answers are kept, also for people who ask at the same time', async () => {
    const ben = await addPerson('Ben')
    const { lookUp } = await serve(name)
    const [first] = await Promise.all([lookUp({ title: 'Alien' }), lookUp({ title: ' ALIEN ' }, { token: ben.token })])
    const { length } = services[name]().heard
    expect(await lookUp({ title: 'alien' })).toEqual(first)
    expect(services[name]().heard).toHaveLength(length)
    expect(await sql("select count from rate_limits where key = 'lookup'")).toEqual([{ count: 1 }])
  })
})

const refusals: Record<Fault, [status: number, wait: (seconds: number) => boolean]> = {
  silent: [503, (seconds) => seconds === 2],
  huge: [503, (seconds) => seconds === 2],
  'no JSON': [503, (seconds) => seconds === 2],
  'another shape': [503, (seconds) => seconds === 2],
  'cut off': [503, (seconds) => seconds === 2],
  redirecting: [503, (seconds) => seconds === 2],
  broken: [503, (seconds) => seconds === 2],
  'asking to wait': [429, (seconds) => seconds === 17],
  'asking to wait until': [429, (seconds) => seconds > 25 && seconds <= 30],
  'asking to wait, for years': [429, (seconds) => seconds === 3600],
  'refusing without a time': [429, (seconds) => seconds === 60],
}

describe.each(['Wikidata', 'TMDB'] as const)('%s that fails', (name) => {
  it.each(Object.keys(FAULTS) as Fault[])('because it is %s says so in words, and is not kept', async (fault) => {
    // As if the time were over soon; the rest is as it is.
    const timeout = AbortSignal.timeout
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) =>
      timeout.call(AbortSignal, fault === 'silent' ? 300 : ms),
    )
    const service = services[name]()
    const { lookUp } = await serve(name)
    service.fault = fault
    const refused = await lookUp({ title: 'Alien' })
    vi.restoreAllMocks()
    const [status, waits] = refusals[fault]
    expect(refused).toMatchObject({
      status,
      detail: expect.stringMatching(new RegExp(`^${name} (does not answer|asks to wait)\\. Try again`)),
    })
    expect(waits(Number(refused.wait)), String(refused.wait)).toBe(true)

    service.fault = null
    const { length } = service.heard
    const again = await lookUp({ title: 'Alien' })
    if (status === 503) return expect(again.status).toBe(200)
    // It asked to wait, and nothing is asked meanwhile, whatever the title.
    expect([again.status, (await lookUp({ title: 'Another' })).status]).toEqual([429, 429])
    expect(service.heard).toHaveLength(length)
  })
})

describe('a look-up', () => {
  it.each<[string, unknown]>([
    ['nothing', {}],
    ['an empty title', { title: '  ' }],
    ['a long one', { title: 'x'.repeat(101) }],
    ['a list', [null]],
    ['more than a title', { title: 'Alien', url: 'http://127.0.0.1/' }],
  ])('of %s is refused', async (_, body) => {
    const { lookUp } = await serve('Wikidata')
    expect((await lookUp(body)).status).toBe(422)
    expect(wikidata.heard).toEqual([])
  })

  it('is for people who are signed in, from our own pages', async () => {
    const { lookUp } = await serve('Wikidata')
    expect((await lookUp({ title: 'Alien' }, {})).status).toBe(401)
    const headers = { ...OWN_PAGE, origin: 'https://evil.example' }
    expect((await lookUp({ title: 'Alien' }, { token: ana.token, headers })).status).toBe(403)
    expect(wikidata.heard).toEqual([])
  })

  it('is limited for each person, and for all together', async () => {
    const { lookUp } = await serve('Wikidata')
    const fill = 'insert into rate_limits (key, window_start, count) values ($1, now(), $2)'
    await sql(fill, [`write:${ana.userId}:lookUpFilms`, 20])
    expect(await lookUp({ title: 'Alien' })).toMatchObject({ status: 429, wait: expect.stringMatching(/^\d+$/) })
    const ben = await addPerson('Ben')
    await sql(fill, ['lookup', 60])
    expect((await lookUp({ title: 'Alien' }, { token: ben.token })).status).toBe(429)
    expect(wikidata.heard).toEqual([])
  })
})

describe('without a switch', () => {
  const opened: (number | undefined)[] = []
  const note = (message: unknown) => {
    const { socket } = message as { socket: Socket }
    socket.once('connect', () => opened.push(socket.remotePort))
  }

  it('no socket opens, and no page offers a look-up', async () => {
    const { lookUp, suggest } = await serve('off')
    // Connections to the database are open by then.
    await suggest()
    subscribe('net.client.socket', note)
    expect(await lookUp({ title: 'Alien' })).toMatchObject({ status: 404, detail: 'Titles are not looked up here.' })
    expect(await suggest()).toMatchObject({ lookUp: null })
    await new Promise((resolve) => setTimeout(resolve, 100))
    unsubscribe('net.client.socket', note)
    expect(opened).toEqual([])
    expect([...wikidata.heard, ...tmdb.heard]).toEqual([])
  })

  it('with one, the page says where, and typing asks nothing either', async () => {
    for (const [name, words] of [
      ['Wikidata', 'CC0'],
      ['TMDB', 'not endorsed or certified by TMDB'],
    ] as const) {
      const { lookUp, suggest } = await serve(name)
      expect(await suggest()).toMatchObject({ lookUp: { name, notice: expect.stringContaining(words) } })
      expect(services[name]().heard).toEqual([])
      await lookUp({ title: name })
      expect(services[name]().heard.length).toBeGreaterThan(0)
    }
  })
})
