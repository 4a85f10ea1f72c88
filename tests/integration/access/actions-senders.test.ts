import { describe, expect, it } from 'vitest'
import { CLIENT_HEADER } from '@/server/client-address'
import { addPerson } from '@/tests/support/builders/people'
import { hashToken } from '@/tests/support/builders/sessions'
import { sql } from '@/tests/support/database/sql'
import {
  ACTIONS_IN_BUCKETS,
  call,
  EVERY_ACTION,
  INPUT_ACTIONS,
  owner,
  spareLimits,
  stage,
  stageActions,
  touch,
  unchanged,
} from '@/tests/support/models/action-stage'
import { formOf, OWN_PAGE, outcomeOf, send } from '@/tests/support/next/send'

stageActions()

describe('a request that no page of ours sent', () => {
  const without = (...names: string[]) =>
    Object.fromEntries(Object.entries(OWN_PAGE).filter(([name]) => !names.includes(name)))
  const hostile: [string, Record<string, string>][] = [
    ['without an origin', without('origin')],
    ['without an origin, and across sites', { ...without('origin'), 'sec-fetch-site': 'cross-site' }],
    ['from another origin', { ...OWN_PAGE, origin: 'https://evil.example' }],
    ['from the origin null', { ...OWN_PAGE, origin: 'null' }],
    ['from an origin that begins alike', { ...OWN_PAGE, origin: 'http://localhost:3000.evil.example' }],
    ['from another port', { ...OWN_PAGE, origin: 'http://localhost:3001' }],
    ['from another scheme', { ...OWN_PAGE, origin: 'https://localhost:3000' }],
    ['from another name of this machine', { ...OWN_PAGE, origin: 'http://127.0.0.1:3000' }],
    ['from two origins', { ...OWN_PAGE, origin: 'http://localhost:3000, https://evil.example' }],
    ['across sites', { ...OWN_PAGE, 'sec-fetch-site': 'cross-site' }],
    ['across origins of one site', { ...OWN_PAGE, 'sec-fetch-site': 'same-site' }],
    [
      'through a forged proxy',
      {
        ...OWN_PAGE,
        origin: 'https://evil.example',
        host: 'evil.example',
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'https',
        forwarded: 'host=evil.example;proto=https',
      },
    ],
  ]

  it.each(hostile)('is refused by every action: %s', async (_, headers) => {
    for (const row of EVERY_ACTION) {
      expect(await call({ token: owner().token, headers }, row), row.name).toBe('forbidden')
      await spareLimits()
    }
    expect(await unchanged()).toBe(true)
  })

  it('is recognized by the configured address, not by the hosts it names', async () => {
    const headers = { ...OWN_PAGE, host: 'evil.example', 'x-forwarded-host': 'evil.example' }
    const [first] = ACTIONS_IN_BUCKETS
    if (first) expect(await call({ token: owner().token, headers }, first)).toBe('ok')
    await unchanged()
  })

  it('may come from a browser that sends no Sec-Fetch-Site', async () => {
    const [first] = ACTIONS_IN_BUCKETS
    if (first) expect(await call({ token: owner().token, headers: without('sec-fetch-site') }, first)).toBe('ok')
    await unchanged()
  })
})

describe('a session', () => {
  const attempt = (token: string | null | undefined) => {
    const [first] = ACTIONS_IN_BUCKETS
    return first ? call({ token }, first) : Promise.resolve('none')
  }

  it.each([
    ['none', () => null],
    ['an empty one', () => ''],
    ['an unknown one', () => 'x'.repeat(43)],
    ['the stored hash of one', () => hashToken(owner().token)],
    ['one with a space after it', () => `${owner().token} `],
    ['one that is no text of ours', () => "' or true --\0"],
  ])('is asked for: %s', async (_, token) => {
    expect(await attempt(token())).toBe('unauthenticated')
    expect(await unchanged()).toBe(true)
  })

  it('that is over or revoked is none on the next request', async () => {
    const { token, sessionId, userId } = owner()
    await sql("update sessions set expires = now() - interval '1 second' where id = $1", [sessionId])
    expect(await attempt(token)).toBe('unauthenticated')
    await sql("update sessions set expires = now() + interval '1 minute' where id = $1", [sessionId])
    touch()
    expect(await attempt(token)).toBe('ok')
    await sql('delete from sessions where user_id = $1', [userId])
    expect(await attempt(token)).toBe('unauthenticated')
  })
})

describe('more requests than the limit', () => {
  it('are refused, of this person only, and told how long to wait', async () => {
    const [first] = INPUT_ACTIONS
    if (!first) throw new Error('there is no action')
    const key = `write:${owner().userId}`
    await sql('insert into rate_limits (key, window_start, count) values ($1, now(), 300)', [key])
    const refused = await send({ token: owner().token }, () => first.action()(...first.args(stage.world.target.owner)))
    expect(refused).toMatchObject({
      ok: false,
      code: 'rate_limited',
      message: expect.stringMatching(/Try again in \d+ seconds/),
    })
    expect(await unchanged()).toBe(true)
    expect(await call({ token: stage.world.actor['editor by grant']?.token }, first)).toBe('ok')
    await unchanged()
  })
})

describe('very many requests of signed-out visitors from one address', () => {
  const from = (address: string) => ({ headers: { ...OWN_PAGE, [CLIENT_HEADER]: address } })
  const signIn = async (address: string, form: FormData) => {
    const { signInAction } = await import('@/app/sign-in/actions')
    return outcomeOf(send(from(address), () => signInAction(null, form)))
  }
  const valid = formOf({ provider: 'github', next: '/' })

  it('keep no other address from signing in', async () => {
    await sql('delete from rate_limits')
    const outcomes: string[] = []
    for (let post = 0; post < 125; post++) outcomes.push(await signIn('203.0.113.5', valid))
    expect(outcomes.filter((outcome) => outcome === 'rate_limited')).toHaveLength(5)
    expect(await signIn('203.0.113.6', valid)).toBe('not_found')
    expect(await signIn('2001:db8::1', valid)).toBe('not_found')
  })

  it('count for all of an IPv6 network', async () => {
    await sql('delete from rate_limits')
    const outcomes: string[] = []
    for (let post = 0; post < 125; post++) outcomes.push(await signIn(`2001:db8:0:1::${post.toString(16)}`, valid))
    expect(outcomes.filter((outcome) => outcome === 'rate_limited')).toHaveLength(5)
    expect(await signIn('2001:db8:0:2::1', valid)).toBe('not_found')
  })

  it('count only if they make sense', async () => {
    await sql('delete from rate_limits')
    for (let post = 0; post < 125; post++)
      expect(await signIn('203.0.113.5', formOf({ provider: 'x' }))).toBe('invalid')
    expect(await signIn('203.0.113.5', valid)).toBe('not_found')
    expect(await sql("select count from rate_limits where key like 'public:%'")).toEqual([{ count: 1 }])
  })
})

describe('very many sign-outs', () => {
  it('keep no other person from it', async () => {
    const { signOutAction } = await import('@/app/sign-in/actions')
    const { token, userId } = await addPerson('Zoe')
    await sql("insert into rate_limits (key, window_start, count) values ('public:signOut:', now(), 5000)")
    expect(await outcomeOf(send({ token }, () => signOutAction(null, new FormData())))).toBe('ok')
    expect(await sql('select from sessions where user_id = $1', [userId])).toEqual([])
  })
})
