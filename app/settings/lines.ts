import 'server-only'
import type { AccountLine } from '@/components/account/account-list'
import type { SessionLine } from '@/components/account/session-list'
import type { TokenLine } from '@/components/account/token-list'
import type { Account } from '@/db/account/accounts'
import type { Session } from '@/db/account/sessions'
import { PROVIDER_IDS } from '@/domain/account/providers'
import type { ApiToken } from '@/domain/account/token'
import { listProviders, providerName } from '@/server/auth/providers'

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** What `?done=` says was done. */
export const DONE: ReadonlyMap<string, string> = new Map([
  ['disconnected', 'Disconnected. It no longer signs you in.'],
  ['signed-out', 'Signed out there.'],
  ['token-revoked', 'Revoked. It opens nothing any more.'],
  ['signed-out-others', 'Signed out everywhere but in this browser.'],
])

/** Providers that are offered or connected, in the order of the sign-in page. */
export function listAccountLines(accounts: Account[]): AccountLine[] {
  const offered = listProviders().map((choice) => choice.id)
  return PROVIDER_IDS.flatMap((id) => {
    const connectedAt = accounts.find((account) => account.provider === id)?.connectedAt
    if (!connectedAt && !offered.includes(id)) return []
    const others = accounts.some(({ provider }) => provider !== id && offered.some((other) => other === provider))
    return {
      id,
      name: providerName(id),
      connectedAt: connectedAt && day.format(new Date(connectedAt)),
      canConnect: !connectedAt,
      canDisconnect: connectedAt !== undefined && others,
    }
  })
}

/** Sessions with their day written out, this browser's first. */
export function listSessionLines(sessions: Session[], here: string): SessionLine[] {
  return sessions
    .map(({ id, device, createdAt }) => ({
      id,
      device: device ?? 'A browser that does not say what it is',
      since: day.format(new Date(createdAt)),
      here: id === here,
    }))
    .sort((a, b) => Number(b.here) - Number(a.here))
}

/** Tokens with their days written out, as of `now` in ms. */
export function listTokenLines(tokens: ApiToken[], now: number): TokenLine[] {
  return tokens.map(({ id, name, scope, createdAt, expiresAt, lastUsedAt }) => ({
    id,
    name,
    scope,
    made: day.format(new Date(createdAt)),
    lastUsed: lastUsedAt && day.format(new Date(lastUsedAt)),
    ends: day.format(new Date(expiresAt)),
    over: Date.parse(expiresAt) <= now,
  }))
}
