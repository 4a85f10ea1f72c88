'use client'

import { useRef, useState } from 'react'
import { CancelButton, closePanel, Disclosure } from '@/components/ui/disclosure'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { usePostedForm } from '@/components/ui/use-posted-form'
import type { FormAction } from '@/domain/forms'
import { CopyField } from './copy-field'

/** The address of the public page to take along, and the way to another one. */
export function LinkField({ url, rotate }: { url: string; rotate: FormAction }) {
  const copy = useRef<HTMLButtonElement>(null)
  const [rotated, setRotated] = useState(false)
  const { state: failure, form } = usePostedForm(rotate, (posted) => {
    closePanel(posted)
    setRotated(true)
    copy.current?.focus()
  })
  return (
    <div className="flex min-w-0 flex-1 basis-80 flex-col gap-3">
      <CopyField label="Link" value={url} copyButton={copy} />
      {rotated && (
        // Each new address is told, though in the same words.
        <Notice key={url} tone="success" role="status">
          New address. The old one does not work any more.
        </Notice>
      )}
      {failure && (
        <Notice tone="danger" role="alert">
          {failure.message}
        </Notice>
      )}
      <div className="flex flex-wrap gap-y-2">
        <Disclosure size="small" label="Rotate the link…">
          <p>The old address stops working at once, for everybody who has it. There is no way back to it.</p>
          <form {...form} className="flex flex-wrap gap-2">
            <SubmitButton variant="danger">Rotate the link</SubmitButton>
            <CancelButton />
          </form>
        </Disclosure>
      </div>
    </div>
  )
}
