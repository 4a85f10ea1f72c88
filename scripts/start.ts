import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { migrate } from '@/db/migrate'
import { isLoopbackHost } from '@/domain/environment'
import { describeDatabaseError } from './database-trouble'
import { checkDatabase } from './doctor/database'
import { noteSecret } from './shared-secret'
import { startEmbeddedDatabase } from './start/embedded-database'
import { loadEnvFiles } from './start/env-files'
import { whyNotFree } from './start/free-port'
import { unknownSettings } from './start/misspelt'
import { help, readArguments, readOptions } from './start/options'
import { portHolder } from './start/port-holder'
import { commandOf, signal, waitForEnd } from './start/processes'
import { isRelease, root, StartError } from './start/project'
import { HeldError, type RunLock, takeLock } from './start/run-lock'
import { notifyServiceManager } from './start/service-manager'
import { readSettings, type Settings, sharedSecret } from './start/settings'
import { makeReachable, openServerFolder } from './start/state-folder'
import { printSteps } from './start/steps'
import { startWebServer, type WebServer } from './start/web-server'

const steps = printSteps()
/** The parts to stop, in reverse order: the web server before the database it uses. */
const running: (() => unknown)[] = []
let stopping: Promise<void> | undefined
let announceStop = () => {}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => void stop(0, 'Stopping …'))

// A terminal or pipe that closes must not crash us, and the database with us.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
process.on('uncaughtException', fail)

// When npm is stopped, it ends its shell and itself but not us: then we have another parent.
const parent = process.ppid
if (process.env.npm_lifecycle_event && process.platform !== 'win32') {
  setInterval(() => process.ppid === parent || stop(0, 'Stopping …'), 100).unref()
}

main().catch(fail)

async function main(): Promise<void> {
  const started = performance.now()
  const { help: asked, ...given } = readArguments(process.argv.slice(2))
  if (asked) return void process.stdout.write(help)
  const { dev } = given
  if (dev && isRelease) throw new StartError('This folder has no sources, so there is nothing to develop: npm start')
  for (const { file, name } of loadEnvFiles(dev))
    steps.note(
      `${name} in ${file} ends at its #, where a comment begins. If the # belongs to it, put quotes around it.`,
    )
  for (const { name, meant } of unknownSettings(process.env))
    steps.note(`${name} is set, but nothing reads it${meant ? `: is ${meant} meant?` : '.'}`)
  const folder = openServerFolder(process.env)
  const settings = readSettings(readOptions(given, process.env), process.env, folder)
  const lock = folder === null ? undefined : await lockFolder(folder, dev, settings)
  await requireFreePort(settings)

  settings.env.DATABASE_URL = await database(settings, folder)
  // Before the migrations: a build that fails leaves the old schema to the old version.
  const release = dev ? undefined : isRelease ? root : await build()
  await migrations(settings)
  const web = await serve(release, settings, lock)

  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  steps.note(`\nmoviebucket is ready at ${settings.url} (${seconds} s; Ctrl-C stops it)`)
  if (settings.demoUrl) steps.note(`To try it, open ${settings.demoUrl}`)
  steps.note('')
  notifyServiceManager('READY')
  const { code, signal } = await web.ended
  if (!stopping) await stop(1, `The web server ended unexpectedly (${signal ?? `code ${code}`}).`)
}

async function lockFolder(folder: string, dev: boolean, { url, port }: Settings): Promise<RunLock> {
  const command = dev ? 'npm run dev' : 'npm start'
  try {
    const lock = await takeLock(join(folder, 'run.json'), { command, url, port })
    running.push(lock.release)
    announceStop = () => lock.update({ stopping: true })
    const orphan = lock.previous?.webPid
    if (orphan && /next/i.test(await commandOf(orphan))) {
      // It has noticed that its start command ended, and finishes its last requests.
      if (!(await waitForEnd(orphan, 5000))) signal(orphan, 'SIGKILL')
    }
    return lock
  } catch (error) {
    if (!(error instanceof HeldError)) throw error
    const { run } = error
    throw new StartError(
      `moviebucket already runs in this folder: ${run.url}, port ${run.port} (${run.command}, process ${run.pid}).\n` +
        'Use that one, or stop it first with Ctrl-C in its window.',
    )
  }
}

async function requireFreePort({ host, port, portIn }: Settings): Promise<void> {
  const reason = await whyNotFree(host, port)
  if (reason === null) return
  if (reason === 'EADDRNOTAVAIL' || reason === 'ENOTFOUND')
    throw new StartError(
      `This machine has no address ${host} (${reason}). Choose another interface: npm start -- --host 0.0.0.0`,
    )
  // With another port than that of AUTH_URL, every page would lead to the program that has this one.
  const way = portIn ? `set another one in AUTH_URL, as in ${portIn}` : `npm start -- --port ${port + 1}`
  if (reason === 'EACCES')
    throw new StartError(
      `This user may not listen on port ${port} (EACCES): put a proxy there, and choose another one: ${way}`,
    )
  const holder = await portHolder(port)
  throw new StartError(`Another program uses port ${port}${holder ? ` (${holder})` : ''}. Choose another one: ${way}`)
}

