import type { Role } from '@/domain/sharing/roles'

/**
 * A bucket as the API shows it to one person. Only its owner sees the numbers of people and groups with a grant, and the
 * public page's key; for others they are null. The time is ISO 8601 in UTC.
 */
export type BucketDetails = {
  id: string
  name: string
  visibility: 'private' | 'everyone'
  role: Role
  ownerName: string | null
  audience: { everyone: boolean; people: number | null; groups: number | null }
  publicKey: string | null
  createdAt: string
}
