'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import * as z from 'zod'
import type { Actor } from '@/db/client'
import * as groups from '@/db/sharing/groups'
import { revokeInvitation } from '@/db/sharing/invitations'
import { bucketNameSchema } from '@/domain/buckets/name'
import { groupPath, PATHS, withQuery } from '@/domain/paths'
import {
  GROUP_INVITATION_ROLES,
  type InviteState,
  inviteeSchema,
  type LinkState,
  linkRequestSchema,
} from '@/domain/sharing/invitation'
import { action } from '@/server/action'
import { formAction, submit } from '@/server/form-action'
import { inviteByLink, inviteByName, type Open } from '@/server/sharing/invite'

const { inGroup } = groups
const groupId = z.string()
const userId = z.string()
const memberRole = z.enum(GROUP_INVITATION_ROLES, 'Role: choose member or admin')

/** Makes a group of one's own. */
export const makeGroupAction = formAction(
  action('makeGroup', z.object({ name: bucketNameSchema }), (actor, { name }) => groups.makeGroup(actor, name)),
  (id) => redirect(groupPath(id)),
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
  () => redirect(withQuery(PATHS.groups, { done: 'left' })),
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
  (left, { groupId }) => (left ? redirect(withQuery(PATHS.groups, { done: 'left' })) : goBack(groupId, 'handed-over')),
)

export const deleteGroupAction = formAction(
  action('deleteGroup', z.object({ groupId }), (actor, { groupId }) =>
    inGroup(actor, groupId, 'deleteGroup', groups.deleteGroup),
  ),
  () => redirect(withQuery(PATHS.groups, { done: 'dissolved' })),
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
  (actor, { groupId, to, role }) => inviteByName(actor, opening(actor, groupId), to, role),
)

const linkToGroup = action('linkToGroup', linkRequestSchema.extend({ groupId }), (actor, { groupId, ...wanted }) =>
  // Whoever gets hold of it is a member by it, never an admin.
  inviteByLink(actor, opening(actor, groupId), { ...wanted, role: 'member' }),
)

export async function postInvitation(_state: InviteState, form: FormData): Promise<InviteState> {
  const invited = await submit(inviteToGroup, form)
  if (!invited.ok) return invited
  refresh()
  return { ok: true, delivery: invited.data }
}

export async function postLink(_state: LinkState, form: FormData): Promise<LinkState> {
  const made = await submit(linkToGroup, form)
  if (!made.ok) return made
  refresh()
  return { ok: true, link: made.data }
}

async function goBack(groupId = '', done: string): Promise<never> {
  redirect(withQuery(groupPath(groupId), { done }))
}

function opening(actor: Actor, groupId: string): Open {
  return (work) =>
    inGroup(actor, groupId, 'inviteToGroup', ({ db, group }) =>
      work({ db, place: { groupId: group.id }, name: group.name }),
    )
}
