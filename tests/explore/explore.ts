import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { freePort } from '@/scripts/start/free-port'
import { root } from '@/scripts/start/project'
import type { App } from '@/tests/support/browser/app-server'
import { type Browser, browserArguments, browserEnvironment } from '@/tests/support/browser/browser'
import { sessionCookie } from '@/tests/support/builders/sessions'
import type { Explorer } from './world'

/** What came of a person's use: how much they did, and which properties did not hold, with the program's words. */
export type Outcome = { actions: number; undone: number; violated: string[]; said: string }

type Given = { app: App; browser: Browser; seconds: number; reproduce?: string }
type Step = { action: unknown; violations: { name: string }[] }

/** Not npm's script, which starts this one and outlives an end by a signal. */
const bombadil = join(
  root,
  'node_modules/@antithesishq/bombadil/binaries',
  `bombadil-${process.platform}-${process.arch}`,
)

/** Where a person's use is recorded: each action, what was read of the page, and a picture. */
export function recordOf({ name }: Explorer): string {
  return join(root, 'test-results', 'explore', name)
}

/** Uses the product as a person at random, or again as it was recorded, until the time is up or a property fails. */
export async function explore(explorer: Explorer, { app, browser, seconds, reproduce }: Given): Promise<Outcome> {
  const record = reproduce ? `${recordOf(explorer)}-again` : recordOf(explorer)
  rmSync(record, { recursive: true, force: true })
  mkdirSync(record, { recursive: true })
  const port = await freePort()
  const running = await chromium.launch({
    executablePath: browser.path,
    env: browserEnvironment(browser.libraries),
    args: [...browserArguments, `--remote-debugging-port=${port}`],
  })
  const logged = app.output.length
  try {
    const { code, said } = await run([
      ...['browser', 'test-external', '--remote-debugger', `http://127.0.0.1:${port}`, '--create-target'],
      ...['--width', '1280', '--height', '800', '--instrument-javascript', 'inline', '--output-path', record],
      ...['--output-path-overwrite', ...cookie(app, explorer)],
      ...(reproduce ? ['--reproduce', reproduce] : ['--time-limit', `${seconds}s`, '--exit-on-violation']),
      `${app.url}${explorer.path}`,
      join(import.meta.dirname, 'people', `${explorer.name}.ts`),
    ])
    const steps = readSteps(join(record, 'trace.jsonl'))
    const actions = steps.filter(({ action }) => action !== null && action !== 'Wait')
    const violated = [
      ...new Set(steps.flatMap(({ violations }) => violations.map(({ name }) => name))),
      ...(app.output.slice(logged).some(isFailure) ? ['theServerLogsNoFailure'] : []),
    ]
    // Its code is 2 after a property that did not hold, and for arguments that it does not know.
    const ended = code === (violated.length > 0 ? 2 : 0) && actions.length > 0
    const undone = actions.filter(({ action }) => JSON.stringify(action).includes('"Undo"')).length
    return {
      actions: actions.length,
      undone,
      violated: ended ? violated : [...violated, `the exploration ended with ${code}`],
      said,
    }
  } finally {
    await running.close()
  }
}

function cookie({ url }: App, { session }: Explorer): string[] {
  if (session === undefined) return []
  const { name, value } = sessionCookie(url, session)
  return ['--cookie', `${name}=${value}; Path=/; HttpOnly`]
}

function run(args: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(bombadil, args, { cwd: root, env: { ...process.env, RUST_LOG: 'error' } })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, said }))
  })
}

function readSteps(file: string): Step[] {
  // A program that ended before its first step has written none.
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  return lines.filter(Boolean).map((line) => JSON.parse(line) as Step)
}

/** Whether a line of the server's output is not a record, or is one of an error. */
function isFailure(line: string): boolean {
  try {
    return JSON.parse(line).level >= 50
  } catch {
    return line.trim() !== ''
  }
}
