import { joinNames } from '@/domain/text'
import { type Finding, ok, warning } from './finding'

/** When the versions of PostgreSQL that moviebucket came with were released. A test asks for the installed one. */
const RELEASED: Record<string, string> = { '18.4': '2026-05-14' }

// PostgreSQL makes its fixes, those of security among them, on the second Thursday of these months:
// https://www.postgresql.org/developer/roadmap/
const MONTHS = [1, 4, 7, 10]
const THURSDAY = 4

/** Says whether the embedded PostgreSQL, by a version as npm has it (18.4.0-beta.17), lacks releases that were due since. */
export function checkRelease(version: string, now = new Date()): Finding[] {
  const short = version.split('.', 2).join('.')
  const released = RELEASED[short]
  if (!released) return []
  const missed = releasesBetween(new Date(released), now)
  if (missed.length === 0) return [ok('database', `the embedded PostgreSQL ${short} has all fixes that were due`)]
  return [
    warning(
      'database',
      `The embedded PostgreSQL ${short} is of ${released} and lacks the fixes, those of security too, of ${joinNames(missed)}.`,
      'Install the newest moviebucket (git pull && npm install), or set DATABASE_URL to a PostgreSQL of your own.',
    ),
  ]
}

/** Whether it is known when a version was released. */
export const isKnownRelease = (version: string) => version.split('.', 2).join('.') in RELEASED

function releasesBetween(after: Date, until: Date): string[] {
  const years = Array.from({ length: until.getUTCFullYear() - after.getUTCFullYear() + 1 }, (_, index) => index)
  return years
    .flatMap((index) => MONTHS.map((month) => secondThursday(after.getUTCFullYear() + index, month)))
    .filter((day) => day > after && day <= until)
    .map((day) => day.toISOString().slice(0, 10))
}

function secondThursday(year: number, month: number): Date {
  const first = new Date(Date.UTC(year, month, 1)).getUTCDay()
  return new Date(Date.UTC(year, month, 8 + ((THURSDAY - first + 7) % 7)))
}
