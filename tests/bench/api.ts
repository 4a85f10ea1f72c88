import { execFileSync, spawn } from 'node:child_process'
import { Agent, request as httpRequest } from 'node:http'
import { inBucket } from '@/db/buckets'
import { closePool } from '@/db/client'
import { addMovies } from '@/db/movie-changes'
import { createToken } from '@/db/tokens'
import { freePort } from '@/scripts/start/free-port'
import { root } from '@/scripts/start/project'
import { createTestDatabase, startTestCluster } from '../support/database'
import { startApp } from '../support/server'
import { createPerson } from '../support/session'

const MOVIES = 100_000
const ROUNDS = 3
const SECONDS = 2
const next = `${root}/node_modules/next/dist/bin/next`
const bare = `${root}/tests/bench/bare`

const cluster = await startTestCluster()
const database = await createTestDatabase()
process.env.DATABASE_URL = database.url
const owner = await createPerson()
const film = (at: number) => ({
  title: `Film ${at} of many`,
  format: 'DVD' as const,
  length: at % 501,
  releaseYear: 1900 + (at % 120),
  rating: 1 + (at % 5),
})
let movieId = ''
for (let at = 0; at < MOVIES; at += 5000)
  await inBucket(owner, owner.bucketId, 'addMovies', async (access) => {
    const { movies } = await addMovies(
      access,
      Array.from({ length: 5000 }, (_, n) => film(at + n)),
    )
    movieId = movies[0]?.id ?? ''
  })
await database.admin.query('analyze')
const { token } = await createToken(owner, { name: 'bench', scope: 'write', days: 1 })

// The build of `npm test` or `npm start` serves one side; the other one is small and made here.
execFileSync(process.execPath, [next, 'build', bare], { stdio: 'ignore' })
const app = await startApp({ databaseUrl: database.url, env: { API_RATE_LIMIT: '1000000', LOG_LEVEL: 'info' } })
const port = await freePort()
const other = spawn(process.execPath, [next, 'start', bare, '-H', '127.0.0.1', '-p', String(port)], {
  env: { ...process.env, DATABASE_URL: database.adminUrl, BENCH_BUCKET: owner.bucketId, BENCH_USER: owner.userId },
  stdio: 'ignore',
})

const agent = new Agent({ keepAlive: true, maxSockets: 64 })
type Work = { name: string; method: string; path: string; body?: string }
const WORK: Work[] = [
  { name: 'read one', method: 'GET', path: `/movies/${movieId}` },
  { name: 'page of 100', method: 'GET', path: '/movies?limit=100' },
  { name: 'create', method: 'POST', path: '/movies', body: JSON.stringify(film(1)) },
  { name: 'update', method: 'PATCH', path: `/movies/${movieId}`, body: '{"rating":4}' },
]

function send(base: string, { method, path, body }: Work): Promise<void> {
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

async function perSecond(base: string, work: Work, connections: number): Promise<number> {
  const started = performance.now()
  let done = 0
  const one = async () => {
    while (performance.now() - started < SECONDS * 1000) {
      await send(base, work)
      done++
    }
  }
  await Promise.all(Array.from({ length: connections }, one))
  return done / ((performance.now() - started) / 1000)
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const sides = { api: `${app.url}/api/v1`, bare: `http://127.0.0.1:${port}` }
try {
  for (let tries = 0; tries < 600; tries++) {
    const up = await send(sides.bare, WORK[0] as Work).then(
      () => true,
      () => false,
    )
    if (up) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  for (const connections of [1, 32])
    for (const work of WORK) {
      const figures = { api: [] as number[], bare: [] as number[] }
      for (const side of ['api', 'bare'] as const) await perSecond(sides[side], work, connections)
      for (let round = 0; round < ROUNDS; round++)
        for (const side of ['api', 'bare'] as const) figures[side].push(await perSecond(sides[side], work, connections))
      const [ours, theirs] = [median(figures.api), median(figures.bare)]
      const ratio = (ours / theirs).toFixed(2)
      console.log(
        `${work.name}, ${connections} at once: API ${ours.toFixed(0)}/s, bare ${theirs.toFixed(0)}/s, ratio ${ratio}`,
      )
    }
} finally {
  other.kill()
  await app.stop()
  await closePool()
  await database.drop()
  await cluster.stop()
}
