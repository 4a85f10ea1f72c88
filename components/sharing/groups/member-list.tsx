import { ActionForm } from '@/components/account/action-form'
import { SettingsRow } from '@/components/account/settings-section'
import { CancelButton, Disclosure } from '@/components/ui/disclosure'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/domain/forms'
import { type Member, nameOf } from '@/domain/sharing/group'
import { withArticle } from '@/domain/sharing/role-words'

type Props = {
  groupId: string
  groupName: string
  members: Member[]
  /** For admins: posted with `groupId`, `userId` and a `role`. */
  change?: FormAction
  /** For admins: posted with `groupId` and `userId`. */
  remove?: FormAction
}

const MARKS = { owner: 'Owner', admin: 'Admin', member: null }

/** The members of a group; admins also change and remove them. */
export function MemberList({ groupId, groupName, members, change, remove }: Props) {
  return (
    <ul>
      {members.map(({ userId, name, role, isMe }) => {
        const who = nameOf(name)
        const other = role === 'admin' ? 'member' : 'admin'
        const fields = (
          <>
            <input type="hidden" name="groupId" value={groupId} />
            <input type="hidden" name="userId" value={userId} />
          </>
        )
        return (
          <SettingsRow
            key={userId}
            actions={
              role !== 'owner' &&
              !isMe &&
              change &&
              remove && (
                <>
                  <ActionForm action={change}>
                    {fields}
                    <input type="hidden" name="role" value={other} />
                    <SubmitButton size="small" aria-label={`Make ${who} ${withArticle(other)}`}>
                      Make {withArticle(other)}
                    </SubmitButton>
                  </ActionForm>
                  <Disclosure
                    size="small"
                    label={
                      <span>
                        Remove<span className="sr-only"> {who}</span>…
                      </span>
                    }
                  >
                    <p className="wrap-anywhere">
                      {who} will no longer see what is shared with “{groupName}”, from their next click on.
                    </p>
                    <ActionForm action={remove} className="flex flex-wrap gap-2">
                      {fields}
                      <SubmitButton variant="danger" aria-label={`Remove ${who} from the group`}>
                        Remove from the group
                      </SubmitButton>
                      <CancelButton />
                    </ActionForm>
                  </Disclosure>
                </>
              )
            }
          >
            <p className="font-semibold wrap-anywhere">
              {who}
              {isMe && <span className="font-normal text-muted"> (you)</span>}
              {MARKS[role] && (
                <span className="ml-2 rounded-sm bg-accent-soft px-2 py-0.5 text-xs text-accent">{MARKS[role]}</span>
              )}
            </p>
          </SettingsRow>
        )
      })}
    </ul>
  )
}
