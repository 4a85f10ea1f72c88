import * as z from 'zod'
import type { FormState } from '@/domain/forms'
import { normalizeEmail } from './email'

/** The longest an invitation is open, in days. */
export const INVITATION_DAYS = 14

/** How long a link may be open, in days, the longest first. */
export const LINK_DAYS = [14, 7, 1] as const
export type LinkDays = (typeof LINK_DAYS)[number]

/** What an invitation may be for: a role in a bucket (`owner` hands it over) or in a group. */
export const BUCKET_INVITATION_ROLES = ['viewer', 'editor', 'owner'] as const
export const GROUP_INVITATION_ROLES = ['member', 'admin'] as const
export type InvitationRole = (typeof BUCKET_INVITATION_ROLES)[number] | (typeof GROUP_INVITATION_ROLES)[number]

/** Where an invitation leads: exactly one bucket or group, by id. */
export type Place = { bucketId: string } | { groupId: string }

/** Who is invited by name: an address or a GitHub login, in the form they are compared in. */
export type Invitee = { email: string } | { login: string }

const LONGEST_ADDRESS = 254
const addressSchema = z.email()
// Companies' own accounts at GitHub have an underscore in them.
const LOGIN = /^[a-z\d](?:[a-z\d_-]{0,60})$/

/** Reads how somebody was named: an address, `ana`, `@ana` or `github.com/ana`. Null when it is none of these. */
export function parseInvitee(text: string): Invitee | null {
  const typed = normalizeEmail(text)
  const login = typed.replace(/^(?:https?:\/\/)?(?:www\.)?github\.com\//, '').replace(/^@|\/$/g, '')
  if (LOGIN.test(login)) return { login }
  const email = typed.replace(/^mailto:/, '')
  return email.length <= LONGEST_ADDRESS && addressSchema.safeParse(email).success ? { email } : null
}

/** Why a text names nobody, for the field it was typed into. */
export function explainInvitee(text: string): string {
  const typed = text.trim()
  if (!typed) return 'Email or GitHub name is missing'
  const short = typed.length > 60 ? `${[...typed.slice(0, 120)].slice(0, 56).join('')}…` : typed
  return `“${short}” is neither an email address nor a GitHub name`
}

/** Who is invited, as typed into a form. */
export const inviteeSchema = z.string({ error: explainInvitee('') }).transform((text, context): Invitee => {
  const invitee = parseInvitee(text)
  if (invitee) return invitee
  context.addIssue({ code: 'custom', message: explainInvitee(text) })
  return z.NEVER
})

/** How an invited person is written on the screen. */
export function inviteeLabel(invitee: Invitee): string {
  return 'email' in invitee ? invitee.email : `@${invitee.login}`
}

/** Somebody who was invited by name and has not answered; times are ISO 8601 in UTC. */
export type PendingInvitation = { id: string; label: string; role: InvitationRole; expiresAt: string }

/** A link that still works. Its token is not known any more. `usesLeft` is null when it works as often as people like. */
export type InvitationLink = { id: string; role: InvitationRole; usesLeft: number | null; expiresAt: string }

/** An invitation as the invited person sees it. */
export type Offer = {
  id: string
  kind: 'bucket' | 'group'
  /** The name of the bucket or group. */
  place: string
  role: InvitationRole
  inviterId: string
  inviter: string | null
  expiresAt: string
}

/** What an invitation came to: the bucket or group that is open to the person now. */
export type Accepted = { bucketId: string | null; groupId: string | null }

/** A plain-text mail; `to` is null when the address is not known. */
export type MailText = { to: string | null; subject: string; text: string }

/** What became of an invitation by name: mailed, or to be sent by the inviter (`failed`: the mail server refused). */
export type Delivery = { label: string; sent: 'yes' | 'failed' | 'off'; mail: MailText }

/** What a form for inviting somebody shows afterwards. */
export type InviteState = FormState | { ok: true; delivery: Delivery }
export type InviteAction = (state: InviteState, form: FormData) => Promise<InviteState>

/** A link as it is shown once. */
/** What a form for a link says besides the role. */
export const linkRequestSchema = z.object({
  uses: z.enum(['one', 'many'], 'Works: choose once or many times'),
  days: z.coerce.number().pipe(z.literal(LINK_DAYS, `Open for: choose ${LINK_DAYS.join(', ')} days`)),
})
export type LinkRequest = z.infer<typeof linkRequestSchema>

export type NewLink = { href: string; once: boolean; expiresAt: string }
export type LinkState = FormState | { ok: true; link: NewLink }
export type LinkAction = (state: LinkState, form: FormData) => Promise<LinkState>
