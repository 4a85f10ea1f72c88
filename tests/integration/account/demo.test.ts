import { afterEach, describe, expect, it, vi } from 'vitest'
import { PEER_HEADER } from '@/domain/account/demo-account'

const KEY = 'opens-the-demo-account-of-this-server-alone'
const EMBEDDED = { MOVIEBUCKET_EMBEDDED: '1', MOVIEBUCKET_DEMO_KEY: KEY }
const WITHOUT_KEY = { MOVIEBUCKET_EMBEDDED: '1' }
const HERE = { host: 'localhost:3000', [PEER_HEADER]: '127.0.0.1' }
const given = process.env

afterEach(() => {
  process.env = given
  vi.resetModules()
})

/** A server with these settings, and one browser of it. */
async function visit(settings: Record<string, string>, cookie?: string, headers: Record<string, string> = HERE) {
  process.env = { ...given, AUTH_URL: 'http://localhost:3000', ...settings }
  // A server reads its settings once.
  vi.resetModules()
  const { demoState, unlockDemo } = await import('@/server/auth/demo')
  const { requests } = await import('@/tests/support/next/headers')
  const cookies = new Map(cookie === undefined ? [] : [['moviebucket.demo', cookie]])
  const inRequest = <T>(work: () => Promise<T>) => requests.run({ headers: new Headers(headers), cookies }, work)
  return {
    state: () => inRequest(demoState),
    unlock: (key: string | null) => inRequest(() => unlockDemo(key)),
    cookies,
  }
}

describe('the demo account', () => {
  it.each([
    ['the key', EMBEDDED, KEY, 'open'],
    ['no cookie', EMBEDDED, undefined, 'locked'],
    ['an empty cookie', EMBEDDED, '', 'locked'],
    ['another key', EMBEDDED, KEY.replace('this', 'that'), 'locked'],
    ['a part of the key', EMBEDDED, KEY.slice(0, -1), 'locked'],
    ['more than the key', EMBEDDED, `${KEY}x`, 'locked'],
    ['no cookie where no key was made', WITHOUT_KEY, undefined, 'locked'],
    ['an empty cookie where no key was made', WITHOUT_KEY, '', 'locked'],
    ['the key on a server with a database of its own', { MOVIEBUCKET_DEMO_KEY: KEY }, KEY, 'off'],
    ['the key beside a provider', { ...EMBEDDED, AUTH_GITHUB_ID: 'id', AUTH_GITHUB_SECRET: 'secret' }, KEY, 'off'],
    ['the key at a public address', { ...EMBEDDED, AUTH_URL: 'https://movies.example.org' }, KEY, 'off'],
  ])('with %s is as it says', async (_, settings, cookie, state) => {
    expect(await (await visit(settings, cookie)).state()).toBe(state)
  })

  it('with the key from another computer does not exist', async () => {
    const browser = await visit(EMBEDDED, KEY, { ...HERE, [PEER_HEADER]: '203.0.113.5' })
    expect(await browser.state()).toBe('off')
  })

  it.each([
    [EMBEDDED, KEY, 'open'],
    [EMBEDDED, '', 'locked'],
    [EMBEDDED, null, 'locked'],
    [EMBEDDED, KEY.toUpperCase(), 'locked'],
    [WITHOUT_KEY, '', 'locked'],
    [WITHOUT_KEY, null, 'locked'],
  ])('of a server with %j visited with %j is open from then on: %s', async (settings, key, state) => {
    const browser = await visit(settings)
    await browser.unlock(key)
    expect(await browser.state()).toBe(state)
    expect(browser.cookies.size).toBe(state === 'open' ? 1 : 0)
  })
})
