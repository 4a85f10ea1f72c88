import { requests } from './headers'

/** The sender, by the token of a session, and the headers that a browser or an attacker sets. */
export type Sender = { token?: string | null; headers?: Record<string, string> }

/** The headers of a page of this deployment. */
export const OWN_PAGE = {
  origin: 'http://localhost:3000',
  host: 'localhost:3000',
  'sec-fetch-site': 'same-origin',
  'x-request-id': 'test',
}

/** Calls an action as one request would. */
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

/** A form with these fields. */
export function formOf(values: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(values)) form.set(name, value)
  return form
}
