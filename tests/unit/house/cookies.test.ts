import { expect, it } from 'vitest'
import { listSources, readSource } from '@/tests/support/sources/files'

it('every cookie has its name and options from server/auth/session-cookie.ts, bound to its host on https', () => {
  const files = listSources('.ts', '.tsx').filter((path) => !path.startsWith('tests/'))
  const sets = files.flatMap((path) =>
    [...readSource(path).matchAll(/.*(?:cookies\(\)\)|\.cookies)\.set\((.*)/g)].map(([, rest]) => `${path}: ${rest}`),
  )
  expect(sets.length).toBeGreaterThan(7)
  const named = /: (\w+Cookie(Name)?\(\)|cookieName\('[\w.-]+'\)), /
  const own = sets.filter((set) => !named.test(set) || !/(\.\.\.)?cookieOptions\(\)/.test(set))
  // These are names and options that authCookies() made of the two; writePreferences has its options in a line before.
  expect(own).toEqual([
    "server/auth/attempt.ts: name, '', { ...options, maxAge: 0 })",
    'server/preferences.ts: preferencesCookie(), formatPreferences(preferences), options)',
  ])
  expect(files.filter((path) => /'set-cookie'|document\.cookie/i.test(readSource(path)))).toEqual([])
})
