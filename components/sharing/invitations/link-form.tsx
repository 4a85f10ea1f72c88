'use client'

import { CopyField } from '@/components/buckets/copy-field'
import { SelectField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { usePostedForm } from '@/components/ui/use-posted-form'
import { LINK_DAYS, type LinkAction } from '@/domain/sharing/invitation-link'
import type { InvitationRole } from '@/domain/sharing/roles'
import { counted, formatDay } from '@/domain/text'

type Props = {
  action: LinkAction
  /** The roles to choose from; a single one is not asked for. */
  roles: readonly InvitationRole[]
  /** Posted too: the id of the bucket or group. */
  hidden: Record<string, string>
}

/** Makes an invitation link: posts `role`, `uses` (`one`, `many`) and `days`. Works without JavaScript. */
export function LinkForm({ action, roles, hidden }: Props) {
  const { state, form } = usePostedForm(action)
  return (
    <div className="flex flex-col gap-3">
      <form {...form} className="flex flex-wrap items-end gap-3">
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {roles.length > 1 && (
          <SelectField label="As" name="role" className="w-36">
            {roles.map((role) => (
              <option key={role} value={role}>
                {role}
              </option>
            ))}
          </SelectField>
        )}
        <SelectField label="Works" name="uses" className="w-40">
          <option value="one">once</option>
          <option value="many">many times</option>
        </SelectField>
        <SelectField label="Open for" name="days" className="w-36">
          {LINK_DAYS.map((days) => (
            <option key={days} value={days}>
              {counted(days, 'day')}
            </option>
          ))}
        </SelectField>
        <SubmitButton>Make a link</SubmitButton>
      </form>
      {state && !state.ok && (
        <Notice tone="danger" role="alert">
          {state.message}
        </Notice>
      )}
      {state?.ok && (
        <Notice tone="success" role="status" title="Copy it now: it is not shown again.">
          <p className="mb-2">
            {state.link.once ? 'The first person who accepts uses it up.' : 'Every person who has it can accept.'} It is
            open until {formatDay(state.link.expiresAt)}.
          </p>
          <CopyField label="Link" value={state.link.href} />
        </Notice>
      )}
    </div>
  )
}
