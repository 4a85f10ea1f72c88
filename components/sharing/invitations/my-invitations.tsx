import { ActionForm } from '@/components/account/action-form'
import { CancelButton, Disclosure } from '@/components/ui/disclosure'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/domain/forms'
import { nameOf } from '@/domain/sharing/group'
import type { ReceivedInvitation } from '@/domain/sharing/invitation'
import { invitationLine, recipientLine } from '@/domain/sharing/invitation-words'
import { ROLE_MEANS } from '@/domain/sharing/role-words'
import { counted, formatDay } from '@/domain/text'

type Props = {
  invitations: ReceivedInvitation[]
  /** Each is posted with the `id` of the invitation. */
  accept: FormAction
  decline: FormAction
  block: FormAction
}

/** The invitations that name the reader, to answer. Works without JavaScript. */
export function MyInvitations({ invitations, accept, decline, block }: Props) {
  if (invitations.length === 0) return null
  return (
    <section aria-labelledby="invitations" className="flex flex-col gap-3">
      <h2 id="invitations">
        {invitations.length === 1 ? 'An invitation for you' : `${counted(invitations.length, 'invitation')} for you`}
      </h2>
      <ul className="flex flex-col gap-3">
        {invitations.map((invitation) => (
          <li key={invitation.id} className="flex flex-col gap-3 rounded-lg border border-accent/40 bg-surface p-4">
            <div>
              <p className="font-semibold wrap-anywhere">{invitationLine(invitation)}.</p>
              <p className="text-sm text-muted wrap-anywhere">{recipientLine(invitation)}</p>
              <p className="text-sm text-muted">
                {ROLE_MEANS[invitation.role]} Open until {formatDay(invitation.expiresAt)}.
              </p>
            </div>
            <div className="flex flex-wrap items-start gap-2">
              <Answer id={invitation.id} action={accept} label={`Accept: ${invitation.place}`} variant="primary">
                Accept
              </Answer>
              <Answer id={invitation.id} action={decline} label={`Decline: ${invitation.place}`}>
                Decline
              </Answer>
              <Disclosure
                label={
                  <span>
                    Block<span className="sr-only"> {nameOf(invitation.inviter)}</span>…
                  </span>
                }
              >
                <p>
                  You will not see invitations from {nameOf(invitation.inviter)} any more. They are not told. You can
                  unblock them in Settings.
                </p>
                <div className="flex flex-wrap gap-2">
                  <Answer
                    id={invitation.id}
                    action={block}
                    label={`Block ${nameOf(invitation.inviter)}`}
                    variant="danger"
                  >
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
