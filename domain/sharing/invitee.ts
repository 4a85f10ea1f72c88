import * as z from 'zod'
import { shorten } from '@/domain/text'
import { normalizeEmail } from './email'

/** The person an invitation names: an address or a GitHub login, in the form they are compared in. */
export type Invitee = { email: string } | { login: string }

const LONGEST_ADDRESS = 254
const addressSchema = z.email()
// Company accounts at GitHub have an underscore in their names.
const LOGIN = /^[a-z\d](?:[a-z\d_-]{0,60})$/

/** Reads a typed name: an address, `ana`, `@ana` or `github.com/ana`. Null when it is none of these. */
export function parseInvitee(text: string): Invitee | null {
  const typed = normalizeEmail(text)
  const login = typed.replace(/^(?:https?:\/\/)?(?:www\.)?github\.com\//, '').replace(/^@|\/$/g, '')
  if (LOGIN.test(login)) return { login }
  const email = typed.replace(/^mailto:/, '')
  return email.length <= LONGEST_ADDRESS && addressSchema.safeParse(email).success ? { email } : null
}

/** A typed name in a form. */
export const inviteeSchema = z.string({ error: explain('') }).transform((text, context): Invitee => {
  const invitee = parseInvitee(text)
  if (invitee) return invitee
  context.addIssue({ code: 'custom', message: explain(text) })
  return z.NEVER
})

function explain(text: string): string {
  const typed = text.trim()
  if (!typed) return 'Email or GitHub name is missing'
  return `“${shorten(typed, 57)}” is neither an email address nor a GitHub name`
}

/** How screens write an invited person. */
export function inviteeLabel(invitee: Invitee): string {
  return 'email' in invitee ? invitee.email : `@${invitee.login}`
}

/** The label of a grant as screens write it: the database stores a login without its sign. */
export function writtenLabel(label: string): string {
  return label.includes('@') ? label : `@${label}`
}
