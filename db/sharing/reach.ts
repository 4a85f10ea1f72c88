import 'server-only'
import { sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { writtenLabel } from '@/domain/sharing/invitee'
import type { ReachedPerson } from '@/domain/sharing/reach'
import type { Role } from '@/domain/sharing/roles'

/** Every person whom an owner's open bucket reaches, the owner first, each with every reason. */
export async function listReach({ db, bucket }: Access): Promise<ReachedPerson[]> {
  const { rows } = await db.execute<Row>(sql`
    select w.user_id as "userId", w.name, g.label, w.role, w.grant_id is null as "isOwner", w.group_name as "groupName"
    from bucket_people(${bucket.id}::uuid) w
    left join grants g on g.bucket_id = ${bucket.id}::uuid and g.id = w.grant_id
    order by w.role desc, lower(w.name), w.user_id, w.group_id nulls first`)
  const reach = new Map<string, ReachedPerson>()
  for (const { userId, name, label, role, isOwner, groupName } of rows) {
    const kind = isOwner ? 'owner' : groupName === null ? 'grant' : 'group'
    // The highest role comes first, and is the one that counts.
    const person = reach.get(userId) ?? { userId, name, label: null, role, reasons: [] }
    person.reasons.push({ kind, role, groupName })
    person.label ??= label && writtenLabel(label)
    reach.set(userId, person)
  }
  return [...reach.values()]
}

type Row = {
  userId: string
  name: string | null
  label: string | null
  role: Role
  isOwner: boolean
  groupName: string | null
}
