'use server'

import type { Route } from 'next'
import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import * as z from 'zod'
import { currentUser } from '@/app/_auth/current-user'
import { action } from '@/app/_server/action'
import { formAction } from '@/app/_server/form-action'
import { deliverInvitation, invitationHref } from '@/app/invitations/deliver'
import * as groups from '@/db/groups'
import { invite, makeLink, revokeInvitation, takeInvitations } from '@/db/invitations'
import { bucketNameSchema } from '@/domain/bucket'
import {
  type Delivery,
  GROUP_INVITATION_ROLES,
  type InviteState,
  inviteeSchema,
  LINK_DAYS,
  type LinkState,
  type NewLink,
} from '@/domain/invitation'

const { inGroup } = groups
const groupId = z.string()
const userId = z.string()
const memberRole = z.enum(GROUP_INVITATION_ROLES, 'Role: choose member or admin')
const days = z.coerce.number().pipe(z.literal(LINK_DAYS, `Open for: choose ${LINK_DAYS.join(', ')} days`))

/** Makes a group of one's own. */
export const makeGroupAction = formAction(
  action('makeGroup', z.object({ name: bucketNameSchema }), (actor, { name }) => groups.makeGroup(actor, name)),
  (id) => redirect(`/groups/${id}` as Route),
)

export const renameGroupAction = formAction(
  action('renameGroup', z.object({ groupId, name: bucketNameSchema }), (actor, { groupId, name }) =>
    inGroup(actor, groupId, 'renameGroup', (access) => groups.renameGroup(access, name)),
  ),
  (_, { groupId }) => goBack(groupId, 'renamed'),
)

export const changeMemberAction = formAction(
  action('changeMember', z.object({ groupId, userId, role: memberRole }), (actor, { groupId, userId, role }) =>
    inGroup(actor, groupId, 'changeMembers', (access) => groups.changeMember(access, userId, role)),
  ),
  (_, { groupId }) => goBack(groupId, 'changed'),
)

export const removeMemberAction = formAction(
  action('removeMember', z.object({ groupId, userId }), (actor, { groupId, userId }) =>
    inGroup(actor, groupId, 'changeMembers', (access) => groups.removeMember(access, userId)),
  ),
  (_, { groupId }) => goBack(groupId, 'removed'),
)

export const leaveGroupAction = formAction(
  action('leaveGroup', z.object({ groupId }), (actor, { groupId }) =>
    inGroup(actor, groupId, 'leaveGroup', groups.leaveGroup),
  ),
  () => redirect('/groups?done=left' as Route),
)

/** Gives one's own group to a member, and leaves it in the same step if that was asked for. */
export const handOverGroupAction = formAction(
  action(
    'handOverGroup',
    z.object({ groupId, userId: z.string('Choose who gets it'), leave: z.literal('on').optional() }),
    async (actor, { groupId, userId, leave }) => {
      await inGroup(actor, groupId, 'handOverGroup', async (access) => {
        await groups.handOverGroup(access, userId)
        if (leave) await groups.leaveGroup({ ...access, group: { ...access.group, role: 'admin' } })
      })
      return leave !== undefined
    },
  ),
  (left, { groupId }) => (left ? redirect('/groups?done=left' as Route) : goBack(groupId, 'handed-over')),
)

export const deleteGroupAction = formAction(
  action('deleteGroup', z.object({ groupId }), (actor, { groupId }) =>
    inGroup(actor, groupId, 'deleteGroup', groups.deleteGroup),
  ),
  () => redirect('/groups?done=dissolved' as Route),
)

export const revokeGroupInvitationAction = formAction(
  action('revokeGroupInvitation', z.object({ groupId, id: z.string() }), (actor, { groupId, id }) =>
    inGroup(actor, groupId, 'inviteToGroup', ({ db, group }) => revokeInvitation(db, { groupId: group.id }, id)),
  ),
  (_, { groupId }) => goBack(groupId, 'revoked'),
)

const inviteToGroup = action(
  'inviteToGroup',
  z.object({ groupId, to: inviteeSchema, role: memberRole }),
  async (actor, { groupId, to, role }): Promise<Delivery> => {
    // Who may not invite there uses up none of their invitations.
    await inGroup(actor, groupId, 'inviteToGroup', async () => {})
    await takeInvitations(actor)
    const place = await inGroup(actor, groupId, 'inviteToGroup', async ({ db, group }) => {
      await invite(db, { groupId: group.id, ...to, role }, actor.userId)
      return group.name
    })
    return deliverInvitation(to, { inviter: (await currentUser())?.name ?? null, kind: 'group', place, role })
  },
)

const linkToGroup = action(
  'linkToGroup',
  z.object({ groupId, uses: z.enum(['one', 'many'], 'Works: choose once or many times'), days }),
  async (actor, { groupId, uses, days }): Promise<NewLink> => {
    await inGroup(actor, groupId, 'inviteToGroup', async () => {})
    await takeInvitations(actor)
    const { token } = await inGroup(actor, groupId, 'inviteToGroup', ({ db, group }) =>
      // Whoever gets hold of it is a member by it, never an admin.
      makeLink(db, { groupId: group.id, role: 'member', uses: uses === 'one' ? 1 : null, days }, actor.userId),
    )
    const expiresAt = new Date(Date.now() + days * 86_400_000).toISOString()
    return { href: invitationHref(token), once: uses === 'one', expiresAt }
  },
)

export async function postInvitation(_state: InviteState, form: FormData): Promise<InviteState> {
  let delivery: Delivery | undefined
  const refused = await formAction(inviteToGroup, (done) => {
    delivery = done
    refresh()
  })(null, form)
  return delivery ? { ok: true, delivery } : refused
}

export async function postLink(_state: LinkState, form: FormData): Promise<LinkState> {
  let link: NewLink | undefined
  const refused = await formAction(linkToGroup, (made) => {
    link = made
    refresh()
  })(null, form)
  return link ? { ok: true, link } : refused
}

async function goBack(groupId: string | undefined, done: string): Promise<never> {
  redirect(`/groups/${groupId}?done=${done}` as Route)
}
