import * as z from 'zod'

/** Who runs this deployment: what screens call them, and the address that leads to them, if there is one. */
export type Operator = { name: string; href?: string }

const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>]/u

/** Reads OPERATOR: a name, an address (mail or web), or `Name <address>`; null if it is none of them. */
export function parseOperator(text: string): Operator | null {
  const [, named, inside] = /^([^<>]*)<([^<>]+)>$/.exec(text) ?? []
  const address = (inside ?? text).trim()
  const name = (inside === undefined ? text : (named ?? '')).trim()
  if (HIDDEN.test(name) || name.length > 100) return null
  const href = toHref(address)
  if (href) return { name: inside === undefined || !name ? address : name, href }
  return inside === undefined && name ? { name } : null
}

function toHref(address: string): string | undefined {
  if (z.email().safeParse(address).success) return `mailto:${address}`
  return z.url({ protocol: /^https?$/ }).safeParse(address).success ? new URL(address).href : undefined
}
