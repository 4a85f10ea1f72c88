'use client'

import { useEffect, useState } from 'react'
import { noteTyped, type Restored, restoreTyped } from './carried-text'
import { Icon } from './icon'
import { IconButton } from './icon-button'
import { Notice } from './notice'

/** Brings what was typed back after the reload that a failed page needs; see `app/error.tsx`. */
export function CarriedForms() {
  const [restored, setRestored] = useState<Restored | null>(null)

  useEffect(() => {
    setRestored(restoreTyped())
    const note = ({ target }: SubmitEvent) => noteTyped(target as HTMLFormElement)
    // Before React takes the form.
    document.addEventListener('submit', note, { capture: true })
    return () => document.removeEventListener('submit', note, { capture: true })
  }, [])

  if (!restored) return null
  return (
    <Notice role="status" className="mx-auto mt-3 max-w-xl" title="What you typed is back. It is not saved yet.">
      {restored.forms > 0 && <p>Check it below and send it again.</p>}
      {restored.homeless.length > 0 && (
        <>
          <p>This has no place on the page as it is now. Copy it:</p>
          <ul className="wrap-anywhere">
            {restored.homeless.map(({ label, value }) => (
              <li key={`${label} ${value}`}>
                {label}: {value}
              </li>
            ))}
          </ul>
        </>
      )}
      <IconButton label="Dismiss" onClick={() => setRestored(null)}>
        <Icon name="lucide--x" />
      </IconButton>
    </Notice>
  )
}
