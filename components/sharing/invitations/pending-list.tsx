import { ActionForm } from '@/components/account/action-form'
import { SettingsRow } from '@/components/account/settings-section'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/domain/forms'
import type { PendingInvitation } from '@/domain/sharing/invitation'
import type { InvitationLink } from '@/domain/sharing/invitation-link'
import { withArticle } from '@/domain/sharing/role-words'
import { formatDay } from '@/domain/text'

type Props = {
  people: PendingInvitation[]
  links: InvitationLink[]
  /** Posted with the `id` of one of them. */
  revoke: FormAction
  hidden: Record<string, string>
}

/** The invitations that wait for an answer, and the links that work. */
export function PendingList({ people, links, revoke, hidden }: Props) {
  if (people.length + links.length === 0) return null
  return (
    <ul>
      {people.map(({ id, label, role, expiresAt }) => (
        <SettingsRow
          key={id}
          actions={<Revoke id={id} label={`Take back: ${label}`} action={revoke} hidden={hidden} />}
        >
          <p className="font-semibold wrap-anywhere">{label}</p>
          <p className="text-sm text-muted">
            Invited as {withArticle(role)}, no answer yet; open until {formatDay(expiresAt)}
          </p>
        </SettingsRow>
      ))}
      {links.map((link) => (
        <SettingsRow
          key={link.id}
          actions={<Revoke id={link.id} label={`Take back: ${linkName(link)}`} action={revoke} hidden={hidden} />}
        >
          <p className="font-semibold">{linkName(link)}</p>
          <p className="text-sm text-muted">
            Everyone who accepts it becomes {withArticle(link.role)}; open until {formatDay(link.expiresAt)}
          </p>
        </SettingsRow>
      ))}
    </ul>
  )
}

function linkName({ usesLeft }: InvitationLink): string {
  return usesLeft === null ? 'A link that works many times' : 'A link that works once'
}

type RevokeProps = { id: string; label: string; action: FormAction; hidden: Record<string, string> }

function Revoke({ id, label, action, hidden }: RevokeProps) {
  return (
    <ActionForm action={action}>
      {Object.entries({ ...hidden, id }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton size="small" aria-label={label}>
        Take back
      </SubmitButton>
    </ActionForm>
  )
}
