import 'server-only'
import { SetUpLink } from '@/components/account/set-up-help'
import { SignInChoices } from '@/components/account/sign-in-choices'
import { OperatorNote } from '@/components/ui/operator'
import { PROVIDER_IDS } from '@/domain/account/providers'
import { demoState } from '@/server/auth/demo'
import { listProviders, ownCallbackUrl } from '@/server/auth/providers'
import { demoAction, signInAction } from './actions'

/** The ways to sign in that this request may use. */
export async function Choices({ next }: { next: string }) {
  return (
    <>
      <SignInChoices
        providers={listProviders()}
        demo={await demoState()}
        next={next}
        callbackUrls={callbackUrls()}
        signInAction={signInAction}
        demoAction={demoAction}
      />
      <OperatorNote />
    </>
  )
}

/** The help for the operator of a copy that has the demo account alone. */
export async function SetUp() {
  if (listProviders().length > 0 || (await demoState()) === 'off') return null
  return <SetUpLink callbackUrls={callbackUrls()} />
}

function callbackUrls() {
  const [github, google, oidc] = PROVIDER_IDS.map(ownCallbackUrl) as [string, string, string]
  return { github, google, oidc }
}
