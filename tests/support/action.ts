import { AsyncLocalStorage } from 'node:async_hooks'
import { vi } from 'vitest'

/** One request as Next hands it to an action; cookies that are set land in the same map. */
type Sent = { headers: Headers; cookies: Map<string, string> }

const requests = new AsyncLocalStorage<Sent>()

function current(): Sent {
  const request = requests.getStore()
  if (!request) throw new Error('An action was called outside of send()')
  return request
}

// Next's own, which exist only while it serves a request. What we make of them is all real.
vi.mock('next/headers', () => ({
  headers: async () => current().headers,
  cookies: async () => ({
    get: (name: string) => {
      const value = current().cookies.get(name)
      return value === undefined ? undefined : { name, value }
    },
    set: (name: string, value: string) => current().cookies.set(name, value),
    delete: (name: string) => current().cookies.delete(name),
  }),
}))
vi.mock('next/cache', () => ({ refresh: () => {}, revalidatePath: () => {}, revalidateTag: () => {} }))

/** Who sends, by the token of a session, and what a browser or an attacker puts into the request. */
export type Sender = { token?: string | null; headers?: Record<string, string> }

/** What a page of this deployment sends along. */
export const OWN_PAGE = {
  origin: 'http://localhost:3000',
  host: 'localhost:3000',
  'sec-fetch-site': 'same-origin',
  'x-request-id': 'test',
}

/** Calls an action as one request would; import actions with `await import(…)` after this file. */
export function send<T>({ token, headers = OWN_PAGE }: Sender, call: () => Promise<T>): Promise<T> {
  const cookies = new Map(token ? [['moviebucket.session', token]] : [])
  return requests.run({ headers: new Headers(headers), cookies }, call)
}

/** How an action ended: `ok`, also by a redirect, or the code it was refused with. */
export async function outcomeOf(call: Promise<unknown>): Promise<string> {
  try {
    const result = (await call) as { ok: boolean; code: string } | null | undefined
    return result && !result.ok ? result.code : 'ok'
  } catch (error) {
    const { digest } = error as { digest?: string }
    if (digest?.startsWith('NEXT_REDIRECT')) return 'ok'
    throw error
  }
}
