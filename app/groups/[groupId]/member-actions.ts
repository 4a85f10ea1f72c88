'use server'

import { redirect } from 'next/navigation'
import * as z from 'zod'
import { inGroup } from '@/db/sharing/groups/access'
import { changeMember, removeMember } from '@/db/sharing/groups/members'
import { groupPath, withQuery } from '@/domain/paths'
import { GIVEN_GROUP_ROLES } from '@/domain/sharing/roles'
import { joinNames } from '@/domain/text'
import { action } from '@/server/action'
import { formAction } from '@/server/form-action'

const member = z.object({ groupId: z.string(), userId: z.string() })
const role = z.enum(GIVEN_GROUP_ROLES, `Role: choose ${joinNames(GIVEN_GROUP_ROLES, 'or')}`)

export const changeMemberAction = formAction(
  action('changeMember', member.extend({ role }), (actor, { groupId, userId, role }) =>
    inGroup(actor, groupId, 'changeMembers', (access) => changeMember(access, userId, role)),
  ),
  (_, { groupId = '' }) => redirect(withQuery(groupPath(groupId), { done: 'changed' })),
)

export const removeMemberAction = formAction(
  action('removeMember', member, (actor, { groupId, userId }) =>
    inGroup(actor, groupId, 'changeMembers', (access) => removeMember(access, userId)),
  ),
  (_, { groupId = '' }) => redirect(withQuery(groupPath(groupId), { done: 'removed' })),
)
