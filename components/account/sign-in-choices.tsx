import { Icon } from '@/components/ui/icon'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ProviderChoice } from '@/domain/account/providers'
import type { FormAction } from '@/domain/forms'
import { ActionForm } from './action-form'
import { ProviderMark } from './provider-mark'
import { type CallbackUrls, SetUpHelp } from './set-up-help'

type Props = {
  providers: ProviderChoice[]
  /** Whether the local demo account is open to this browser, opens with the key, or does not exist here. */
  demo: 'open' | 'locked' | 'off'
  /** The path to go to once signed in. */
  next: string
  callbackUrls: CallbackUrls
  signInAction: FormAction
  demoAction: FormAction
}

/** The ways to sign in that this deployment offers, or help for its operator when there are none. */
export function SignInChoices({ providers, demo, next, callbackUrls, signInAction, demoAction }: Props) {
  return (
    <div className="flex w-full max-w-sm flex-col gap-3">
      {providers.map(({ id, name }) => (
        <ActionForm key={id} action={signInAction}>
          <input type="hidden" name="provider" value={id} />
          <input type="hidden" name="next" value={next} />
          <SubmitButton className="min-h-12 w-full whitespace-normal! sm:min-h-12">
            <ProviderMark id={id} />
            Continue with {name}
          </SubmitButton>
        </ActionForm>
      ))}
      {demo === 'open' && (
        <ActionForm action={demoAction}>
          <input type="hidden" name="next" value={next} />
          <SubmitButton variant="primary" className="min-h-12 w-full whitespace-normal! sm:min-h-12">
            <Icon name="lucide--laptop" />
            Try it with the local demo account
          </SubmitButton>
          <p className="mt-2 text-sm text-muted">
            Only on this computer, without a password. Everything you add stays in the database of this copy.
          </p>
        </ActionForm>
      )}
      {demo === 'locked' && (
        <p className="rounded border bg-surface px-4 py-3 text-sm">
          To try the local demo account, open the address that <code>npm start</code> printed in its window. Its key is
          new at every start.
        </p>
      )}
      {providers.length === 0 && demo === 'off' && <SetUpHelp callbackUrls={callbackUrls} />}
    </div>
  )
}
