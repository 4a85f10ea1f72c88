/** What a notice is about: a new connected account, or a new token. */
export const NOTICE_KINDS = ['account', 'token'] as const

/** How long screens show a notice that the reader does not dismiss. */
export const NOTICE_DAYS = 14

/**
 * A notice of a new account or token. `what` is the provider's id or the token's name, `label` the account's login or
 * address, if it is known and still connected; the time is ISO 8601 in UTC.
 */
export type AccountNotice = {
  id: string
  kind: (typeof NOTICE_KINDS)[number]
  what: string
  label: string | null
  createdAt: string
}
