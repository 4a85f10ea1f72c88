import 'server-only'
import { SignInChoices } from '@/components/account/sign-in-choices'
import { OperatorNote } from '@/components/ui/operator'
import { PROVIDER_IDS } from '@/domain/account/providers'
import { demoState } from '@/server/auth/demo'
import { listProviders, ownCallbackUrl } from '@/server/auth/providers'
import { demoAction, signInAction } from './actions'

/** The ways to sign in that this request may use. */
export async function Choices({ next }: { next: string }) {
  const [github, google, oidc] = PROVIDER_IDS.map(ownCallbackUrl) as [string, string, string]
  return (
    <>
      <SignInChoices
        providers={listProviders()}
        demo={await demoState()}
        next={next}
        callbackUrls={{ github, google, oidc }}
        signInAction={signInAction}
        demoAction={demoAction}
      />
      <OperatorNote />
    </>
  )
}
