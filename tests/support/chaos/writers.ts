import { randomUUID } from 'node:crypto'
import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { movie } from '@/tests/support/builders/movie-values'
import { sql } from '@/tests/support/database/sql'
import { type Answer, ask, type Question } from './ask'

type Target = { url: string; token: string; bucketId: string }

/** People who add one movie after another, and what they were told. */
export type Writers = {
  /** The movies that the server said it has, by title. */
  acknowledged: Map<string, unknown>
  /** Answers after which a request was sent again. */
  refusals: Answer[]
  /** How often a request was sent again, by the reason. */
  retries: Map<string, number>
  /** Answers after which no client knows what to do. */
  senseless: Answer[]
  /** Lets everyone finish the movie they are adding. */
  stop(): Promise<void>
  /** Ends what a failed test has left. */
  abandon(): Promise<void>
}

/**
 * Starts people who add movies with clients that send a request again, under the same key or id, until it is
 * acknowledged: half of them by POST with an Idempotency-Key, half by PUT.
 */
export function startWriters(people: number, target: Target): Writers {
  const agent = new Agent({ keepAlive: true, maxSockets: people })
  const acknowledged = new Map<string, unknown>()
  const retries = new Map<string, number>()
  const refusals: Answer[] = []
  const senseless: Answer[] = []
  let writing = true
  let abandoned = false

  const add = async (title: string, { method, path, headers }: Question & { path: string }) => {
    for (;;) {
      const question = { method, headers, body: movie({ title }), token: target.token, agent }
      const answer = await ask(`${target.url}/api/v1/buckets/${target.bucketId}/movies${path}`, question).catch(codeOf)
      if (typeof answer !== 'string' && (answer.status === 200 || answer.status === 201)) {
        acknowledged.set(title, answer.json.id)
        return
      }
      if (typeof answer !== 'string') (saysRetry(answer) ? refusals : senseless).push(answer)
      const reason = typeof answer === 'string' ? answer : String(answer.status)
      retries.set(reason, (retries.get(reason) ?? 0) + 1)
      if (abandoned || (!writing && senseless.length > 0)) return
      await sleep(20)
    }
  }
  const writers = Array.from({ length: people }, async (_, writer) => {
    for (let n = 0; writing; n++) {
      const id = randomUUID()
      const title = `Writer ${writer}, movie ${n}`
      if (writer % 2 === 0) await add(title, { method: 'POST', path: '', headers: { 'idempotency-key': id } })
      else await add(title, { method: 'PUT', path: `/${id}` })
    }
  })
  const stop = async () => {
    writing = false
    await Promise.all(writers)
    agent.destroy()
  }
  return {
    acknowledged,
    retries,
    refusals,
    senseless,
    stop,
    abandon() {
      abandoned = true
      return stop()
    },
  }
}

/** What was acknowledged and is not there, and what is there twice or was never acknowledged. */
export async function compareWithDatabase({ acknowledged }: Writers, { bucketId }: { bucketId: string }) {
  const stored = await sql<{ id: string; title: string }>('select id, title from movies where bucket_id = $1', [
    bucketId,
  ])
  const ids = new Set(stored.map(({ id }) => id))
  const titles = new Set(stored.map(({ title }) => title))
  return {
    lost: [...acknowledged].filter(([title, id]) => !titles.has(title) || !ids.has(String(id))),
    doubled: stored.length - titles.size,
    unasked: stored.filter(({ title }) => !acknowledged.has(title)),
  }
}

/** What `compareWithDatabase` finds when all is well. */
export const NOTHING_AMISS = { lost: [], doubled: 0, unasked: [] }

// The server is away or busy, or still carries out the first request with this key.
function saysRetry({ status, headers, json }: Answer): boolean {
  const words = typeof json.detail === 'string' && json.detail.length > 0
  return words && (status === 503 || status === 409) && headers['retry-after'] !== undefined
}

function codeOf(error: NodeJS.ErrnoException): string {
  return error.code ?? error.message
}
