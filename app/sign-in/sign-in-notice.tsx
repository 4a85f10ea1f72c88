import 'server-only'
import { Notice } from '@/components/ui/notice'
import type { Account } from '@/db/account/accounts'
import { isProviderId } from '@/domain/account/providers'
import { explainRefusal, SIGN_IN_REFUSALS } from '@/domain/account/sign-in'
import { providerName } from '@/server/auth/providers'
import { readSignInHint } from '@/server/auth/sign-in-hint'

type Props = {
  error: unknown
  provider: unknown
  /** The reader's connected accounts, in Settings. */
  accounts?: Account[]
}

/** Says why signing in or connecting failed, from `?error=` and `?provider=`; an unknown reason is a plain failure. */
export async function SignInNotice({ error, provider, accounts = [] }: Props) {
  const refusal = SIGN_IN_REFUSALS.find((known) => known === error) ?? 'provider'
  const hint = refusal === 'other_provider' || refusal === 'moved' ? await readSignInHint() : undefined
  const { title, text } = explainRefusal(refusal, {
    provider: isProviderId(provider) ? providerName(provider) : undefined,
    trustable: provider === 'oidc',
    email: hint?.email,
    others: hint?.providers.map(providerName),
    account: accounts.find((account) => account.provider === provider)?.label ?? undefined,
  })
  return (
    <Notice tone={refusal === 'cancelled' ? 'info' : 'danger'} role="alert" title={title}>
      {text}
    </Notice>
  )
}
