import * as z from 'zod'

const ORGANISATION = /^github:([a-z\d](?:[a-z\d-]{0,38}))$/

/** Whether a lower-case text is a rule of SIGN_UP: `everyone`, `invited`, the domain of addresses, or `github:ORG`. */
export function isSignUpRule(rule: string): boolean {
  if (rule === 'everyone' || rule === 'invited' || ORGANISATION.test(rule)) return true
  return z.hostname().safeParse(rule).success && rule.includes('.')
}

/** The organisations at GitHub whose members may make an account. */
export function organisationsIn(rules: readonly string[]): string[] {
  return rules.flatMap((rule) => ORGANISATION.exec(rule)?.[1] ?? [])
}
