import Link, { type LinkProps } from 'next/link'
import type { ComponentProps } from 'react'
import { buttonClass, type Look } from './button'

type ButtonLinkProps<Path extends string> = Omit<ComponentProps<'a'>, 'href'> &
  Pick<LinkProps<Path>, 'href' | 'prefetch' | 'replace' | 'scroll'> &
  Look

/** A link that looks like a button; its path is checked like that of `<Link>`. */
export function ButtonLink<Path extends string>({ variant, size, className, ...rest }: ButtonLinkProps<Path>) {
  return <Link className={buttonClass(variant, size, className)} {...rest} />
}
