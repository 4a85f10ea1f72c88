'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import * as z from 'zod'
import { acceptLink, acceptOffer, blockInviter, declineOffer, unblock } from '@/db/sharing/invitations'
import { bucketPath, groupPath, PATHS, withQuery } from '@/domain/paths'
import type { Accepted } from '@/domain/sharing/invitation'
import { action } from '@/server/action'
import { formAction } from '@/server/form-action'
import { type AcceptedPath, rememberAccepted } from './accepted-link'

const which = z.object({ id: z.string() })

/** Accepts an invitation that names oneself, and goes to what it opened. */
export const acceptOfferAction = formAction(
  action('acceptInvitation', which, (actor, { id }) => acceptOffer(actor, id)),
  goThere,
)

/** Accepts what a link offers, and goes to what it opened. */
export const acceptLinkAction = formAction(
  action('acceptLink', z.object({ token: z.string().max(200) }), (actor, { token }) => acceptLink(actor, token)),
  async (accepted, { token }) => {
    await rememberAccepted(String(token), pathOf(accepted))
    return goThere(accepted)
  },
)

/** Declines an invitation that names oneself. */
export const declineOfferAction = formAction(
  action('declineInvitation', which, (actor, { id }) => declineOffer(actor, id)),
  () => redirect(withQuery(PATHS.shared, { done: 'declined' })),
)

/** Hides an invitation and all others of who sent it. */
export const blockInviterAction = formAction(
  action('blockInviter', which, (actor, { id }) => blockInviter(actor, id)),
  () => redirect(withQuery(PATHS.shared, { done: 'blocked' })),
)

/** Shows somebody's invitations again. */
export const unblockAction = formAction(
  action('unblockInviter', z.object({ userId: z.string() }), (actor, { userId }) => unblock(actor, userId)),
  refresh,
)

async function goThere(accepted: Accepted): Promise<never> {
  redirect(pathOf(accepted))
}

function pathOf({ bucketId, groupId }: Accepted): AcceptedPath {
  return groupId ? groupPath(groupId) : bucketPath(bucketId ?? '')
}
