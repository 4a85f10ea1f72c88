import { spawn } from 'node:child_process'
import { nextProgram, root, StartError } from '../start/project'

const MEMORY =
  'The build ran out of memory: it needs about 2 GB. Add swap, or run npm run build on another machine and copy the folder that it names.'

/**
 * Builds for production, into `.next`.
 * @param id the build's id, part of the addresses of its files
 * @param onSpawn gets a function that stops the build
 * @throws {StartError} with the build's own output when it fails
 */
export async function buildNext(id: string, onSpawn: (stop: () => Promise<void>) => void): Promise<void> {
  const child = spawn(process.execPath, [nextProgram(), 'build'], {
    cwd: root,
    env: { ...environment(), MOVIEBUCKET_BUILD_ID: id },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const ended = new Promise<string | null>((resolve) =>
    child.once('close', (code, signal) => resolve(code === 0 ? null : (signal ?? `code ${code}`))),
  )
  let stopped = false
  onSpawn(async () => {
    stopped = true
    if (child.exitCode === null) child.kill('SIGTERM')
    await ended
  })
  const failure = await ended
  if (stopped) throw new StartError('The build was stopped.')
  if (failure === null) return
  const outOfMemory = failure === 'SIGKILL' || /SIGKILL|SIGABRT|heap out of memory|ENOMEM/.test(output)
  const reason = outOfMemory ? MEMORY : `The build failed (${failure}).`
  throw new StartError(`${output.trim()}\n\n${reason}`.trim())
}

/** A build is for any deployment, so it must see no settings of this one, neither from the environment nor from .env. */
function environment(): NodeJS.ProcessEnv {
  const own = /^(AUTH_|DATABASE_|MOVIEBUCKET_|LOG_LEVEL$)/
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name))
  // The third tells Next that the .env files have already been read.
  const fixed = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', __NEXT_PROCESSED_ENV: 'true' } as const
  return { ...Object.fromEntries(kept), ...fixed }
}
