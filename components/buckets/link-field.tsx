'use client'

import { useRef, useState } from 'react'
import { CancelButton, closePanel, Disclosure } from '@/components/ui/disclosure'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { usePostedForm } from '@/components/ui/use-posted-form'
import type { FormAction } from '@/domain/forms'
import { CopyField } from './copy-field'

/** The address of the public page to copy, and a button that replaces it. */
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
        // A new key, so that screen readers announce each new address.
        <Notice key={url} tone="success" role="status">
          This is the new address. The old one no longer works.
        </Notice>
      )}
      {failure && (
        <Notice tone="danger" role="alert">
          {failure.message}
        </Notice>
      )}
      <div className="flex flex-wrap gap-y-2">
        <Disclosure size="small" label="Rotate the link…">
          <p>The old address stops working at once for everyone who has it. You cannot get it back.</p>
          <form {...form} className="flex flex-wrap gap-2">
            <SubmitButton variant="danger">Rotate the link</SubmitButton>
            <CancelButton />
          </form>
        </Disclosure>
      </div>
    </div>
  )
}
