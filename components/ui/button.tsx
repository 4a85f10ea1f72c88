import type { ComponentProps } from 'react'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'
export type ButtonSize = 'regular' | 'small'

const base =
  'inline-flex cursor-pointer items-center justify-center gap-2 rounded border font-semibold whitespace-nowrap ' +
  'no-underline select-none transition-colors disabled:cursor-not-allowed disabled:opacity-55 ' +
  'aria-disabled:cursor-not-allowed aria-disabled:opacity-55 [&_svg]:size-4.5 [&_svg]:shrink-0'

const variants: Record<ButtonVariant, string> = {
  primary: 'border-primary-ink/80 bg-primary text-primary-ink enabled:hover:bg-primary-hover',
  secondary: 'border-control bg-surface text-ink hover:bg-sunken',
  quiet: 'border-transparent bg-transparent text-ink hover:bg-ink/8',
  danger: 'border-danger bg-surface text-danger hover:bg-danger-soft',
}

// A finger needs 44 px; a mouse pointer needs less.
const sizes: Record<ButtonSize, string> = {
  regular: 'min-h-11 px-4 text-base sm:min-h-10',
  small: 'min-h-11 px-3 text-sm sm:min-h-8',
}

/** The classes of a button, for elements such as `<summary>` or `<label>`. */
export function buttonClass(variant: ButtonVariant = 'secondary', size: ButtonSize = 'regular', extra = ''): string {
  return `${base} ${variants[variant]} ${sizes[size]} ${extra}`
}

export type Look = { variant?: ButtonVariant; size?: ButtonSize }

export function Button({ variant, size, className, type = 'button', ...rest }: ComponentProps<'button'> & Look) {
  return <button type={type} className={buttonClass(variant, size, className)} {...rest} />
}
