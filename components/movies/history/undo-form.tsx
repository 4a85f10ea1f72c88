'use client'

import type { ComponentProps } from 'react'
import { ActionForm } from '@/components/account/action-form'
import { useCollection } from '@/components/movies/state/collection'

/** A form that takes a change back: what this tab had hidden as deleted may come back by it. */
export function UndoForm({ children, ...form }: ComponentProps<typeof ActionForm>) {
  const collection = useCollection()
  return (
    // Runs before the form is sent, and does nothing that is not true either way.
    <div onSubmitCapture={() => collection.cameBack()}>
      <ActionForm {...form}>{children}</ActionForm>
    </div>
  )
}
