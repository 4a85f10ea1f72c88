'use client'

import { type RefObject, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { Icon } from '@/components/ui/icon'

type Props = { label: string; value: string; copyButton?: RefObject<HTMLButtonElement | null> }

/** A text to copy with a button, or by hand. */
export function CopyField({ label, value, copyButton }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const [status, setStatus] = useState('')
  const copy = async () => {
    input.current?.select()
    // Over plain http, except on localhost, there is no clipboard; then the text is selected for the keyboard.
    const copied = await navigator.clipboard?.writeText(value).then(
      () => true,
      () => false,
    )
    setStatus(copied ? 'Copied' : 'Press Ctrl+C or ⌘C to copy')
  }
  return (
    <Field label={label}>
      {(control) => (
        <div className="flex flex-wrap items-center gap-2">
          <Input
            {...control}
            ref={input}
            readOnly
            value={value}
            onFocus={(event) => event.target.select()}
            className="min-w-0 flex-1 basis-72"
          />
          <Button ref={copyButton} onClick={() => void copy()}>
            {status === 'Copied' ? <Icon name="lucide--check" /> : <Icon name="lucide--copy" />}
            Copy
          </Button>
          <span role="status" className="text-sm text-muted empty:hidden">
            {status}
          </span>
        </div>
      )}
    </Field>
  )
}
