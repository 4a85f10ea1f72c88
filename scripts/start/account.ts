import { execFileSync, spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'

/** A user of the operating system. */
export type Account = { uid: number; gid: number }

/**
 * Chooses the user that runs PostgreSQL, which refuses to run as root: the owner of existing data, else the system user
 * `postgres`, which is made if there is none, else `nobody`. Undefined when we are not root: then nothing changes.
 */
export function databaseAccount(data: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const owner = statSync(data, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  return find('postgres') ?? (make('postgres') ? find('postgres') : undefined) ?? find('nobody')
}

/** Whether this user can enter a folder or run a program; only a try checks every folder above it. */
export function canReach(account: Account, path: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { ...account, cwd: '/' }).status === 0
}

function find(name: string): Account | undefined {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }))
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return undefined
  }
}

function make(name: string): boolean {
  const commands = [
    ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name],
    ['adduser', '-S', '-D', '-H', name],
  ]
  return commands.some(([command = '', ...args]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0)
}
