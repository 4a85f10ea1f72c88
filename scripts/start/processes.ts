import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Whether a process with this number runs on this machine; a zombie does not. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  if (process.platform !== 'linux') return true
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return !/^\d+ \(.*\) [ZX] /s.test(stat)
}

/** The command line of a running process, or an empty text. Numbers are reused, so check it before ending a process. */
export async function commandOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    // ps is missing in many containers.
    const raw = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    return raw.replaceAll('\0', ' ').trim()
  }
  const [file, args] =
    process.platform === 'win32'
      ? ['tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH']]
      : ['ps', ['-o', 'command=', '-p', String(pid)]]
  const { stdout } = await run(file as string, args as string[]).catch(() => ({ stdout: '' }))
  return stdout.trim()
}

/** Waits until a process ends; false if it still runs after `ms`. */
export async function waitForEnd(pid: number, ms: number): Promise<boolean> {
  const end = Date.now() + ms
  while (await isRunning(pid)) {
    if (Date.now() > end) return false
    await sleep(50)
  }
  return true
}

/** Sends a signal; a process that has already ended is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
