import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative, sep } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root, StartError } from './project'
import { currentRun, HeldError, type RunLock, takeLock } from './run-lock'
import { openStateFolder } from './state-folder'

const stamp = join(root, '.next', 'moviebucket-build.json')
const folders = ['app', 'components', 'server', 'db', 'domain', 'public']
// The build itself writes next-env.d.ts.
const rootFiles = /^(?!biome\.|next-env\.).*\.(ts|tsx|mjs|cjs|js|json|css)$/

export const nextProgram = createRequire(import.meta.url).resolve('next/dist/bin/next')

/** Hashes everything that a build depends on: sources, settings, lockfile, system and Node's major version. */
export function hashSources(): string {
  const hash = createHash('sha256')
  hash.update(`${process.platform} ${process.arch} ${process.versions.node.split('.')[0]}`)
  for (const file of sources()) {
    hash.update(`\0${relative(root, file).split(sep).join('/')}\0`)
    hash.update(readFileSync(file))
  }
  return hash.digest('hex')
}

/** Whether the existing build was made from exactly these sources. */
export function isBuilt(hash: string): boolean {
  try {
    const built = JSON.parse(readFileSync(stamp, 'utf8')).hash === hash
    return built && statSync(join(root, '.next', 'BUILD_ID')).isFile()
  } catch {
    return false
  }
}

/**
 * Builds for production.
 * @throws {StartError} with the build's own output when it fails
 */
export async function build(hash: string, onSpawn: (stop: () => Promise<void>) => void = () => {}): Promise<void> {
  rmSync(stamp, { force: true })
  const child = spawn(process.execPath, [nextProgram, 'build'], {
    cwd: root,
    env: buildEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  let stopped = false
  onSpawn(async () => {
    stopped = true
    if (child.exitCode === null) child.kill('SIGTERM')
    await ended
  })
  const code = await ended
  if (stopped) throw new StartError('The build was stopped.')
  if (code !== 0) throw new StartError(`${output.trim()}\n\nThe build failed; its output is above.`)
  writeFileSync(stamp, JSON.stringify({ hash, built: new Date().toISOString() }))
}

/**
 * Builds if the sources changed, for commands that only need a build. Takes turns with other processes in this folder.
 * @throws {StartError} when the build fails, or a server is running from the old one
 */
export async function ensureBuild(say: (text: string) => void): Promise<void> {
  const folder = openStateFolder()
  const lock = await takeBuildLock(join(folder, 'build.json'), say)
  try {
    const hash = hashSources()
    if (isBuilt(hash)) return say('nothing changed since the last one')
    const run = await currentRun(join(folder, 'run.json'))
    if (run?.command === 'npm start') {
      throw new StartError(`The sources changed, and ${run.url} serves the earlier build: stop it first.`)
    }
    const started = performance.now()
    await build(hash)
    say(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  } finally {
    lock.release()
  }
}

async function takeBuildLock(file: string, say: (text: string) => void): Promise<RunLock> {
  for (let waited = 0; ; waited++) {
    try {
      return await takeLock(file, { command: 'build', url: '', port: 0 })
    } catch (error) {
      if (!(error instanceof HeldError)) throw error
      if (waited === 0) say('waiting for another build of this folder')
      await sleep(500)
    }
  }
}

/** A build is for any deployment, so it must see no settings of this one, neither from the environment nor from .env. */
function buildEnvironment(): NodeJS.ProcessEnv {
  const own = /^(AUTH_|DATABASE_|MOVIEBUCKET_|LOG_LEVEL$)/
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name))
  // The third tells Next that the .env files have already been read.
  const fixed = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', __NEXT_PROCESSED_ENV: 'true' } as const
  return { ...Object.fromEntries(kept), ...fixed }
}

function sources(): string[] {
  const own = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isFile() && rootFiles.test(entry.name))
  const nested = folders.flatMap((folder) => {
    try {
      return readdirSync(join(root, folder), { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile())
    } catch {
      return []
    }
  })
  return [...own, ...nested].map((entry) => join(entry.parentPath, entry.name)).sort()
}
