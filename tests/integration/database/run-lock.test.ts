import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { freePort } from '@/scripts/start/free-port'
import { currentRun, HeldError, takeLock } from '@/scripts/start/run-lock'

const about = { command: 'npm start', url: 'http://localhost:41500', port: 41_500 }
let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'moviebucket-lock-'))
  file = join(folder, 'run.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('refuses a second holder and names the first one’s port', async () => {
  const lock = await takeLock(file, about)
  const refusal = await takeLock(file, { ...about, port: 41_501 }).catch((error) => error)
  expect(refusal).toBeInstanceOf(HeldError)
  expect(refusal.run).toMatchObject({ ...about, pid: process.pid })
  expect(await currentRun(file)).toMatchObject(about)

  lock.release()
  expect(await currentRun(file)).toBeUndefined()
  const next = await takeLock(file, about)
  expect(next.previous).toBeUndefined()
  next.release()
  expect(readdirSync(folder)).toEqual([])
})

it('takes over from a holder that was killed, and says what it left behind', async () => {
  const script = `import { takeLock } from '${new URL('../../../scripts/start/run-lock.ts', import.meta.url)}'
    const lock = await takeLock(${JSON.stringify(file)}, ${JSON.stringify(about)})
    lock.update({ webPid: 4242 })
    console.log('held')
    setInterval(() => {}, 1000)`
  const holder = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(holder.stdout, 'data')
  await expect(takeLock(file, about)).rejects.toBeInstanceOf(HeldError)

  holder.kill('SIGKILL')
  await once(holder, 'exit')
  const lock = await takeLock(file, about)
  expect(lock.previous).toMatchObject({ pid: holder.pid, webPid: 4242 })
  lock.release()
})

it('does not take a living process with a reused number for the holder', async () => {
  const stale = { ...about, token: 'gone', pid: process.pid, machine: (await ownRun()).machine }
  writeFileSync(file, JSON.stringify({ ...stale, control: await freePort() }))
  const lock = await takeLock(file, about)
  expect(lock.previous).toMatchObject({ token: 'gone' })
  lock.release()
})

it('does not take another program’s server on a reused port for the holder', async () => {
  const other = await takeLock(join(folder, 'other.json'), about)
  const { control, machine } = JSON.parse(readFileSync(join(folder, 'other.json'), 'utf8'))
  writeFileSync(file, JSON.stringify({ ...about, token: 'gone', pid: process.pid, machine, control }))
  const lock = await takeLock(file, about)
  expect(lock.previous).toMatchObject({ token: 'gone' })
  lock.release()
  other.release()
})

it('waits for a holder that is stopping', async () => {
  const first = await takeLock(file, about)
  first.update({ stopping: true })
  setTimeout(() => first.release(), 1500)
  const second = await takeLock(file, about)
  expect(second.previous).toBeUndefined()
  second.release()
})

it('leaves a folder to a run on another machine as long as that touches the file', async () => {
  const elsewhere = { ...about, token: 'elsewhere', pid: 1, machine: 'another-machine', control: await freePort() }
  writeFileSync(file, JSON.stringify(elsewhere))
  const heartbeat = setInterval(() => utimesSync(file, new Date(), new Date()), 500)
  try {
    const refusal = await takeLock(file, about).catch((error) => error)
    expect(refusal).toBeInstanceOf(HeldError)
    expect(refusal.run).toMatchObject(elsewhere)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(elsewhere)
  } finally {
    clearInterval(heartbeat)
  }
  const lock = await takeLock(file, about)
  expect(lock.previous).toMatchObject({ token: 'elsewhere' })
  lock.release()
}, 60_000)

it('gives an unreadable file up for lost', async () => {
  writeFileSync(file, '{"token":')
  const lock = await takeLock(file, about)
  expect(await currentRun(file)).toMatchObject({ pid: process.pid })
  lock.release()
})

it('lets one of many have it', async () => {
  writeFileSync(file, JSON.stringify({ ...about, ...(await ownRun()), token: 'gone', control: await freePort() }))
  const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => takeLock(file, about)))
  const held = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []))
  expect(held).toHaveLength(1)
  held[0]?.release()
})

async function ownRun(): Promise<{ pid: number; machine: string }> {
  const lock = await takeLock(join(folder, 'own.json'), about)
  const { pid, machine } = JSON.parse(readFileSync(join(folder, 'own.json'), 'utf8'))
  lock.release()
  return { pid, machine }
}
