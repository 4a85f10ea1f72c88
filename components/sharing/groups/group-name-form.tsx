'use client'

import { TextField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { usePostedForm } from '@/components/ui/use-posted-form'
import type { FormAction } from '@/domain/forms'

type Props = { action: FormAction; label: string; button: string; name?: string; hidden?: Record<string, string> }

/** Names a new or an existing group: posts `name`. Works without JavaScript. */
export function GroupNameForm({ action, label, button, name, hidden = {} }: Props) {
  const { state: failure, form } = usePostedForm(action)
  return (
    <form {...form} className="flex flex-wrap items-start gap-x-3 gap-y-2">
      {Object.entries(hidden).map(([key, value]) => (
        <input key={key} type="hidden" name={key} value={value} />
      ))}
      <TextField
        key={`${failure?.requestId} ${name}`}
        name="name"
        label={label}
        hint="1 to 50 characters"
        error={failure ? (failure.fields?.name ?? failure.message) : undefined}
        defaultValue={failure?.values.name ?? name}
        autoFocus={failure?.fields?.name !== undefined}
        required
        autoComplete="off"
        className="min-w-56 flex-1"
      />
      <SubmitButton className="sm:mt-6">{button}</SubmitButton>
    </form>
  )
}
