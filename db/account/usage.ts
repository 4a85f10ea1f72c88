import 'server-only'
import { sql } from 'drizzle-orm'
import { type Actor, asActor, quotas } from '@/db/client'
import { QUOTA_NAMES, type Usage } from '@/domain/account/quota'

/** How much a person uses of what has a limit, and the limits. */
export function getUsage(actor: Actor): Promise<Usage[]> {
  return asActor(actor, { write: false }, async (db) => {
    const names = sql.param([...QUOTA_NAMES])
    const { rows } = await db.execute<{ used: number }>(sql`
      select my_usage(q.name)::float8 as used from unnest(${names}::text[]) with ordinality q (name, at) order by q.at`)
    return QUOTA_NAMES.map((name, at) => ({ name, used: rows[at]?.used ?? 0, most: quotas()[name] }))
  })
}
