import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'

/** The arguments of a browser under test: it talks to the server under test only. */
export const browserArguments = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const howTo = `No Chromium was found, and none could be installed. One of these helps:
  npx playwright install --with-deps chromium       (downloads one, and what it needs on Linux)
  sudo apt-get install chromium                     (Debian, Ubuntu)
  CHROME_PATH=/path/to/chrome npm test              (one that is there already)`

/** A browser that has been seen to start; without a path it is Playwright's own. */
export type Browser = { name: string; path: string | undefined; libraries?: string }

/**
 * Finds a Chromium, or installs one: what CHROME_PATH names, Playwright's own, the system's,
 * then Playwright's download, Debian's package where this is root, and a build from npm.
 * @throws {Error} that says how to get one
 */
export async function provideBrowser(say: (text: string) => void): Promise<Browser> {
  const { CHROME_PATH } = process.env
  if (CHROME_PATH) {
    const problem = await launchProblem(CHROME_PATH)
    if (problem) throw new Error(`CHROME_PATH names ${CHROME_PATH}, which does not start:\n${problem}`)
    return { name: CHROME_PATH, path: CHROME_PATH }
  }
  const present = (await own()) ?? (await system())
  if (present) return present
  for (const install of [download, aptGet, npmBuild]) {
    const browser = await install(say)
    if (browser) return browser
  }
  throw new Error(howTo)
}

async function own(): Promise<Browser | undefined> {
  return (await launchProblem(undefined)) ? undefined : { name: 'Playwright’s Chromium', path: undefined }
}

async function system(): Promise<Browser | undefined> {
  for (const path of systemPaths()) {
    if (existsSync(path) && !(await launchProblem(path))) return { name: path, path }
  }
  return undefined
}

async function download(say: (text: string) => void): Promise<Browser | undefined> {
  say('no Chromium here: downloading Playwright’s')
  const program = join(import.meta.dirname, '../../../node_modules/@playwright/test/cli.js')
  run(process.execPath, [program, 'install', '--only-shell', 'chromium'])
  return own()
}

async function aptGet(say: (text: string) => void): Promise<Browser | undefined> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  run('apt-get', ['update', '-q'])
  for (const name of ['chromium-headless-shell', 'chromium']) {
    say(`installing Debian’s ${name} with apt-get`)
    if (run('apt-get', ['install', '-q', '-y', '--no-install-recommends', name])) break
  }
  return system()
}

/** A Chromium for bare Linux machines, with the libraries it needs, as an npm package. Its own switches are not used. */
async function npmBuild(say: (text: string) => void): Promise<Browser | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const folder = join(homedir(), '.cache', 'moviebucket-chromium')
  const browser = {
    name: 'Chromium from npm',
    path: join(folder, 'chromium'),
    libraries: join(folder, 'al2023', 'lib'),
  }
  if (!existsSync(browser.path)) {
    say('fetching a Chromium from npm')
    mkdirSync(folder, { recursive: true })
    run('npm', ['install', '--prefix', folder, '--no-save', '@sparticuz/chromium@147.0.0'])
    const script = "import('@sparticuz/chromium').then((module) => module.default.executablePath())"
    // It unpacks its libraries only where it believes to be a cloud function.
    const env = { ...process.env, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x', TMPDIR: folder }
    spawnSync(process.execPath, ['-e', script], { cwd: folder, env, stdio: 'ignore' })
  }
  return (await launchProblem(browser.path, browser.libraries)) ? undefined : browser
}

/** The environment of a browser that brings its libraries; of nothing else, whose own they could displace. */
export function browserEnvironment(libraries: string | undefined): Record<string, string> | undefined {
  if (!libraries) return undefined
  const own = Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return { ...Object.fromEntries(own), LD_LIBRARY_PATH: libraries }
}

async function launchProblem(executablePath: string | undefined, libraries?: string): Promise<string | undefined> {
  try {
    const env = browserEnvironment(libraries)
    const browser = await chromium.launch({ executablePath, env, args: browserArguments, timeout: 30_000 })
    await browser.close()
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

function run(command: string, args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync(command, args, { env, stdio: 'ignore', timeout: 300_000 }).status === 0
}

function systemPaths(): string[] {
  if (process.platform === 'darwin') {
    const names = ['Google Chrome', 'Chromium', 'Microsoft Edge']
    return names.flatMap((name) =>
      ['/Applications', join(homedir(), 'Applications')].map((at) => `${at}/${name}.app/Contents/MacOS/${name}`),
    )
  }
  if (process.platform === 'win32') {
    const programs = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => process.env[name] ?? '')
    const browsers = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']
    return programs.flatMap((at) => browsers.map((browser) => join(at, browser)))
  }
  // Chromium without its own windows, which is what Playwright downloads too, takes two thirds of the time.
  const names = [
    'chromium-headless-shell',
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    'microsoft-edge',
  ]
  const folders = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome']
  return names.flatMap((name) => folders.map((folder) => join(folder, name)))
}
