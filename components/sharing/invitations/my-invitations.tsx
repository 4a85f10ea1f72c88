import { ActionForm } from '@/components/account/action-form'
import { CancelButton, Disclosure } from '@/components/ui/disclosure'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/domain/forms'
import { nameOf } from '@/domain/sharing/group'
import type { Offer } from '@/domain/sharing/invitation'
import { dayOf, invitationLine, ROLE_MEANS } from '@/domain/sharing/invitation-words'

type Props = {
  offers: Offer[]
  /** Each is posted with the `id` of the invitation. */
  accept: FormAction
  decline: FormAction
  block: FormAction
}

/** The invitations that name the reader, to answer; nothing when there are none. Works without JavaScript. */
export function MyInvitations({ offers, accept, decline, block }: Props) {
  if (offers.length === 0) return null
  return (
    <section aria-labelledby="invitations" className="flex flex-col gap-3">
      <h2 id="invitations">{offers.length === 1 ? 'An invitation for you' : `${offers.length} invitations for you`}</h2>
      <ul className="flex flex-col gap-3">
        {offers.map((offer) => (
          <li key={offer.id} className="flex flex-col gap-3 rounded-lg border border-accent/40 bg-surface p-4">
            <div>
              <p className="font-semibold wrap-anywhere">{invitationLine(offer)}.</p>
              <p className="text-sm text-muted">
                {ROLE_MEANS[offer.role]} Open until {dayOf(offer.expiresAt)}.
              </p>
            </div>
            <div className="flex flex-wrap items-start gap-2">
              <Answer id={offer.id} action={accept} label={`Accept: ${offer.place}`} variant="primary">
                Accept
              </Answer>
              <Answer id={offer.id} action={decline} label={`Decline: ${offer.place}`}>
                Decline
              </Answer>
              <Disclosure
                label={
                  <span>
                    Block<span className="sr-only"> {nameOf(offer.inviter)}</span>…
                  </span>
                }
              >
                <p>
                  You will see no invitation of {nameOf(offer.inviter)} any more. They are not told. You can take it
                  back in Settings.
                </p>
                <div className="flex flex-wrap gap-2">
                  <Answer id={offer.id} action={block} label={`Block ${nameOf(offer.inviter)}`} variant="danger">
                    Block them
                  </Answer>
                  <CancelButton />
                </div>
              </Disclosure>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

type AnswerProps = {
  id: string
  action: FormAction
  label: string
  variant?: 'primary' | 'secondary' | 'danger'
  children: string
}

function Answer({ id, action, label, variant, children }: AnswerProps) {
  return (
    <ActionForm action={action}>
      <input type="hidden" name="id" value={id} />
      <SubmitButton variant={variant} aria-label={label}>
        {children}
      </SubmitButton>
    </ActionForm>
  )
}
