import { formatDay } from '@/domain/text'
import type { TokenScope } from './token'

/** A new way into an account: a provider's account, or a token. Times are ISO 8601 in UTC. */
export type NewWayIn =
  | { kind: 'account'; provider: string; label: string | null }
  | { kind: 'token'; name: string; scope: TokenScope; expiresAt: string }

/** Writes the mail that tells a person of a new way into their account; `href` is where they undo it. */
export function writeAccountMail(news: NewWayIn, href: string): { subject: string; text: string } {
  const [subject, what, undo] =
    news.kind === 'account'
      ? [
          'A new way to sign in to your moviebucket account',
          `${news.provider}${news.label ? ` (${news.label})` : ''} was connected to your account and signs in to it from now on.`,
          'disconnect it',
        ]
      : [
          'A new token for your moviebucket account',
          `The token “${news.name}” was made. It ${news.scope === 'write' ? 'reads and writes' : 'reads'} in your name until ${formatDay(news.expiresAt)}.`,
          'revoke it',
        ]
  const text = `${what}

If this was you, there is nothing to do. If not, ${undo} and sign out everywhere, tokens included:

${href}
`
  return { subject, text }
}
