import 'server-only'
import { randomBytes } from 'node:crypto'
import type { Database } from '@/db/client'
import { sha256 } from '@/db/hash'
import { newId } from '@/db/ids'
import { invitations } from '@/db/schema/sharing'
import type { Place } from '@/domain/sharing/invitation'
import type { LinkDays, LinkRole } from '@/domain/sharing/invitation-link'
import { inDays, placeColumns } from './place'

/**
 * Makes a link into a bucket or group; runs like `invite`. The token comes back once and is stored as its SHA-256.
 * `uses` is null for a link without a limit.
 */
export async function makeLink(
  db: Database,
  link: Place & { role: LinkRole; uses: number | null; days: LinkDays },
  inviter: string,
): Promise<{ id: string; token: string }> {
  const [id, token] = [newId(), randomBytes(32).toString('base64url')]
  await db.insert(invitations).values({
    id,
    ...placeColumns(link),
    role: link.role,
    tokenHash: sha256(token),
    usesLeft: link.uses,
    expiresAt: inDays(link.days),
    invitedBy: inviter,
  })
  return { id, token }
}
