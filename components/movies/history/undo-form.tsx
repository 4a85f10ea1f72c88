'use client'

import type { ComponentProps } from 'react'
import { ActionForm } from '@/components/account/action-form'
import { useCollection } from '@/components/movies/state/collection-context'

/** A form that undoes a change, which may bring back movies that this tab hid as deleted. */
export function UndoForm({ children, ...form }: ComponentProps<typeof ActionForm>) {
  const collection = useCollection()
  return (
    // It runs before the form is sent, and does no harm if the undo fails.
    <div onSubmitCapture={() => collection.showRestored()}>
      <ActionForm {...form}>{children}</ActionForm>
    </div>
  )
}
