import 'server-only'
import { after } from 'next/server'
import { type NewWayIn, writeAccountMail } from '@/domain/account/account-mail'
import type { NewToken } from '@/domain/account/token'
import { PATHS } from '@/domain/paths'
import { publicOrigin } from '@/server/environment'
import { isMailOn, sendMail } from '@/server/mail'
import { providerName } from './providers'

type Person = { email: string }

/** Mails a user, where mail is configured, that an account was connected. */
export function tellOfAccount(user: Person, provider: string, label: string | null): void {
  tell(user, { kind: 'account', provider: providerName(provider), label })
}

/** Mails a user, where mail is configured, that a token was made. */
export function tellOfToken(user: Person, { name, scope, expiresAt }: NewToken): void {
  tell(user, { kind: 'token', name, scope, expiresAt })
}

// After the answer: nobody waits for the mail server, and its failure is in the log.
function tell({ email }: Person, news: NewWayIn): void {
  if (isMailOn()) after(() => sendMail({ to: email, ...writeAccountMail(news, publicOrigin() + PATHS.settings) }))
}
