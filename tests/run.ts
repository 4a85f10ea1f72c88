import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureRelease } from '@/scripts/build/release'
import { freePort } from '@/scripts/start/free-port'
import { root } from '@/scripts/start/project'
import { provideBrowser } from './support/browser/browser'
import { hasPostgres, OLDEST_POSTGRES } from './support/database/system-programs'
import { type PlaywrightReport, playwrightFailures, type VitestReport, vitestFailures } from './support/reports'

/** How many tests passed and failed, and which failed. */
type Count = { passed: number; failed: number; failures: string[] }

const LONG = '--long'
const help = `npm test                        every check and test
npm test -- lint                Biome, the compiler, unused code
npm test -- unit [name]         components and rules
npm test -- integration [name]  on a real PostgreSQL
npm test -- oldest [name]       the same on the oldest PostgreSQL that works, where it is installed
npm test -- chaos [name]        servers and databases that are killed, cut off and full, against the production build
npm test -- e2e [name]          in a browser, against the production build
npm test -- explore             random use of the production build, for half a minute
`

const [only, ...given] = process.argv.slice(2)
const rest = given.filter((word) => word !== LONG)
// Tests of faults read it: how often each fault happens.
if (given.includes(LONG)) process.env.CHAOS_ROUNDS ??= '20'
const none: Count = { passed: 0, failed: 0, failures: [] }
const bin = (path: string) => join(root, 'node_modules', path)

// What depends most on the version: rights, migrations, and writes at the same time. `npm test -- oldest integration` runs all.
const ON_OLDEST = ['access-roles', 'access-sql', 'database/migrate', 'database/upgrade', 'put-at-once', 'movies/undo']

const stages: Record<string, () => Promise<Count>> = {
  lint: async () =>
    sum(
      await check('Biome', [bin('@biomejs/biome/bin/biome'), 'check', '.']),
      await check('Types', [bin('next/dist/bin/next'), 'typegen'], [bin('typescript/bin/tsc'), '--noEmit']),
      await check('Unused code', [bin('knip/bin/knip.js')]),
    ),
  unit: () => vitest('unit*', 'Unit tests'),
  integration: () => vitest('integration', 'Integration tests on PostgreSQL'),
  oldest: onOldestPostgres,
  chaos: () => afterBuild(() => vitest('chaos', 'Faults on real processes')),
  e2e: () => afterBuild(browser),
  explore: randomUse,
}

if (only && !(only in stages)) {
  process.stderr.write(`There are no tests called ${JSON.stringify(only)}.\n\n${help}`)
  process.exit(1)
}
const report = mkdtempSync(join(tmpdir(), 'moviebucket-report-'))
let total = none
for (const [name, stage] of Object.entries(stages)) {
  if (only && name !== only) continue
  total = sum(total, await stage())
}
rmSync(report, { recursive: true, force: true })
if (total.failures.length > 0)
  process.stdout.write(`\nFailed:\n${total.failures.map((name) => `  ${name}\n`).join('')}`)
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`)
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0)

/** One check: one or more programs in turn, each of which has to succeed. */
async function check(title: string, ...programs: string[][]): Promise<Count> {
  return heading(title, async () => {
    for (const program of programs) {
      if ((await node(program)) !== 0) return failure(title)
    }
    return { ...none, passed: 1 }
  })
}

/** Without a name, a part of the integration tests, so that the whole suite stays short. */
async function onOldestPostgres(): Promise<Count> {
  const version = OLDEST_POSTGRES
  if (!hasPostgres(version)) {
    say(
      `PostgreSQL ${version} is not installed here, so nothing is tested on it. Debian: apt install postgresql-${version}`,
    )
    return none
  }
  return vitest('integration', `Integration tests on PostgreSQL ${version}`, rest.length > 0 ? rest : ON_OLDEST, {
    MOVIEBUCKET_TEST_POSTGRES: version,
  })
}

async function vitest(project: string, title: string, names = rest, env = {}): Promise<Count> {
  return heading(title, async () => {
    const output = join(report, 'vitest.json')
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${output}`]
    const config = ['--config', 'tests/vitest.config.ts', '--project', project]
    const code = await node([bin('vitest/vitest.mjs'), 'run', ...config, ...reporters, ...names], env)
    const result = readReport<VitestReport>(output)
    return counted(title, code, result?.numPassedTests, vitestFailures(result))
  })
}

async function afterBuild(stage: () => Promise<Count>): Promise<Count> {
  const built = await heading('Production build', () => succeeds(() => ensureRelease(say)))
  return built.failed ? built : stage()
}

async function browser(): Promise<Count> {
  return heading('Browser tests', async () => {
    const found = await provideBrowser(say).catch((error: Error) => say(error.message))
    if (!found) return failure('Browser tests: there is no browser')
    say(`with ${found.name}`)
    const output = join(report, 'e2e.json')
    const code = await node(
      [bin('@playwright/test/cli.js'), 'test', '--config', 'tests/playwright.config.ts', ...rest],
      {
        CHROME_PATH: found.path ?? '',
        CHROME_LIBRARIES: found.libraries ?? '',
        MOVIEBUCKET_TEST_PORT: String(await freePort()),
        MOVIEBUCKET_TEST_REPORT: output,
        // Lets tests import modules that are marked server-only.
        NODE_OPTIONS: '--conditions=react-server',
      },
    )
    const result = readReport<PlaywrightReport>(output)
    return counted('Browser tests', code, result?.stats.expected, playwrightFailures(result))
  })
}

/** A person who uses the product at random is one test; `npm run explore` does it for longer. */
async function randomUse(): Promise<Count> {
  return heading('Random use in a browser', async () => {
    const output = join(report, 'explore.json')
    const program = ['--import', 'tsx', '--conditions=react-server', 'tests/explore/run.ts', '--report', output]
    const code = await node(program)
    const result = readReport<Pick<Count, 'passed' | 'failures'>>(output)
    return counted('Random use in a browser', code, result?.passed, result?.failures)
  })
}

/** A failed run counts even if no test says so: a file that did not load, or no tests at all. */
function counted(title: string, code: number, passed = 0, failures: string[] = []): Count {
  if (failures.length === 0 && (code !== 0 || passed === 0))
    return { ...failure(`${title}: no test failed, but the run did, or found no tests`), passed }
  return { passed, failed: failures.length, failures }
}

function failure(title: string): Count {
  return { ...none, failed: 1, failures: [title] }
}

async function heading(title: string, work: () => Promise<Count>): Promise<Count> {
  process.stdout.write(`\n── ${title} ${'─'.repeat(Math.max(0, 70 - title.length))}\n\n`)
  const started = performance.now()
  const count = await work()
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  process.stdout.write(`\n   ${title}: ${count.passed} passed, ${count.failed} failed, ${seconds} s\n`)
  return count
}

async function succeeds(work: () => Promise<unknown>): Promise<Count> {
  try {
    await work()
    return none
  } catch (error) {
    say((error as Error).message)
    return failure((error as Error).message)
  }
}

function say(text: string): undefined {
  process.stdout.write(`   ${text}\n`)
}

function node(args: string[], env: Record<string, string> = {}): Promise<number> {
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: 'inherit' })
  return new Promise((resolve) => {
    child.once('close', (code) => resolve(code ?? 1))
    child.once('error', () => resolve(1))
  })
}

function readReport<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function sum(...counts: Count[]): Count {
  return {
    passed: counts.reduce((all, { passed }) => all + passed, 0),
    failed: counts.reduce((all, { failed }) => all + failed, 0),
    failures: counts.flatMap(({ failures }) => failures),
  }
}
