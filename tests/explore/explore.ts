import { join } from 'node:path'
import { root } from '@/scripts/start/project'
import type { App } from '@/tests/support/browser/app-server'
import type { Browser } from '@/tests/support/browser/browser'
import { sessionCookie } from '@/tests/support/builders/sessions'
import { type Run, runBombadil } from './bombadil'
import type { Explorer } from './world'

/** What came of a person's use: how much they did, which properties did not hold, and Bombadil's words and record. */
export type Outcome = { actions: number; undone: number; violated: string[]; said: string; record: string }

type Given = { app: App; browser: Browser; seconds: number }

/** Bombadil 0.7.0 loses count of its own pauses now and then, when a page leads to another at that moment. */
const LOST = 'state machine error'
const STARTS = 5
/** A busy machine may need more than its time for the first page. */
const FEWEST_ACTIONS = 5

/** Uses the product as a person at random until the time is up or a property fails. */
export async function explore(explorer: Explorer, { app, browser, seconds }: Given): Promise<Outcome> {
  const logged = app.output.length
  const end = Date.now() + seconds * 1000
  const outcome: Outcome = { actions: 0, undone: 0, violated: [], said: '', record: '' }
  for (let start = 1; start <= STARTS; start++) {
    outcome.record = join(root, 'test-results', 'explore', start === 1 ? explorer.name : `${explorer.name}-${start}`)
    const left = Math.max(4 * start, Math.round((end - Date.now()) / 1000))
    const run = await runBombadil({
      browser,
      url: `${app.url}${explorer.path}`,
      specification: join(import.meta.dirname, 'people', `${explorer.name}.ts`),
      record: outcome.record,
      cookies: cookiesOf(app, explorer),
      limit: ['--time-limit', `${left}s`, '--exit-on-violation'],
    })
    count(run, outcome)
    const isCutShort = isLost(run) && end - Date.now() > 3000
    const isSlow = run.code === 0 && outcome.actions < FEWEST_ACTIONS
    if (!isCutShort && !isSlow) break
  }
  if (outcome.actions < FEWEST_ACTIONS) outcome.violated.push(`more than ${outcome.actions} actions`)
  const failures = app.output.slice(logged).filter(isFailure)
  if (failures.length > 0) outcome.violated.push('theServerLogsNoFailure')
  return { ...outcome, said: [outcome.said, ...failures.slice(0, 5)].join('\n') }
}

function count(run: Run, outcome: Outcome): void {
  const actions = run.steps.filter(({ action }) => action !== null && action !== 'Wait')
  const violated = new Set(run.steps.flatMap(({ violations }) => violations.map(({ name }) => name)))
  // Its code is 2 after a property that did not hold, and for arguments that it does not know.
  const ended = run.code === (violated.size > 0 ? 2 : 0)
  outcome.actions += actions.length
  outcome.undone += actions.filter(({ action }) => JSON.stringify(action).includes('"Undo"')).length
  outcome.violated.push(...violated, ...(ended || isLost(run) ? [] : [`Bombadil ended with ${run.code}`]))
  outcome.said = run.said
}

function isLost({ code, said }: Run): boolean {
  return code === 1 && said.includes(LOST)
}

function cookiesOf({ url }: App, { session }: Explorer): string[] {
  if (session === undefined) return []
  const { name, value } = sessionCookie(url, session)
  return [`${name}=${value}; Path=/; HttpOnly`]
}

/** Whether a line of the server's output is not a record, or is one of an error. */
function isFailure(line: string): boolean {
  try {
    return JSON.parse(line).level >= 50
  } catch {
    return line.trim() !== ''
  }
}
