import { randomUUID } from 'node:crypto'
import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { commandOf, isRunning } from './processes'

type About = { command: string; url: string; port: number }

/** The contents of the lock's file: the run that holds, or held, a folder. */
export type Run = About & {
  token: string
  pid: number
  machine: string
  control: number
  webPid?: number
  stopping?: boolean
}

export class HeldError extends Error {
  constructor(readonly run: Run) {
    super(`held by process ${run.pid}`)
  }
}

export type RunLock = {
  /** The run before this one, if it was killed before it could clean up. */
  previous: Run | undefined
  update(change: Partial<Run>): void
  release(): void
}

const HEARTBEAT_MS = 2000
const STOPPING_MS = 30_000
// A holder takes a moment to notice that its npm was stopped.
const NOTICE_MS = 700

/**
 * Takes a folder for this process. Process numbers are reused, so the holder also listens on a loopback port and answers
 * with its token: without an answer, the holder has ended.
 * @throws {HeldError} when another process holds it
 */
export async function takeLock(file: string, about: About): Promise<RunLock> {
  const token = randomUUID()
  const server = await answerWith(token)
  const { port: control } = server.address() as { port: number }
  let run: Run = { ...about, token, pid: process.pid, machine: hostname(), control }
  const previous = await takeOver(file, run).catch((error) => {
    server.close()
    throw error
  })
  const heartbeat = setInterval(() => touch(file), HEARTBEAT_MS).unref()
  return {
    previous,
    update(change) {
      run = { ...run, ...change }
      const draft = `${file}.${token}`
      writeFileSync(draft, JSON.stringify(run), { mode: 0o600 })
      renameSync(draft, file)
    },
    release() {
      clearInterval(heartbeat)
      server.close()
      if (readRun(file)?.token === token) rmSync(file, { force: true })
    },
  }
}

/** Returns the run that holds this lock's file now, if any. */
export async function currentRun(file: string): Promise<Run | undefined> {
  const run = readRun(file)
  return run && (await isHeld(file, run)) ? run : undefined
}

/** Takes the file; waits for a holder that is about to end. */
async function takeOver(file: string, run: Run): Promise<Run | undefined> {
  const started = Date.now()
  for (;;) {
    try {
      return await replaceStale(file, run)
    } catch (error) {
      if (!(error instanceof HeldError)) throw error
      if (Date.now() - started > (error.run.stopping ? STOPPING_MS : NOTICE_MS)) throw error
      await sleep(100)
    }
  }
}

async function replaceStale(file: string, run: Run): Promise<Run | undefined> {
  let previous: Run | undefined
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(file, JSON.stringify(run), { flag: 'wx', mode: 0o600 })
      return previous
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 50) throw error
    }
    const holder = readRun(file)
    if (!holder && attempt < 10)
      await sleep(50) // Another process is writing it.
    else if (holder && (await isHeld(file, holder))) throw new HeldError(holder)
    else previous = setAside(file, holder) ?? previous
  }
}

/** Moves a stale file away; if another process was quicker and the file is already its own, puts it back. */
function setAside(file: string, stale: Run | undefined): Run | undefined {
  const aside = `${file}.${randomUUID()}`
  try {
    renameSync(file, aside)
  } catch {
    return undefined
  }
  const moved = readRun(aside)
  if (moved?.token === stale?.token) {
    rmSync(aside, { force: true })
    return moved
  }
  renameSync(aside, file)
  return undefined
}

async function isHeld(file: string, run: Run): Promise<boolean> {
  if (run.machine !== hostname()) return isTouched(file)
  const answer = await ask(run.control)
  if (answer === 'refused') return false
  if (answer !== 'silent') return answer === run.token
  // Connected but silent: a holder that is paused or very busy, or another program on a reused port.
  return (await isRunning(run.pid)) && /node/i.test(await commandOf(run.pid))
}

/** We cannot ask a process of another machine or container, but it touches the file every two seconds. */
async function isTouched(file: string): Promise<boolean> {
  const before = modified(file)
  await sleep(HEARTBEAT_MS * 2.5)
  return modified(file) !== before
}

function ask(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 3000 })
    let answer = ''
    const finish = (result: string) => {
      socket.destroy()
      resolve(result)
    }
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('end', () => finish(answer))
    socket.on('timeout', () => finish('silent'))
    socket.on('error', () => finish('refused'))
  })
}

function answerWith(token: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.end(token)
    })
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve(server.unref()))
  })
}

function readRun(file: string): Run | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function touch(file: string): void {
  const now = new Date()
  try {
    utimesSync(file, now, now)
  } catch {
    // The folder was deleted under a running server; stopping it will report that.
  }
}

function modified(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
