'use client'

import type { ComponentProps } from 'react'

/** A `<details>` that closes after a choice; without JavaScript it stays open. */
export function ListMenu(props: ComponentProps<'details'>) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys click its links
    <details
      name="list-menu"
      {...props}
      onClick={({ currentTarget, target }) => {
        if (!(target as Element).closest('a')) return
        currentTarget.open = false
        currentTarget.querySelector('summary')?.focus()
      }}
    />
  )
}
