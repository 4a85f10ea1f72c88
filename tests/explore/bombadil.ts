import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { freePort } from '@/scripts/start/free-port'
import { root } from '@/scripts/start/project'
import { type Browser, browserArguments, browserEnvironment } from '@/tests/support/browser/browser'

/** A step of a record: the action that led to a state of the page, and what did not hold in it. */
export type Step = { action: unknown; violations: { name: string }[] }

/** What came of a run: its steps, the program's code, and what it said. */
export type Run = { steps: Step[]; code: number | null; said: string }

type Given = {
  browser: Browser
  url: string
  specification: string
  record: string
  cookies: string[]
  limit: string[]
}

/** Not npm's script, which starts this one and outlives an end by a signal. */
const bombadil = join(
  root,
  'node_modules/@antithesishq/bombadil/binaries',
  `bombadil-${process.platform}-${process.arch}`,
)

/** Runs Bombadil in a browser of its own, which is started as that of the browser tests is. */
export async function runBombadil({ browser, url, specification, record, cookies, limit }: Given): Promise<Run> {
  rmSync(record, { recursive: true, force: true })
  mkdirSync(record, { recursive: true })
  const port = await freePort()
  const running = await chromium.launch({
    executablePath: browser.path,
    env: browserEnvironment(browser.libraries),
    args: [...browserArguments, `--remote-debugging-port=${port}`],
  })
  try {
    const ended = await run([
      ...['browser', 'test-external', '--remote-debugger', `http://127.0.0.1:${port}`, '--create-target'],
      ...['--width', '1280', '--height', '800', '--instrument-javascript', 'inline'],
      ...['--output-path', record, ...cookies.flatMap((cookie) => ['--cookie', cookie]), ...limit, url, specification],
    ])
    return { steps: readSteps(join(record, 'trace.jsonl')), ...ended }
  } finally {
    await running.close()
  }
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
