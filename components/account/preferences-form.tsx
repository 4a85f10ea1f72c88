'use client'

import { type ReactNode, startTransition, useActionState, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import { Notice } from '@/components/ui/notice'
import type { Preferences } from '@/domain/account/preferences'
import type { FormAction } from '@/domain/forms'

const THEMES: Record<Preferences['theme'], string> = { system: 'System', light: 'Light', dark: 'Dark' }
const DENSITIES: Record<Preferences['density'], string> = { compact: 'Compact', regular: 'Regular', roomy: 'Roomy' }

type Props = { preferences: Preferences; save: FormAction }

/** How the screens look. A change shows and is saved at once; without JavaScript there is a button to save. */
export function PreferencesForm({ preferences, save }: Props) {
  const [failure, submit, pending] = useActionState(save, null)
  const [touched, setTouched] = useState(false)

  const element = useRef<HTMLFormElement>(null)

  // Saves a choice that was made before this form was interactive.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page loads
  useEffect(() => {
    const form = element.current && new FormData(element.current)
    if (form && differs(form, preferences)) apply(form)
  }, [])

  function apply(form: FormData) {
    const root = document.documentElement
    root.dataset.theme = String(form.get('theme'))
    root.dataset.density = String(form.get('density'))
    setTouched(true)
    startTransition(() => submit(form))
  }

  return (
    <form
      ref={element}
      action={submit}
      onChange={(event) => apply(new FormData(event.currentTarget))}
      className="flex flex-col gap-5"
    >
      {failure && (
        <Notice tone="danger" role="alert" title="This was not saved">
          {failure.message}
        </Notice>
      )}
      <Choices legend="Theme" name="theme" labels={THEMES} chosen={preferences.theme} />
      <Choices legend="Rows in lists" name="density" labels={DENSITIES} chosen={preferences.density} />
      <fieldset>
        <legend className="mb-1 text-sm font-semibold">Keyboard</legend>
        <label className="flex min-h-11 items-center gap-3 sm:min-h-9">
          <input
            type="checkbox"
            name="shortcuts"
            value="on"
            defaultChecked={preferences.shortcuts}
            className="size-5 shrink-0"
          />
          <span>
            Single-key shortcuts in lists, such as <Kbd>n</Kbd> to add and <Kbd>/</Kbd> to search
          </span>
        </label>
      </fieldset>
      <noscript>
        <Button type="submit">Save</Button>
      </noscript>
      <p role="status" className="sr-only">
        {touched && !pending && !failure ? 'Saved' : ''}
      </p>
    </form>
  )
}

type ChoicesProps = { legend: ReactNode; name: string; labels: Record<string, string>; chosen: string }

function Choices({ legend, name, labels, chosen }: ChoicesProps) {
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-semibold">{legend}</legend>
      <div className="flex flex-wrap gap-1.5 sm:gap-2">
        {Object.entries(labels).map(([value, label]) => (
          <label
            key={value}
            className="flex min-h-11 cursor-pointer items-center gap-2 rounded border border-control px-2.5 hover:bg-sunken has-checked:border-accent has-checked:bg-accent-soft sm:min-h-10"
          >
            <input
              type="radio"
              name={name}
              value={value}
              defaultChecked={value === chosen}
              className="size-4 shrink-0"
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function differs(form: FormData, { theme, density, shortcuts }: Preferences): boolean {
  return (
    form.get('theme') !== theme || form.get('density') !== density || (form.get('shortcuts') === 'on') !== shortcuts
  )
}
