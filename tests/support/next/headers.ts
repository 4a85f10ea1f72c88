import { AsyncLocalStorage } from 'node:async_hooks'

/** One request as Next hands it to an action; cookies that are set land in the same map. */
type Sent = { headers: Headers; cookies: Map<string, string> }

export const requests = new AsyncLocalStorage<Sent>()

function current(): Sent {
  const request = requests.getStore()
  if (!request) throw new Error('An action was called outside of send()')
  return request
}

export async function headers() {
  return current().headers
}

export async function cookies() {
  const { cookies } = current()
  return {
    get(name: string) {
      const value = cookies.get(name)
      return value === undefined ? undefined : { name, value }
    },
    set: (name: string, value: string) => cookies.set(name, value),
    delete: (name: string) => cookies.delete(name),
  }
}
