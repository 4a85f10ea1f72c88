import { Notice } from '@/components/ui/notice'
import type { Delivery } from '@/domain/sharing/invitation-mail'
import { MailText } from './mail-text'

/** Tells how an invitation by name reaches the person. It says the same whether or not they have an account. */
export function DeliveryNotice({ delivery: { label, sent, mail } }: { delivery: Delivery }) {
  const byLogin = label.startsWith('@')
  return (
    <Notice
      tone={sent === 'failed' ? 'danger' : 'success'}
      role="status"
      title={`${label} is invited.`}
      className="wrap-anywhere"
    >
      {sent === 'yes' ? (
        <p>A mail is on its way. They accept under “Shared with me” once they are signed in.</p>
      ) : (
        <>
          <p className="mb-2">
            {sent === 'failed'
              ? 'But the mail could not be sent just now. Send them this text yourself:'
              : `They find it under “Shared with me” once they are signed in with that ${byLogin ? 'GitHub account' : 'address'}. ` +
                'No mail was sent: tell them yourself.'}
          </p>
          <MailText {...mail} />
        </>
      )}
    </Notice>
  )
}
