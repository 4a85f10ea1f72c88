import type { FormState } from '@/domain/forms'
import type { Delivery } from './invitation-mail'
import type { Addressed } from './invitation-words'
import type { InvitationRole } from './roles'

/** The longest an invitation is open, in days. */
export const INVITATION_DAYS = 14

/** Where an invitation leads: exactly one bucket or group, by id. */
export type Place = { bucketId: string } | { groupId: string }

/** An invitation that names a person and waits for their answer, as the inviter sees it; times are ISO 8601 in UTC. */
export type PendingInvitation = { id: string; label: string; role: InvitationRole; expiresAt: string }

/** An invitation as the invited person sees it. */
export type ReceivedInvitation = {
  id: string
  kind: 'bucket' | 'group'
  /** The name of the bucket or group. */
  place: string
  role: InvitationRole
  inviterId: string
  inviter: string | null
  expiresAt: string
} & Addressed

/** The bucket or group that is open to a person since they accepted. */
export type Accepted = { bucketId: string | null; groupId: string | null }

/** What a form for inviting one person shows afterwards. */
export type InviteState = FormState | { ok: true; delivery: Delivery }
export type InviteAction = (state: InviteState, form: FormData) => Promise<InviteState>
