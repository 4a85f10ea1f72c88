'use client'

import { TextField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { usePostedForm } from '@/components/ui/use-posted-form'
import type { FormAction } from '@/domain/forms'

type Props = { action: FormAction; first: boolean }

/** Makes a bucket by its name; `PATHS.newBucket` leads here. */
export function NewBucketForm({ action, first }: Props) {
  const { state: failure, form } = usePostedForm(action)
  return (
    <section aria-labelledby="new" className="rounded-lg border bg-surface p-4 target:border-accent sm:p-5">
      <h2 id="new" className="mb-3">
        {first ? 'Make a bucket' : 'New bucket'}
      </h2>
      <form {...form} className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <TextField
          key={failure?.requestId}
          name="name"
          label="Name"
          hint="1 to 50 characters. Only you see the bucket until you share it."
          error={failure ? (failure.fields?.name ?? failure.message) : undefined}
          defaultValue={failure?.values.name}
          required
          autoComplete="off"
          className="min-w-56 flex-1"
        />
        <SubmitButton variant="primary" className="sm:mt-6">
          Make bucket
        </SubmitButton>
      </form>
    </section>
  )
}
