'use server'

import type { Route } from 'next'
import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import * as z from 'zod'
import { action } from '@/app/_server/action'
import { formAction } from '@/app/_server/form-action'
import { acceptLink, acceptOffer, blockInviter, declineOffer, unblock } from '@/db/invitations'
import type { Accepted } from '@/domain/invitation'

const which = z.object({ id: z.string() })

/** Accepts an invitation that names oneself, and goes to what it opened. */
export const acceptOfferAction = formAction(
  action('acceptInvitation', which, (actor, { id }) => acceptOffer(actor, id)),
  goThere,
)

/** Accepts what a link offers, and goes to what it opened. */
export const acceptLinkAction = formAction(
  action('acceptLink', z.object({ token: z.string().max(200) }), (actor, { token }) => acceptLink(actor, token)),
  goThere,
)

/** Declines an invitation that names oneself. */
export const declineOfferAction = formAction(
  action('declineInvitation', which, (actor, { id }) => declineOffer(actor, id)),
  refresh,
)

/** Hides an invitation and all others of who sent it. */
export const blockInviterAction = formAction(
  action('blockInviter', which, (actor, { id }) => blockInviter(actor, id)),
  refresh,
)

/** Shows somebody's invitations again. */
export const unblockAction = formAction(
  action('unblockInviter', z.object({ userId: z.string() }), (actor, { userId }) => unblock(actor, userId)),
  refresh,
)

async function goThere({ bucketId, groupId }: Accepted): Promise<never> {
  redirect((groupId ? `/groups/${groupId}` : `/buckets/${bucketId}`) as Route)
}
