'use client'

import type { ReactNode } from 'react'
import { DeliveryNotice } from '@/components/sharing/invitations/delivery-notice'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { usePostedForm } from '@/components/ui/use-posted-form'
import type { GrantSet, GrantsAction } from '@/domain/sharing/grants'
import { readNewPeople } from '@/domain/sharing/grants-form'
import { GroupRows, PeopleRows } from './grant-rows'
import { NewPeople } from './new-people'

type Props = { grants: GrantSet; save: GrantsAction }

/** People and groups with their roles in one form that is saved at once. Works without JavaScript. */
export function GrantsForm({ grants, save }: Props) {
  const { state, pending, form } = usePostedForm(save)
  const failure = state && !state.ok ? state : null
  const shown = (field: string, role: string | null) => failure?.values[field] ?? role ?? ''
  return (
    <form {...form} className="flex flex-col gap-5">
      {/* React empties a posted form: this brings back what was typed into a refused one, and what was saved. */}
      <div key={`${grants.revision} ${failure?.requestId}`} className="flex flex-col gap-5">
        <input type="hidden" name="revision" value={failure?.values.revision ?? grants.revision} />
        <Part title="People">
          <PeopleRows grants={grants} shown={shown} />
          <NewPeople typed={failure ? readNewPeople(failure.values) : []} errors={failure?.fields ?? {}} />
        </Part>
        <Part title="Groups">
          <GroupRows groups={grants.groups} shown={shown} />
        </Part>
      </div>
      {failure && !namesPeople(failure.fields) && (
        <Notice
          tone="danger"
          role="alert"
          // A whole load: this form holds a set that does not exist any more.
          actions={failure.code === 'conflict' ? <a href="?">Load the page again</a> : undefined}
        >
          {failure.message}
        </Notice>
      )}
      {state?.ok && (
        <>
          <Notice tone="success" role="status">
            {state.changed ? 'Saved.' : 'There was nothing to save.'}
          </Notice>
          {state.deliveries.map((delivery) => (
            <DeliveryNotice key={delivery.label} delivery={delivery} />
          ))}
        </>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <SubmitButton variant="primary">{pending ? 'Saving…' : 'Save who can see it'}</SubmitButton>
        <p className="text-sm text-muted">
          Everything above is saved at once. A person without a role loses access immediately.
        </p>
      </div>
    </form>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-2 font-semibold">{title}</legend>
      {children}
    </fieldset>
  )
}

// Such a refusal is shown at its field.
const namesPeople = (fields: Record<string, string> = {}) =>
  Object.keys(fields).some((field) => /^invite\.\d+\.to$/.test(field))
