import { expect, it } from 'vitest'
import { checkRelease, isKnownRelease } from '@/scripts/doctor/release'
import { installedVersion } from '@/scripts/start/postgres-programs'

it('the release of the installed PostgreSQL is known', () => {
  expect(isKnownRelease(installedVersion())).toBe(true)
})

it.each([
  ['2026-05-14', []],
  ['2026-08-12', []],
  ['2026-08-13', ['2026-08-13']],
  ['2026-11-29', ['2026-08-13', '2026-11-12']],
  ['2027-02-11', ['2026-08-13', '2026-11-12', '2027-02-11']],
])('on %s PostgreSQL 18.4 lacks the releases of %j', (day, missed) => {
  const [found] = checkRelease('18.4.0-beta.17', new Date(`${day}T12:00:00Z`))
  expect(found?.state).toBe(missed.length > 0 ? 'warning' : 'ok')
  expect(found?.text.match(/\d{4}-\d\d-\d\d/g) ?? []).toEqual(missed.length > 0 ? ['2026-05-14', ...missed] : [])
})

it('says nothing of a release that it does not know', () => {
  expect(checkRelease('17.0.0', new Date())).toEqual([])
})
