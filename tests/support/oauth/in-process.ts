import { vi } from 'vitest'
import type { ProviderId } from '@/domain/account/providers'
import type { AppPath } from '@/domain/paths'

/** The server of a deployment, in this process: it signs people in at providers, without a browser. */
export type InProcess = {
  auth: typeof import('@/server/auth/next-auth')
  attempt: typeof import('@/server/auth/attempt')
  issuers: typeof import('@/server/auth/issuers')
  /** Signs in as a choice of the provider's page in a browser with these cookies; returns the path it is led to. */
  signIn(provider: ProviderId, choice: string, given?: Browser): Promise<string>
  /** What this browser is told on the sign-in page. */
  hint(cookies: Map<string, string>): Promise<unknown>
}

type Browser = { next?: AppPath; cookies?: Map<string, string> }

let before: typeof process.env | undefined

/** Starts the server anew with these settings beside those of the test run. End with `restoreSettings`. */
export async function startInProcess(settings: Record<string, string | undefined>): Promise<InProcess> {
  before ??= process.env
  process.env = { ...before, ...settings } as typeof process.env
  // A server reads its settings once.
  vi.resetModules()
  const auth = await import('@/server/auth/next-auth')
  const attempt = await import('@/server/auth/attempt')
  const issuers = await import('@/server/auth/issuers')
  const { readSignInHint } = await import('@/server/auth/sign-in-hint')
  const { requests } = await import('@/tests/support/next/headers')
  const { NextRequest } = await import('next/server')

  return {
    auth,
    attempt,
    issuers,
    async signIn(provider, choice, { next = '/settings', cookies = new Map() } = {}) {
      const inRequest = <T>(work: () => Promise<T>) => requests.run({ headers: new Headers(), cookies }, work)
      const address = await inRequest(() => auth.startSignIn(provider, next))
      const back = await choose(address, choice)
      const cookie = [...cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; ')
      const answer = await inRequest(() => auth.finishSignIn(new NextRequest(back, { headers: { cookie } }), provider))
      const { pathname, search } = new URL(answer.headers.get('location') ?? '')
      return pathname + search
    },
    hint: (cookies) => requests.run({ headers: new Headers(), cookies }, readSignInHint),
  }
}

/** Takes the settings of the test run again. */
export function restoreSettings(): void {
  if (before) process.env = before
  before = undefined
  vi.resetModules()
}

// Goes through a provider's pages as a browser does, up to the redirect that leads back.
async function choose(address: string, choice: string): Promise<string> {
  const jar = new Map<string, string>()
  let url = new URL(address)
  const { origin } = url
  let init: RequestInit = {}
  for (let step = 0; step < 10; step++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { ...init, headers: { cookie }, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(name, value)
    }
    const target = response.headers.get('location')
    const text = await response.text()
    if (target) url = new URL(target, url)
    if (target && url.origin !== origin) return url.href
    if (!target && !text.includes('<form')) throw new Error(`${url.pathname} answers ${response.status}: ${text}`)
    init = target ? {} : { method: 'POST', body: new URLSearchParams({ choice }) }
  }
  throw new Error('The provider leads in circles')
}
