import * as z from 'zod'
import type { FormState } from '@/domain/forms'
import type { InvitationRole } from './roles'

/** How long a link may be open, in days, the longest first. */
export const LINK_DAYS = [14, 7, 1] as const
export type LinkDays = (typeof LINK_DAYS)[number]

/** The roles that a link can give. Ownership is transferred to a named person only. */
export type LinkRole = Exclude<InvitationRole, 'owner'>

/** A link that still works; nobody knows its token any more. `usesLeft` is null for a link without a limit. */
export type InvitationLink = { id: string; role: InvitationRole; usesLeft: number | null; expiresAt: string }

/** What a form for a link asks for besides the role. */
export const linkRequestSchema = z.object({
  uses: z.enum(['one', 'many'], 'Works: choose once or many times'),
  days: z.coerce.number().pipe(z.literal(LINK_DAYS, `Open for: choose ${LINK_DAYS.join(', ')} days`)),
})
export type LinkRequest = z.infer<typeof linkRequestSchema>

/** A new link; its address is shown once. */
export type NewLink = { href: string; once: boolean; expiresAt: string }
export type LinkState = FormState | { ok: true; link: NewLink }
export type LinkAction = (state: LinkState, form: FormData) => Promise<LinkState>
