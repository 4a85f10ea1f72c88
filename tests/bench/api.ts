import { execFileSync, spawn } from 'node:child_process'
import { Agent, request as httpRequest } from 'node:http'
import { createToken } from '@/db/account/tokens'
import { freePort } from '@/scripts/start/free-port'
import { root } from '@/scripts/start/project'
import { startApp } from '@/tests/support/browser/app-server'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { median } from './compare'
import { fillBucket } from './people'

const MOVIES = 100_000
const ROUNDS = 3
const SECONDS = 2
const next = `${root}/node_modules/next/dist/bin/next`
const bare = `${root}/tests/bench/bare`
const agent = new Agent({ keepAlive: true, maxSockets: 64 })

type Work = { name: string; method: string; path: string; body?: string }

/** Requests a second of the HTTP API, against a route that identifies no caller and runs the same queries. */
export async function measure(): Promise<void> {
  const owner = await addPerson()
  await fillBucket(owner, owner.bucketId, MOVIES)
  await sql('vacuum analyze')
  const { token } = await createToken(owner, { name: 'bench', scope: 'write', days: 1 })
  // The build of `npm test` or `npm start` serves one side; the other one is small and made here.
  execFileSync(process.execPath, [next, 'build', bare], { stdio: 'ignore' })
  const databaseUrl = process.env.DATABASE_URL ?? ''
  const app = await startApp({ databaseUrl, env: { API_RATE_LIMIT: '1000000', LOG_LEVEL: 'info' } })
  const other = await startBare(owner)
  try {
    for (const connections of [1, 32])
      for (const work of await workOf(owner)) {
        const [ours, theirs] = await race(`${app.url}/api/v1`, other.url, work, { token, connections })
        process.stdout.write(
          `   ${work.name}, ${connections} at once: API ${ours.toFixed(0)}/s, bare ${theirs.toFixed(0)}/s, ` +
            `ratio ${(ours / theirs).toFixed(2)}\n`,
        )
      }
  } finally {
    other.stop()
    await app.stop()
  }
}

async function workOf({ bucketId }: Person): Promise<Work[]> {
  const rows = await sql<{ id: string }>('select id from movies where bucket_id = $1 limit 1', [bucketId])
  const film = { title: 'One film more', format: 'DVD', length: 90, releaseYear: 1990, rating: 3 }
  const path = `/movies/${rows[0]?.id}`
  return [
    { name: 'read one', method: 'GET', path },
    { name: 'page of 100', method: 'GET', path: '/movies?limit=100' },
    { name: 'create', method: 'POST', path: '/movies', body: JSON.stringify(film) },
    { name: 'update', method: 'PATCH', path, body: '{"rating":4}' },
  ]
}

async function startBare({ bucketId, userId }: Person): Promise<{ url: string; stop(): void }> {
  const port = await freePort()
  const server = spawn(process.execPath, [next, 'start', bare, '-H', '127.0.0.1', '-p', String(port)], {
    env: { ...process.env, BENCH_BUCKET: bucketId, BENCH_USER: userId },
    stdio: 'ignore',
  })
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 600; tries++) {
    if (
      await fetch(`${url}/movies?limit=1`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return { url, stop: () => void server.kill() }
}

type Client = { token: string; connections: number }

/** The medians of both, in requests a second; they take turns. */
async function race(ours: string, theirs: string, work: Work, client: Client): Promise<[number, number]> {
  const figures: [number[], number[]] = [[], []]
  // The first round warms up.
  for (let round = 0; round <= ROUNDS; round++)
    for (const [side, base] of [ours, theirs].entries()) {
      const figure = await perSecond(base, work, client)
      if (round > 0) figures[side]?.push(figure)
    }
  return [median(figures[0]), median(figures[1])]
}

async function perSecond(base: string, work: Work, { token, connections }: Client): Promise<number> {
  const started = performance.now()
  let done = 0
  const one = async () => {
    while (performance.now() - started < SECONDS * 1000) {
      await send(base, work, token)
      done++
    }
  }
  await Promise.all(Array.from({ length: connections }, one))
  return done / ((performance.now() - started) / 1000)
}

function send(base: string, { method, path, body }: Work, token: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) }
    const request = httpRequest(`${base}${path}`, { method, headers, agent }, (response) => {
      response.resume()
      response.once('end', () =>
        (response.statusCode ?? 500) < 300 ? resolve() : reject(new Error(`${path}: ${response.statusCode}`)),
      )
    })
    request.once('error', reject)
    request.end(body)
  })
}
