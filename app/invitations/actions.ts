'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import * as z from 'zod'
import { blockInviter, unblock } from '@/db/sharing/invitations/blocks'
import { acceptInvitation, acceptLink, declineInvitation } from '@/db/sharing/invitations/received'
import { bucketPath, groupPath, PATHS, withQuery } from '@/domain/paths'
import type { Accepted } from '@/domain/sharing/invitation'
import { action } from '@/server/action'
import { formAction } from '@/server/form-action'
import { type AcceptedPath, rememberAccepted } from './accepted-link'

const which = z.object({ id: z.string() })

/** Accepts an invitation that names the reader, and opens its bucket or group. */
export const acceptInvitationAction = formAction(
  action('acceptInvitation', which, (actor, { id }) => acceptInvitation(actor, id)),
  openAccepted,
)

/** Accepts the invitation of a link, and opens its bucket or group. */
export const acceptLinkAction = formAction(
  action('acceptLink', z.object({ token: z.string().max(200) }), (actor, { token }) => acceptLink(actor, token)),
  async (accepted, { token }) => {
    await rememberAccepted(String(token), pathOf(accepted))
    return openAccepted(accepted)
  },
)

/** Declines an invitation that names the reader. */
export const declineInvitationAction = formAction(
  action('declineInvitation', which, (actor, { id }) => declineInvitation(actor, id)),
  () => redirect(withQuery(PATHS.shared, { done: 'declined' })),
)

/** Hides an invitation and all others of its inviter. */
export const blockInviterAction = formAction(
  action('blockInviter', which, (actor, { id }) => blockInviter(actor, id)),
  () => redirect(withQuery(PATHS.shared, { done: 'blocked' })),
)

/** Shows an inviter's invitations again. */
export const unblockAction = formAction(
  action('unblockInviter', z.object({ userId: z.string() }), (actor, { userId }) => unblock(actor, userId)),
  refresh,
)

async function openAccepted(accepted: Accepted): Promise<never> {
  redirect(pathOf(accepted))
}

function pathOf({ bucketId, groupId }: Accepted): AcceptedPath {
  return groupId ? groupPath(groupId) : bucketPath(bucketId ?? '')
}
