import { ActionForm } from '@/components/account/action-form'
import { SettingsRow } from '@/components/account/settings-section'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/domain/forms'
import { nameOf } from '@/domain/sharing/group'

type Props = {
  people: { userId: string; name: string | null }[]
  /** Posted with a `userId`. */
  unblock: FormAction
}

/** The inviters whose invitations the reader has blocked. */
export function BlockedPeople({ people, unblock }: Props) {
  return (
    <ul>
      {people.map(({ userId, name }) => (
        <SettingsRow
          key={userId}
          actions={
            <ActionForm action={unblock}>
              <input type="hidden" name="userId" value={userId} />
              <SubmitButton size="small" aria-label={`Unblock ${nameOf(name)}`}>
                Unblock
              </SubmitButton>
            </ActionForm>
          }
        >
          <p className="font-semibold wrap-anywhere">{nameOf(name)}</p>
        </SettingsRow>
      ))}
    </ul>
  )
}
