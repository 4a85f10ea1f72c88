import type { FormAction } from '@/domain/form-state'
import { nameOf } from '@/domain/group'
import { ActionForm } from '../account/action-form'
import { SettingsRow } from '../account/settings-section'
import { Button } from '../ui/button'

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
              <Button type="submit" size="small" aria-label={`Unblock ${nameOf(name)}`}>
                Unblock
              </Button>
            </ActionForm>
          }
        >
          <p className="font-semibold wrap-anywhere">{nameOf(name)}</p>
        </SettingsRow>
      ))}
    </ul>
  )
}
