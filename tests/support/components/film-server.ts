import { vi } from 'vitest'
import type { Film } from '@/domain/facts/film'
import type { LookUpService, Suggestions } from '@/domain/facts/suggest'

type Asked = { url: URL; method: string; body?: string; signal?: AbortSignal | null }

/** The server's side of suggestions, at the place of the network; answers when the test says so, or at once. */
export class FilmServer {
  films: Film[] = []
  lookUp: LookUpService | null = null
  /** What answers a look-up. */
  lookedUp: () => Response = () => Response.json({ films: [] })
  readonly asked: Asked[] = []
  private gate: Promise<void> | undefined
  private openGate = () => {}

  constructor() {
    vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
      const url = new URL(path, 'http://localhost:3000')
      const { method = 'GET', body, signal } = init
      this.asked.push({ url, method, signal, ...(body != null && { body: String(body) }) })
      await this.gate
      signal?.throwIfAborted()
      return method === 'GET' ? Response.json(this.suggestions) : this.lookedUp()
    })
  }

  /** The titles for which suggestions were asked. */
  get titles(): (string | null)[] {
    return this.asked.filter(({ method }) => method === 'GET').map(({ url }) => url.searchParams.get('title'))
  }

  /** Answers wait until `release`. */
  hold(): void {
    this.gate = new Promise((resolve) => {
      this.openGate = resolve
    })
  }
  release(): void {
    this.gate = undefined
    this.openGate()
  }

  private get suggestions(): Suggestions {
    return { films: this.films, lookUp: this.lookUp }
  }
}
