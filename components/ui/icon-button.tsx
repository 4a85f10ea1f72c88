import type { ComponentProps, ReactNode } from 'react'

type Props = Omit<ComponentProps<'button'>, 'aria-label' | 'children'> & { label: string; children: ReactNode }

/** A button with only an icon; `label` is its name and its tooltip. */
export function IconButton({ label, children, className = '', type = 'button', ...rest }: Props) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={`inline-flex size-11 shrink-0 items-center justify-center rounded text-muted transition-colors hover:bg-ink/8 hover:text-ink disabled:cursor-not-allowed disabled:opacity-55 sm:size-9 [&_svg]:size-4.5 ${className}`}
      {...rest}
    >
      {children}
    </button>
  )
}
