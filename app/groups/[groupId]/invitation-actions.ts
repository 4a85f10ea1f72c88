'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import * as z from 'zod'
import { inGroup } from '@/db/sharing/groups/access'
import { revokeInvitation } from '@/db/sharing/invitations/pending'
import { groupPath, withQuery } from '@/domain/paths'
import type { InviteState } from '@/domain/sharing/invitation'
import { type LinkState, linkRequestSchema } from '@/domain/sharing/invitation-link'
import { inviteeSchema } from '@/domain/sharing/invitee'
import { GIVEN_GROUP_ROLES } from '@/domain/sharing/roles'
import { joinNames } from '@/domain/text'
import { action } from '@/server/action'
import { formAction, submit } from '@/server/form-action'
import { currentInviter, inviteByLink, inviteByName } from '@/server/sharing/invite'

const groupId = z.string()
const role = z.enum(GIVEN_GROUP_ROLES, `Role: choose ${joinNames(GIVEN_GROUP_ROLES, 'or')}`)

const invite = action(
  'inviteToGroup',
  z.object({ groupId, to: inviteeSchema, role }),
  async (actor, { groupId, to, role }) => inviteByName({ groupId }, await currentInviter(actor), to, role),
)

/** Invites a person into the group by name. */
export async function postInvitation(_state: InviteState, form: FormData): Promise<InviteState> {
  const invited = await submit(invite, form)
  if (!invited.ok) return invited
  refresh()
  return { ok: true, delivery: invited.data }
}

const link = action('linkToGroup', linkRequestSchema.extend({ groupId }), (actor, { groupId, ...wanted }) =>
  // A link can fall into any hands, so it makes members, never admins.
  inviteByLink({ groupId }, actor, { ...wanted, role: 'member' }),
)

/** Makes a link that makes members. */
export async function postLink(_state: LinkState, form: FormData): Promise<LinkState> {
  const made = await submit(link, form)
  if (!made.ok) return made
  refresh()
  return { ok: true, link: made.data }
}

export const revokeGroupInvitationAction = formAction(
  action('revokeGroupInvitation', z.object({ groupId, id: z.string() }), (actor, { groupId, id }) =>
    inGroup(actor, groupId, 'inviteToGroup', ({ db, group }) => revokeInvitation(db, { groupId: group.id }, id)),
  ),
  (_, { groupId = '' }) => redirect(withQuery(groupPath(groupId), { done: 'revoked' })),
)
