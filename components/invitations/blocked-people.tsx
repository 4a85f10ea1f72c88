import type { FormAction } from '@/domain/form-state'
import { nameOf } from '@/domain/group'
import { ActionForm } from '../account/action-form'
import { SettingsRow } from '../account/settings-section'
import { SubmitButton } from '../ui/submit-button'

type Props = {
  people: { userId: string; name: string | null }[]
  /** Posted with a `userId`. */
  unblock: FormAction
}

/** Whose invitations one does not see. */
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
