import { beforeEach } from 'vitest'
import { noteProfile } from '@/db/account/sign-in'
import { inBucket } from '@/db/buckets/access'
import type { Actor, Database } from '@/db/client'
import { newId } from '@/db/ids'
import { inGroup } from '@/db/sharing/groups/access'
import { makeGroup } from '@/db/sharing/groups/write'
import * as inviting from '@/db/sharing/invitations/invite'
import { makeLink } from '@/db/sharing/invitations/links'
import { listInvitations, revokeInvitation } from '@/db/sharing/invitations/pending'
import * as received from '@/db/sharing/invitations/received'
import { AppError } from '@/domain/result'
import type { Place } from '@/domain/sharing/invitation'
import type { LinkRole } from '@/domain/sharing/invitation-link'
import type { Invitee } from '@/domain/sharing/invitee'
import type { InvitationRole } from '@/domain/sharing/roles'
import { addBucket } from '@/tests/support/builders/buckets'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

type Person = Awaited<ReturnType<typeof addPerson>>
export let owner: Person
export let ana: Person
export let bucketId: string
export let groupId: string
export const inShared = () => ({ bucketId })
export const inClub = () => ({ groupId })

/** Gives each test an owner with a bucket and a group, and Ana, who is in neither. */
export function setUpInvitations(): void {
  beforeEach(async () => {
    owner = await addPerson('Owner')
    ana = await addPerson('Ana')
    bucketId = await addBucket(owner)
    groupId = await makeGroup(owner, 'Film Club')
  })
}

export const codeOf = (error: unknown) => (error instanceof AppError ? error.code : error)
export const byEmail = (person: Person): Invitee => ({ email: person.email })

export function asInviter<T>(place: Place, work: (db: Database) => Promise<T>, who = owner): Promise<T> {
  return 'bucketId' in place
    ? inBucket(who, place.bucketId, 'changeSharing', ({ db }) => work(db))
    : inGroup(who, place.groupId, 'inviteToGroup', ({ db }) => work(db))
}

export const invite = (place: Place, invitee: Invitee, role: InvitationRole, who = owner) =>
  asInviter(place, (db) => inviting.invite(db, { ...place, ...invitee, role }, who.userId), who)

/** Makes a link for 14 days; returns its token. */
export const link = async (place: Place, uses: number | null, role: LinkRole = 'viewer', who = owner) =>
  (await asInviter(place, (db) => makeLink(db, { ...place, role, uses, days: 14 }, who.userId), who)).token

export const pendingInShared = () => asInviter(inShared(), (db) => listInvitations(db, inShared()))
export const revoke = (id: string) => asInviter(inShared(), (db) => revokeInvitation(db, inShared(), id))

export const roleOf = (who: Actor) =>
  inBucket(who, bucketId, 'readMovies', async ({ bucket }) => bucket.role).catch(codeOf)
export const isIn = (who: Actor) => inGroup(who, groupId, 'readGroup', async ({ group }) => group.role).catch(codeOf)
export const receivedBy = async (who: Actor) =>
  (await received.listReceived(who)).map(({ place, role }) => `${place} ${role}`)
export const accept = (who: Actor, id: string) => received.acceptInvitation(who, id).then(() => 'ok', codeOf)
export const acceptBy = (who: Actor, token: string) => received.acceptLink(who, token).then(() => 'ok', codeOf)

/** Connects a GitHub account to a person; returns its subject. */
export async function connectGitHub(person: Person, login: string): Promise<string> {
  const subject = newId()
  await sql(
    "insert into accounts (user_id, type, provider, issuer, provider_account_id) values ($1, 'oauth', 'github', 'https://github.com', $2)",
    [person.userId, subject],
  )
  await noteProfile({ provider: 'github', issuer: 'https://github.com', subject }, { login })
  return subject
}
