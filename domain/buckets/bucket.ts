import type { Role } from '@/domain/sharing/roles'

/**
 * A bucket as the API shows it to one person. How many people and groups it was given is null for all but its owner,
 * the public page's key for all others too. The time is ISO 8601 in UTC.
 */
export type BucketView = {
  id: string
  name: string
  visibility: 'private' | 'everyone'
  role: Role
  ownerName: string | null
  audience: { everyone: boolean; people: number | null; groups: number | null }
  publicKey: string | null
  createdAt: string
}
