import type { FormState } from '@/domain/forms'

/** What a token allows: only to read, or also to write. */
export const TOKEN_SCOPES = ['read', 'write'] as const
export type TokenScope = (typeof TOKEN_SCOPES)[number]

/** How many days a token works, as Settings offers it; the command takes any number up to `MOST_TOKEN_DAYS`. */
export const TOKEN_DAYS = [30, 90, 365] as const
export const MOST_TOKEN_DAYS = 365

/** A token of the API as its owner sees it, without its text, which is not stored. Times are ISO 8601 in UTC. */
export type ApiToken = {
  id: string
  name: string
  scope: TokenScope
  createdAt: string
  expiresAt: string
  lastUsedAt: string | null
}

/** A new token, with its text, which its owner sees only once. */
export type NewToken = { id: string; token: string; name: string; scope: TokenScope; expiresAt: string }

/** Whether a token with this scope may do something that needs `needed`. */
export function covers(scope: TokenScope, needed: TokenScope): boolean {
  return scope === 'write' || needed === 'read'
}

/** The result that the form for a new token shows. */
export type TokenState = FormState | { ok: true; made: NewToken }
export type TokenAction = (state: TokenState, form: FormData) => Promise<TokenState>
