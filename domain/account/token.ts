import type { FormState } from '@/domain/forms'

/** What a token opens: reading alone, or writing too. */
export const TOKEN_SCOPES = ['read', 'write'] as const
export type TokenScope = (typeof TOKEN_SCOPES)[number]

/** How long a token can be made for, in days, as Settings offers it; the command takes any number up to the last. */
export const TOKEN_DAYS = [30, 90, 365] as const
export const MOST_TOKEN_DAYS = 365

/** A token of the API as its owner sees it: the token itself is not known any more. Times are ISO 8601 in UTC. */
export type ApiToken = {
  id: string
  name: string
  scope: TokenScope
  createdAt: string
  expiresAt: string
  lastUsedAt: string | null
}

/** A token as it is shown once. */
export type NewToken = { id: string; token: string; name: string; scope: TokenScope; expiresAt: string }

/** Whether a token with this scope opens what needs that one. */
export function covers(scope: TokenScope, needed: TokenScope): boolean {
  return scope === 'write' || needed === 'read'
}

/** What the form for a new token shows afterwards. */
export type TokenState = FormState | { ok: true; made: NewToken }
export type TokenAction = (state: TokenState, form: FormData) => Promise<TokenState>
