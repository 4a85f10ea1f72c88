'use client'

import { useActionState } from 'react'
import type { FormAction } from '@/domain/form-state'
import { Button } from '../ui/button'
import { TextField } from '../ui/field'

type Props = { action: FormAction; first: boolean }

/** Makes a bucket by its name; the way to it is the address `#new`. */
export function NewBucketForm({ action, first }: Props) {
  const [failure, submit, pending] = useActionState(action, null)
  return (
    <section aria-labelledby="new" className="rounded-lg border bg-surface p-4 target:border-accent sm:p-5">
      <h2 id="new" className="mb-3">
        {first ? 'Make a bucket' : 'New bucket'}
      </h2>
      <form action={submit} className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <TextField
          key={failure?.values.name}
          name="name"
          label="Name"
          hint="1 to 50 characters. Nobody but you sees it until you share it."
          error={failure ? (failure.fields?.name ?? failure.message) : undefined}
          defaultValue={failure?.values.name}
          required
          autoComplete="off"
          className="min-w-56 flex-1"
        />
        <Button type="submit" variant="primary" disabled={pending} className="sm:mt-6">
          Make bucket
        </Button>
      </form>
    </section>
  )
}
