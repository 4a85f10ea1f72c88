import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { type Actor, asActor } from '@/db/client'
import { sessions } from '@/db/schema/users'
import { type AccountNotice, NOTICE_DAYS } from '@/domain/account/notice'
import { accountLabel } from './accounts'

/** Lists the notices of new accounts and tokens that a session of the user has not dismissed, newest first. */
export function listNotices(actor: Actor, sessionId: string): Promise<AccountNotice[]> {
  return asActor(actor, { write: false }, async (db) => {
    const { rows } = await db.execute<Omit<AccountNotice, 'createdAt'> & { createdAt: Date | string }>(sql`
      select n.id, n.kind, n.what, ${accountLabel} as label, n.created_at as "createdAt"
      from account_notices n
      left join accounts on n.kind = 'account' and accounts.user_id = n.user_id and accounts.provider = n.what
      where n.user_id = actor_id() and n.created_at > now() - make_interval(days => ${NOTICE_DAYS})
        and n.created_at > coalesce((select notices_seen_at from sessions where id = ${sessionId}::uuid), '-infinity')
      order by n.created_at desc, n.id`)
    return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt).toISOString() }))
  })
}

/**
 * Dismisses the notices up to a time (ISO 8601) in one session. Every other session of the user keeps showing them: a
 * stolen session hides nothing from its owner.
 */
export function dismissNotices(actor: Actor, sessionId: string, until: string): Promise<void> {
  return asActor(actor, { write: true }, async (db) => {
    await db
      .update(sessions)
      .set({ noticesSeenAt: sql`least(${until}::timestamptz, now())` })
      .where(and(eq(sessions.userId, actor.userId), eq(sessions.id, sessionId)))
  })
}
