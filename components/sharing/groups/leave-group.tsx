import { ActionForm } from '@/components/account/action-form'
import { CancelButton, Disclosure } from '@/components/ui/disclosure'
import { SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/domain/forms'
import { type Group, type Member, nameOf } from '@/domain/sharing/group'

type Props = { group: Group; members: Member[]; leave: FormAction; transfer: FormAction; dissolve: FormAction }

/** The ways out of a group: a member leaves; its owner transfers or dissolves it. */
export function LeaveGroup({ group, members, leave, transfer, dissolve }: Props) {
  const others = members.filter((member) => !member.isMe)
  const groupId = <input type="hidden" name="groupId" value={group.id} />
  if (group.role !== 'owner') {
    return (
      <div className="flex flex-wrap gap-2">
        <Disclosure label="Leave the group…">
          <p>
            You will no longer see what is shared with it. What you shared with it stays shared until you change that
            under the bucket’s Sharing. To come back you need a new invitation.
          </p>
          <ActionForm action={leave} className="flex flex-wrap gap-2">
            {groupId}
            <SubmitButton variant="danger">Leave “{group.name}”</SubmitButton>
            <CancelButton />
          </ActionForm>
        </Disclosure>
      </div>
    )
  }
  return (
    <div className="flex flex-wrap gap-2">
      <p className="basis-full text-muted">
        {others.length > 0
          ? 'The group is yours. Before you can leave, transfer it to another member; or dissolve it.'
          : 'You are the only one in it. You can dissolve it.'}
      </p>
      {others.length > 0 && (
        <Disclosure label="Transfer ownership…">
          <ActionForm action={transfer} className="flex w-full max-w-sm flex-col items-start gap-3">
            {groupId}
            <SelectField label="To whom" name="userId" className="w-full">
              {others.map(({ userId, name, role }) => (
                <option key={userId} value={userId}>
                  {nameOf(name)}
                  {role === 'admin' && ' (admin)'}
                </option>
              ))}
            </SelectField>
            <label className="flex min-h-11 items-center gap-2 sm:min-h-6">
              <input type="checkbox" name="leave" className="size-4.5 accent-primary" />
              and leave the group
            </label>
            <p className="text-sm text-muted">
              They own it at once, and only they can transfer it back. If you stay, you stay as an admin.
            </p>
            <div className="flex flex-wrap gap-2">
              <SubmitButton>Transfer “{group.name}”</SubmitButton>
              <CancelButton />
            </div>
          </ActionForm>
        </Disclosure>
      )}
      <Disclosure label="Dissolve it…">
        <p>
          “{group.name}” is gone for good{members.length > 1 && `, for all ${members.length} people in it`}. Its members
          no longer see what was shared with it; the buckets themselves stay. Invitations to it stop working.
        </p>
        <ActionForm action={dissolve} className="flex flex-wrap gap-2">
          {groupId}
          <SubmitButton variant="danger">Dissolve “{group.name}”</SubmitButton>
          <CancelButton />
        </ActionForm>
      </Disclosure>
    </div>
  )
}
