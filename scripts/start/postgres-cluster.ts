import { execFile } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Account } from './account'
import type { Programs } from './postgres-programs'
import { commandOf, isRunning, signal, waitForEnd } from './processes'
import { StartError } from './project'

const run = promisify(execFile)

// Trigrams consist of the locale's letters: with the locale C, only those of ASCII.
const locales = process.platform === 'win32' ? ['en-US', 'C'] : ['C.UTF-8', 'en_US.UTF-8', 'C']

/** The environment for PostgreSQL's programs, without variables that would change what they do (PGDATA, PGPORT, LC_ALL). */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG|LANGUAGE$)/.test(name))
  return Object.fromEntries(kept) as NodeJS.ProcessEnv
}

/**
 * Makes the data folder, complete or not at all: it gets its name when initdb has finished.
 * Sorting and case follow Unicode's rules, whatever locales the machine has.
 */
export async function createCluster(data: string, programs: Programs, account: Account | undefined, password: string) {
  const draft = `${data}.part`
  const passwordFile = `${data}.password`
  let reason = ''
  for (const locale of locales) {
    rmSync(draft, { recursive: true, force: true })
    mkdirSync(draft, { mode: 0o700 })
    writeFileSync(passwordFile, password, { mode: 0o600 })
    if (account) for (const path of [draft, passwordFile]) chownSync(path, account.uid, account.gid)
    const unicode =
      Number.parseInt(programs.version, 10) >= 17 ? ['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'] : []
    const options = [
      ...['--pgdata', draft, '--username', 'postgres', '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
      ...['--encoding', 'UTF8', ...unicode, '--locale', 'C'],
      ...['--lc-ctype', locale, '--lc-messages', 'C', '--no-instructions'],
    ]
    try {
      await run(programs.initdb, options, { ...account, cwd: dirname(data), env: cleanEnvironment() })
      renameSync(draft, data)
      return
    } catch (error) {
      reason = explainProgram(error)
    } finally {
      rmSync(passwordFile, { force: true })
    }
  }
  rmSync(draft, { recursive: true, force: true })
  if (/could not look up effective user/.test(reason))
    throw new StartError(
      `PostgreSQL does not run as user ${account?.uid ?? process.getuid?.()}, who has no name on this machine.\n` +
        'Start as a user of this machine, or set DATABASE_URL to a PostgreSQL of your own.',
    )
  throw new StartError(`The embedded database could not be created: ${reason}`)
}

/** Refuses data of another major version of PostgreSQL, which cannot be opened. */
export function checkVersion(data: string, programs: Programs): void {
  const made = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  const [major] = programs.version.split('.')
  if (made === major) return
  throw new StartError(
    `The data in ${data} belongs to PostgreSQL ${made}, and this version of moviebucket comes with ${major}. Nothing was changed.\n` +
      'Install the version of moviebucket that ran here last, and there: npm run backup\n' +
      `Then install this one again, keep the old data, and load the backup:\n  mv ${data} ${data}-kept\n  npm run restore -- FILE`,
  )
}

/** Stops a server that a killed run left behind on this data; removes the note of one that has ended. */
export async function endLeftover(data: string, programs: Programs, account: Account | undefined): Promise<boolean> {
  const pid = postmasterOf(data)
  if (!pid) return false
  const isServer = (await isRunning(pid)) && /postgres/i.test(await commandOf(pid))
  if (!isServer) {
    // Another program has this number by now, and PostgreSQL would take it for its own server.
    rmSync(join(data, 'postmaster.pid'), { force: true })
    return false
  }
  await stopServer(pid, data, programs, account)
  return true
}

/** Stops a server: it closes connections, and acknowledged writes are on disk. Kills it after 8 seconds. */
export async function stopServer(pid: number, data: string, programs: Programs, account: Account | undefined) {
  if (process.platform === 'win32') {
    await run(programs.pgCtl, ['stop', '-D', data, '-m', 'fast', '-w', '-t', '8'], { ...account }).catch(() => {})
  } else {
    signal(pid, 'SIGINT')
  }
  if (await waitForEnd(pid, 8000)) return
  signal(pid, process.platform === 'win32' ? 'SIGKILL' : 'SIGQUIT')
  if (!(await waitForEnd(pid, 3000))) signal(pid, 'SIGKILL')
}

/** The process number of the server that claims to run on this data. */
function postmasterOf(data: string): number | undefined {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  return Number.parseInt(readFileSync(file, 'utf8'), 10) || undefined
}

function explainProgram(error: unknown): string {
  const { code, message, stderr } = error as NodeJS.ErrnoException & { stderr?: string }
  if (code === 'ENOENT') {
    return 'its programs need glibc, which this system lacks (Alpine does). Set DATABASE_URL to a PostgreSQL of your own.'
  }
  return (stderr || message).trim()
}
