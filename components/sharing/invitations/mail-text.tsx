'use client'

import { useRef, useState } from 'react'
import { Button, buttonClass } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Icon } from '@/components/ui/icon'
import type { MailText as Text } from '@/domain/sharing/invitation-mail'

/** A text for the inviter to send: copied by its button or by hand, or opened in their mail program. */
export function MailText({ to, subject, text }: Text) {
  const area = useRef<HTMLTextAreaElement>(null)
  const [said, setSaid] = useState('')
  const copy = async () => {
    area.current?.select()
    // Over plain http, except on localhost, there is no clipboard: then the text is selected, ready to be copied by key.
    const copied = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    )
    setSaid(copied ? 'Copied' : 'Press Ctrl+C or ⌘C to copy')
  }
  const mailto = `mailto:${encodeURIComponent(to ?? '')}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`
  return (
    <div className="flex flex-col gap-2">
      <p className="wrap-anywhere">
        <span className="text-sm text-muted">Subject: </span>
        {subject}
      </p>
      <Field label="Text">
        {(control) => (
          <textarea
            {...control}
            ref={area}
            readOnly
            value={text}
            rows={10}
            className="w-full rounded border border-control bg-surface p-3 text-sm text-ink"
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-2">
        <Button onClick={() => void copy()}>
          {said === 'Copied' ? <Icon name="lucide--check" /> : <Icon name="lucide--copy" />}
          Copy the text
        </Button>
        <a href={mailto} className={buttonClass('quiet')}>
          <Icon name="lucide--mail" />
          Write a mail
        </a>
        <span role="status" className="text-sm text-muted empty:hidden">
          {said}
        </span>
      </div>
    </div>
  )
}