async function database(settings: Settings, folder: string | null): Promise<string> {
  if (!settings.embedded || folder === null) return ownDatabase(settings.env)
  return steps.step('database', 'starting the embedded PostgreSQL', async (say) => {
    const starting = startEmbeddedDatabase({
      folder: makeReachable(folder),
      onTrouble: (text, fatal) => (fatal ? void stop(1, text) : steps.note(text)),
    })
    running.push(() => starting.then((embedded) => embedded.stop()).catch(() => {}))
    const embedded = await starting
    const detail = embedded.created ? 'made' : embedded.recovered ? 'recovered after a kill' : 'kept'
    say(`PostgreSQL ${embedded.version} in ${relative(root, folder)} (${detail})`)
    return embedded.url
  })
}

/** Looks for what no build and no migration mends, before a minute goes into them. */
async function ownDatabase({ DATABASE_URL: url = '', DATABASE_CA: ca }: Settings['env']): Promise<string> {
  return steps.step('database', 'connecting to your PostgreSQL', async (say) => {
    const findings = await checkDatabase({ url, ca, pool: 0 })
    const found = findings.find(({ check }) => check === 'database')
    if (found?.state === 'failure') throw new StartError([found.text, found.remedy].join('\n'))
    say(found?.text ?? '')
    return url
  })
}

async function migrations({ env, embedded }: Settings): Promise<void> {
  const [url, ca] = [env.DATABASE_URL as string, env.DATABASE_CA]
  const secret = embedded ? undefined : sharedSecret(env)
  await steps.step('migrations', 'checking the schema', async (say) => {
    const applied = await migrate(url, ca).then(
      (done) => done.applied,
      (error) => {
        throw new StartError(describeDatabaseError(error, url))
      },
    )
    // What keeps it from writing is named below.
    if (secret) await noteSecret({ DATABASE_URL: url, DATABASE_CA: ca }, secret).catch(() => {})
    const failed = (await checkDatabase({ url, ca, pool: 0, secret })).find(({ state }) => state === 'failure')
    if (failed) throw new StartError([failed.text, failed.remedy].join('\n'))
    say(applied === 0 ? 'up to date' : `${applied} applied`)
  })
}

async function build(): Promise<string> {
  return steps.step('build', 'building for production, about a minute', async (say) => {
    // A release has no compiler.
    const { ensureRelease } = await import('./build/release')
    return ensureRelease(say, (stopBuild) => running.push(stopBuild))
  })
}

async function serve(release: string | undefined, settings: Settings, lock?: RunLock): Promise<WebServer> {
  const { host, port, env } = settings
  return steps.step('server', 'starting the web server', async (say) => {
    const onLine = (line: string, stream: 'stdout' | 'stderr') => process[stream].write(`${line}\n`)
    const web = startWebServer({ release, host, port, env, onLine })
    running.push(web.stop)
    lock?.update({ webPid: web.pid })
    await web.ready
    const reach = isLoopbackHost(host) ? 'this machine only' : 'reachable from outside'
    say(`listening on ${host.includes(':') ? `[${host}]` : host}:${port} (${reach})`)
    return web
  })
}

function fail(error: unknown): void {
  if (!stopping) void stop(1, explain(error as NodeJS.ErrnoException))
}

function explain(error: NodeJS.ErrnoException): string {
  if (error instanceof StartError) return error.message
  if (error.code === 'EROFS') return `${error.path} cannot be written: its file system is read-only.`
  if ((error.code === 'EACCES' || error.code === 'EPERM') && error.path) {
    if (!existsSync(error.path))
      return `This user may not make ${error.path} (${error.code}), as the folder it is to be in belongs to another user.`
    return `${error.path} belongs to another user.\nStart as the user who started it before, or give that user’s files to this one (chown -R).`
  }
  return `Something unexpected happened:\n${error.stack}`
}

/** Stops everything, once, however often it is called. */
function stop(code: number, reason: string): Promise<void> {
  stopping ??= (async () => {
    steps.halt()
    notifyServiceManager('STOPPING')
    ;(code === 0 ? process.stdout : process.stderr).write(`\n${reason}\n`)
    // A part that fails to end, on a full disk or in a folder that is gone, must not keep the others running.
    for (const end of [announceStop, ...running.reverse()]) {
      try {
        await end()
      } catch (error) {
        steps.note(`While stopping: ${(error as Error).message}`)
      }
    }
    if (code === 0) steps.note('Stopped.')
    process.exit(code)
  })()
  return stopping
}
