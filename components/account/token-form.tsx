'use client'

import { CopyField } from '@/components/buckets/copy-field'
import { SelectField, TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { usePostedForm } from '@/components/ui/use-posted-form'
import { TOKEN_DAYS, type TokenAction } from '@/domain/account/token'
import { formatDay } from '@/domain/text'

/** Makes a token for the API: posts `name`, `scope` and `days`, and shows the token once. Works without JavaScript. */
export function TokenForm({ action }: { action: TokenAction }) {
  const { state, form } = usePostedForm(action)
  const refused = state && !state.ok ? state : undefined
  return (
    <div className="flex flex-col gap-3">
      {state?.ok && (
        <Notice tone="success" role="status" title="Copy it now: it is not shown again.">
          <p className="mb-2">
            {state.made.scope === 'write' ? 'It reads and writes' : 'It reads'} in your name until{' '}
            {formatDay(state.made.expiresAt)}.
          </p>
          <CopyField label={`Token ${state.made.name}`} value={state.made.token} />
        </Notice>
      )}
      {refused && !refused.fields?.name && (
        <Notice tone="danger" role="alert">
          {refused.message}
        </Notice>
      )}
      <form {...form} className="flex flex-wrap items-start gap-3">
        <TextField
          label="Name"
          name="name"
          required
          autoComplete="off"
          placeholder="The program that uses it"
          // The field is empty for the next token, and keeps a refused name.
          key={state?.ok ? state.made.id : 'name'}
          defaultValue={refused?.values.name}
          error={refused?.fields?.name}
          className="min-w-48 flex-1"
        />
        <SelectField label="Access" name="scope" defaultValue={refused?.values.scope} className="w-44">
          <option value="read">read</option>
          <option value="write">read and write</option>
        </SelectField>
        <SelectField label="Valid for" name="days" defaultValue={refused?.values.days} className="w-32">
          {TOKEN_DAYS.map((days) => (
            <option key={days} value={days}>
              {days} days
            </option>
          ))}
        </SelectField>
        <div className="self-end max-sm:w-full">
          <SubmitButton>Make a token</SubmitButton>
        </div>
      </form>
    </div>
  )
}
