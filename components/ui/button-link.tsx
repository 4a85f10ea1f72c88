import Link, { type LinkProps } from 'next/link'
import type { ComponentProps } from 'react'
import { buttonClass, type Look } from './button'

type ButtonLinkProps<Path extends string> = Omit<ComponentProps<'a'>, 'href'> &
  Pick<LinkProps<Path>, 'href' | 'prefetch' | 'replace' | 'scroll'> &
  Look

/** A link with the look of a button; checks its path like `<Link>` does. */
export function ButtonLink<Path extends string>({ variant, size, className, ...rest }: ButtonLinkProps<Path>) {
  return <Link className={buttonClass(variant, size, className)} {...rest} />
}
