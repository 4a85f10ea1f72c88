import 'server-only'
import { randomBytes } from 'node:crypto'
import { and, asc, eq, gt, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import { type Actor, asActor, type Database } from '@/db/client'
import { sha256 } from '@/db/hash'
import { isId, newId } from '@/db/ids'
import { takeRateLimit } from '@/db/rate-limits'
import { blocks, invitations } from '@/db/schema/sharing'
import { accounts, users } from '@/db/schema/users'
import { AppError } from '@/domain/result'
import {
  type Accepted,
  INVITATION_DAYS,
  type InvitationLink,
  type InvitationRole,
  type Invitee,
  type LinkDays,
  type Offer,
  type PendingInvitation,
  type Place,
} from '@/domain/sharing/invitation'

const INVITATIONS_AN_HOUR = 20

/** What a link says to somebody who has none of these any more; the same for every reason. */
export const INVITATION_OVER = 'This invitation does not work any more. Ask whoever sent it for a new one.'

/**
 * Counts invitations that somebody is about to make, links among them: all of them or, if they are too many, none. Goes
 * before the transaction they are made in.
 * @throws {AppError} `rate_limited` after 20 in an hour
 */
export async function takeInvitations(actor: Actor, count = 1): Promise<void> {
  const wait = await takeRateLimit(`invite:${actor.userId}`, INVITATIONS_AN_HOUR, 3600, count)
  if (wait > 0) {
    const minutes = Math.ceil(wait / 60)
    const pause = minutes === 1 ? 'a minute' : `${minutes} minutes`
    const message = `You can invite ${INVITATIONS_AN_HOUR} times an hour. Nobody was invited now; try again in ${pause}.`
    throw new AppError('rate_limited', message, undefined, wait)
  }
}

/**
 * Invites somebody by name into a bucket or group that `inviter` may invite to, for 14 days; if they wait there
 * already, the role becomes this one, though never that of an offer to hand the bucket over. Nobody is looked up, so the outcome is the same whether or not they exist.
 * Runs in the transaction of `inBucket` or `inGroup`, after `takeInvitations`. Returns the invitation's id.
 * @throws {AppError} `invalid` when they name themselves
 */
export async function invite(
  db: Database,
  invitation: Place & Invitee & { role: InvitationRole },
  inviter: string,
): Promise<string> {
  if (await isOneself(db, invitation, inviter)) {
    const message = 'That is you. Name somebody else.'
    throw new AppError('invalid', message, { to: message })
  }
  const { role } = invitation
  // An offer to hand the bucket over is no role in it: each waits beside the other.
  const isOffer = role === 'owner' ? eq(invitations.role, 'owner') : ne(invitations.role, 'owner')
  const named = and(inPlace(invitation), whoIs(invitation), isOffer)
  // Two at once would both find nobody waiting.
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${placeId(invitation)}, 0))`)
  // A row is its inviter's for good; whoever invites again takes over.
  await db.delete(invitations).where(and(named, or(ne(invitations.invitedBy, inviter), isOver)))
  const [known] = await db
    .update(invitations)
    .set({ role, expiresAt: inDays(INVITATION_DAYS) })
    .where(named)
    .returning({ id: invitations.id })
  if (known) return known.id
  const id = newId()
  const person = 'email' in invitation ? { email: invitation.email } : { login: invitation.login }
  const values = { id, ...placeOf(invitation), ...person, role, expiresAt: inDays(INVITATION_DAYS), invitedBy: inviter }
  await db.insert(invitations).values(values)
  return id
}

/**
 * Makes a link into a bucket or group; runs like `invite`. The token comes back once and is stored as its SHA-256.
 * `uses` is null for a link that works as often as people like.
 */
export async function makeLink(
  db: Database,
  link: Place & { role: Exclude<InvitationRole, 'owner'>; uses: number | null; days: LinkDays },
  inviter: string,
): Promise<{ id: string; token: string }> {
  const [id, token] = [newId(), randomBytes(32).toString('base64url')]
  await db.insert(invitations).values({
    id,
    ...placeOf(link),
    role: link.role,
    tokenHash: sha256(token),
    usesLeft: link.uses,
    expiresAt: inDays(link.days),
    invitedBy: inviter,
  })
  return { id, token }
}

/** Who waits for an answer in a bucket or group, and the links that lead there; nothing for who may not invite. */
export async function listInvitations(
  db: Database,
  place: Place,
): Promise<{ people: PendingInvitation[]; links: InvitationLink[] }> {
  const rows = await db
    .select({
      id: invitations.id,
      role: invitations.role,
      email: invitations.email,
      login: invitations.login,
      usesLeft: invitations.usesLeft,
      expiresAt: invitations.expiresAt,
    })
    .from(invitations)
    .where(
      and(
        inPlace(place),
        gt(invitations.expiresAt, sql`now()`),
        or(isNull(invitations.usesLeft), gt(invitations.usesLeft, 0)),
      ),
    )
    .orderBy(asc(invitations.createdAt), asc(invitations.id))
  const people: PendingInvitation[] = []
  const links: InvitationLink[] = []
  for (const { id, role, email, login, usesLeft, expiresAt } of rows) {
    const label = email ?? (login && `@${login}`)
    const entry = { id, role, expiresAt: expiresAt.toISOString() }
    if (label) people.push({ ...entry, label })
    else links.push({ ...entry, usesLeft })
  }
  return { people, links }
}

/**
 * Takes an invitation or a link back; it does not work from the next request on.
 * @throws {AppError} `not_found` if it was answered, used or taken back before
 */
export async function revokeInvitation(db: Database, place: Place, id: string): Promise<void> {
  const gone = isId(id) ? await db.delete(invitations).where(and(inPlace(place), eq(invitations.id, id))) : null
  if (!gone?.rowCount) throw new AppError('not_found', 'This invitation was answered or taken back already.')
}

/** The open invitations that name somebody by their address or GitHub login, newest first. */
export function listOffers(actor: Actor): Promise<Offer[]> {
  return asActor(actor, { write: false }, async (db) => {
    const { rows } = await db.execute<OfferRow>(sql`select * from my_invitations() order by expires_at desc, id`)
    return rows.map(toOffer)
  })
}

/** What a link offers, for whoever has its token, signed in or not; null when it does not work, for any reason. */
export function findOffer(actor: Actor | null, token: string): Promise<Offer | null> {
  return asActor(actor, { write: false }, async (db) => {
    const { rows } = await db.execute<OfferRow>(sql`select * from invitation_by_link(${sha256(token)})`)
    return rows[0] ? toOffer(rows[0]) : null
  })
}

/**
 * Accepts an invitation that names the person. A role they have already is never lowered.
 * @throws {AppError} `not_found` when it does not work any more or was never theirs
 */
export function acceptOffer(actor: Actor, id: string): Promise<Accepted> {
  return asActor(actor, { write: true }, (db) => accept(db, id, null))
}

/**
 * Accepts what a link offers; the only use of a link counts once, however many try at the same time.
 * @throws {AppError} `not_found` when it does not work any more
 */
export function acceptLink(actor: Actor, token: string): Promise<Accepted> {
  return asActor(actor, { write: true }, async (db) => {
    const hash = sha256(token)
    const { rows } = await db.execute<{ id: string }>(sql`select id from invitation_by_link(${hash})`)
    return accept(db, rows[0]?.id, hash)
  })
}

async function accept(db: Database, id: string | undefined, hash: string | null): Promise<Accepted> {
  if (!id || !isId(id)) throw new AppError('not_found', INVITATION_OVER)
  const { rows } = await db.execute<Accepted>(
    sql`select bucket_id as "bucketId", group_id as "groupId" from accept_invitation(${id}::uuid, ${hash})`,
  )
  if (!rows[0]) throw new AppError('not_found', INVITATION_OVER)
  return rows[0]
}

/** Declines an invitation that names the person; whoever sent it is not told. One that is not there is as good as declined. */
export function declineOffer(actor: Actor, id: string): Promise<void> {
  return asActor(actor, { write: true }, async (db) => {
    if (isId(id)) await db.execute(sql`select decline_invitation(${id}::uuid)`)
  })
}

/**
 * Hides this invitation and every other one of who sent it, from now on; they are not told.
 * @throws {AppError} `not_found` when the invitation is not there
 */
export function blockInviter(actor: Actor, id: string): Promise<void> {
  return asActor(actor, { write: true }, async (db) => {
    if (!isId(id)) throw new AppError('not_found', INVITATION_OVER)
    const { rowCount } = await db.execute(sql`
      insert into blocks (user_id, blocked_id)
      select actor_id(), invited_by from my_invitations() where id = ${id}::uuid on conflict do nothing`)
    if (!rowCount) throw new AppError('not_found', INVITATION_OVER)
  })
}

/** Whose invitations somebody does not want to see, the latest first. */
export function listBlocked(actor: Actor): Promise<{ userId: string; name: string | null }[]> {
  return asActor(actor, { write: false }, async (db) => {
    const { rows } = await db.execute<{ userId: string; name: string | null }>(sql`
      select b.blocked_id as "userId", p.name from blocks b left join people() p on p.id = b.blocked_id
      order by b.created_at desc, b.blocked_id`)
    return rows
  })
}

/** Shows somebody's invitations again; those that are still open, too. */
export function unblock(actor: Actor, userId: string): Promise<void> {
  return asActor(actor, { write: true }, async (db) => {
    if (isId(userId)) await db.delete(blocks).where(eq(blocks.blockedId, userId))
  })
}

type OfferRow = {
  id: string
  bucket_id: string | null
  place: string
  role: InvitationRole
  invited_by: string
  inviter: string | null
  expires_at: Date | string
}

function toOffer({ id, bucket_id, place, role, invited_by, inviter, expires_at }: OfferRow): Offer {
  const kind = bucket_id ? 'bucket' : 'group'
  return { id, kind, place, role, inviterId: invited_by, inviter, expiresAt: new Date(expires_at).toISOString() }
}

async function isOneself(db: Database, invitee: Invitee, userId: string): Promise<boolean> {
  const [me] =
    'email' in invitee
      ? await db
          .select({ id: users.id })
          .from(users)
          .where(and(eq(users.id, userId), eq(users.email, invitee.email)))
      : await db
          .select({ id: accounts.userId })
          .from(accounts)
          .where(and(eq(accounts.userId, userId), eq(accounts.provider, 'github'), eq(accounts.login, invitee.login)))
  return me !== undefined
}

const inDays = (days: number) => sql`now() + make_interval(days => ${days})`
const isOver = sql`${invitations.expiresAt} <= now()`
const placeId = (place: Place) => ('bucketId' in place ? place.bucketId : place.groupId)
const placeOf = (place: Place) => ('bucketId' in place ? { bucketId: place.bucketId } : { groupId: place.groupId })

function inPlace(place: Place): SQL {
  return 'bucketId' in place ? eq(invitations.bucketId, place.bucketId) : eq(invitations.groupId, place.groupId)
}

function whoIs(invitee: Invitee): SQL {
  return 'email' in invitee ? eq(invitations.email, invitee.email) : eq(invitations.login, invitee.login)
}
