import { randomUUID } from 'node:crypto'
import { Agent } from 'node:http'
import { movie } from '@/tests/support/builders/movie-values'
import { ask, type Question } from './ask'

type Load = {
  /** Where the app answers, without a path. */
  url: string
  bucketId: string
  token: string
  clients: number
  /** Whether clients keep their connections, or have one for each request. */
  keepAlive: boolean
}

/**
 * Starts clients that add, read and list movies without ever sending a request again.
 * @returns what was not answered as usual so far; `stop` waits for all of them and returns the ids of added movies
 */
export function startLoad({ url, bucketId, token, clients, keepAlive }: Load) {
  const agent = new Agent({ keepAlive, maxSockets: clients })
  const failures: unknown[] = []
  const added: string[] = []
  let answered = 0
  let going = true

  const send = async (path: string, question: Question, usual: number) => {
    const answer = await ask(`${url}${path}`, { token, agent, ...question }).catch(
      (error: NodeJS.ErrnoException) => error,
    )
    if (answer instanceof Error || answer.status !== usual) failures.push(answer)
    answered++
    return answer
  }
  const all = Array.from({ length: clients }, async (_, client) => {
    const movies = `/api/v1/buckets/${bucketId}/movies`
    for (let n = 0; going; n++) {
      const id = randomUUID()
      const values = { body: movie({ title: `Client ${client}, movie ${n}` }) }
      await send(`${movies}/${id}`, { method: 'PUT', ...values }, 201)
      added.push(id)
      await send(`${movies}/${id}`, {}, 200)
      const posted = await send(movies, { method: 'POST', ...values }, 201)
      if ('json' in posted) added.push(String(posted.json.id))
      await send('/sign-in', {}, 200)
    }
  })
  return {
    failures,
    answered: () => answered,
    async stop() {
      going = false
      await Promise.all(all)
      agent.destroy()
      return added
    },
  }
}
