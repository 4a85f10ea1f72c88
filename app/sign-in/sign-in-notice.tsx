import 'server-only'
import { Notice } from '@/components/ui/notice'
import { isProviderId } from '@/domain/account/providers'
import { explainSignInProblem, SIGN_IN_PROBLEMS } from '@/domain/account/sign-in'
import { providerName } from '@/server/auth/providers'
import { readSignInHint } from '@/server/auth/sign-in-hint'

type Props = { error: unknown; provider: unknown }

/** Why signing in or connecting did not work, out of `?error=` and `?provider=`; anything unknown is a plain failure. */
export async function SignInNotice({ error, provider }: Props) {
  const problem = SIGN_IN_PROBLEMS.find((known) => known === error) ?? 'provider'
  const hint = problem === 'other_provider' ? await readSignInHint() : undefined
  const { title, text } = explainSignInProblem(problem, {
    provider: isProviderId(provider) ? providerName(provider) : undefined,
    email: hint?.email,
    others: hint?.providers.map(providerName),
  })
  return (
    <Notice tone={problem === 'cancelled' ? 'info' : 'danger'} role="alert" title={title}>
      {text}
    </Notice>
  )
}
