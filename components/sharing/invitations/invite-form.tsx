'use client'

import { SelectField, TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { usePostedForm } from '@/components/ui/use-posted-form'
import type { InviteAction } from '@/domain/sharing/invitation'
import type { InvitationRole } from '@/domain/sharing/roles'
import { DeliveryNotice } from './delivery-notice'

type Props = {
  action: InviteAction
  /** The roles to choose from, the first one preselected; a single one is not asked for. */
  roles: readonly InvitationRole[]
  /** Posted too: the id of the bucket or group. */
  hidden: Record<string, string>
  /** The text of its button. */
  button?: string
}

/** Invites one person by exact address or GitHub name: posts `to` and `role`. Works without JavaScript. */
export function InviteForm({ action, roles, hidden, button = 'Invite' }: Props) {
  const { state, form } = usePostedForm(action)
  const failure = state && !state.ok ? state : null
  return (
    <div className="flex flex-col gap-3">
      <form {...form} className="flex flex-wrap items-start gap-x-3 gap-y-2">
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <TextField
          key={failure?.requestId}
          label="Email or GitHub name"
          name="to"
          required
          maxLength={300}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus={failure?.fields?.to !== undefined}
          defaultValue={failure?.values.to}
          error={failure?.fields?.to}
          hint="Enter the full address; moviebucket has no directory. They see the address you sign in with."
          className="min-w-56 flex-1"
        />
        {roles.length > 1 && (
          <SelectField
            key={`role ${failure?.requestId}`}
            label="Role"
            name="role"
            defaultValue={failure?.values.role}
            className="w-36"
          >
            {roles.map((role) => (
              <option key={role} value={role}>
                {role}
              </option>
            ))}
          </SelectField>
        )}
        <SubmitButton variant="primary" className="sm:mt-6">
          {button}
        </SubmitButton>
      </form>
      {failure && !failure.fields?.to && (
        <Notice tone="danger" role="alert">
          {failure.message}
        </Notice>
      )}
      {state?.ok && <DeliveryNotice delivery={state.delivery} />}
    </div>
  )
}
