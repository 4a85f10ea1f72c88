'use client'

import type { ComponentProps } from 'react'
import styles from './menu.module.css'

type PanelProps = ComponentProps<'div'> & {
  /** What a `MenuButton` names. */
  id: string
  /** The edge of the button that it keeps to. */
  align?: 'start' | 'end'
}

/**
 * A panel that a button opens: a `popover`, so it opens without JavaScript, Esc and a press outside close it, only one is
 * open at a time, and the focus returns. On a phone it is a sheet at the bottom. With JavaScript, following one of its
 * links closes it too.
 */
export function MenuPanel({ align = 'start', className = '', children, ...rest }: PanelProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys click its links
    // biome-ignore lint/a11y/noStaticElementInteractions: people press the links inside
    <div
      popover="auto"
      data-align={align}
      className={`${styles.panel} ${className}`}
      onClick={({ currentTarget, target }) => (target as Element).closest('a') && closeMenu(currentTarget)}
      {...rest}
    >
      {children}
    </div>
  )
}

/** Opens the panel with this id, and closes it. */
export function MenuButton({ menu, ...rest }: Omit<ComponentProps<'button'>, 'popoverTarget'> & { menu: string }) {
  return <button type="button" popoverTarget={menu} {...rest} />
}

/** Closes the panel around an element, if it is open; the browser returns the focus to the button. */
export function closeMenu(inside: Element | null | undefined): void {
  inside?.closest<HTMLElement>('[popover]')?.hidePopover?.()
}
