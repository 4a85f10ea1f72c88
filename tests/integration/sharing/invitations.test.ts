import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { noteLogin } from '@/db/account/sign-in'
import { inBucket } from '@/db/buckets/access'
import { type Actor, asActor } from '@/db/client'
import { newId } from '@/db/ids'
import * as groups from '@/db/sharing/groups'
import { inGroup } from '@/db/sharing/groups'
import * as invitations from '@/db/sharing/invitations'
import { AppError } from '@/domain/result'
import { type InvitationRole, type Invitee, type Place, parseInvitee } from '@/domain/sharing/invitation'
import { addBucket } from '@/tests/support/builders/buckets'
import { grant } from '@/tests/support/builders/grants'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

type Person = Awaited<ReturnType<typeof addPerson>>
let owner: Person
let ana: Person
let bucketId: string
let groupId: string
const inShared = () => ({ bucketId })
const inClub = () => ({ groupId })

beforeEach(async () => {
  owner = await addPerson('Owner')
  ana = await addPerson('Ana')
  bucketId = await addBucket(owner)
  groupId = await groups.makeGroup(owner, 'Film Club')
})

const codeOf = (error: unknown) => (error instanceof AppError ? error.code : error)
const byEmail = (person: Person): Invitee => ({ email: person.email })

function asInviter<T>(place: Place, work: (db: Parameters<typeof invitations.invite>[0]) => Promise<T>, who = owner) {
  return 'bucketId' in place
    ? inBucket(who, place.bucketId, 'changeSharing', ({ db }) => work(db))
    : inGroup(who, place.groupId, 'inviteToGroup', ({ db }) => work(db))
}

const invite = (place: Place, invitee: Invitee, role: InvitationRole, who = owner) =>
  asInviter(place, (db) => invitations.invite(db, { ...place, ...invitee, role }, who.userId), who)

const link = async (place: Place, uses: number | null, role: 'viewer' | 'editor' | 'member' = 'viewer', who = owner) =>
  (await asInviter(place, (db) => invitations.makeLink(db, { ...place, role, uses, days: 14 }, who.userId), who)).token

const roleOf = (who: Actor) => inBucket(who, bucketId, 'readMovies', async ({ bucket }) => bucket.role).catch(codeOf)
const isIn = (who: Actor) => inGroup(who, groupId, 'readGroup', async ({ group }) => group.role).catch(codeOf)
const offersTo = async (who: Actor) => (await invitations.listOffers(who)).map(({ place, role }) => `${place} ${role}`)
const accept = (who: Actor, id: string) => invitations.acceptOffer(who, id).then(() => 'ok', codeOf)
const acceptBy = (who: Actor, token: string) => invitations.acceptLink(who, token).then(() => 'ok', codeOf)

/** Connects a GitHub account to somebody. */
async function connectGitHub(person: Person, login: string): Promise<string> {
  const subject = newId()
  await sql("insert into accounts (user_id, type, provider, provider_account_id) values ($1, 'oauth', 'github', $2)", [
    person.userId,
    subject,
  ])
  await noteLogin({ provider: 'github', subject }, login)
  return subject
}

describe('an invitation by address', () => {
  it('gives nothing until it is accepted, and then its role', async () => {
    const id = await invite(inShared(), byEmail(ana), 'editor')
    expect(await roleOf(ana)).toBe('not_found')
    expect(await invitations.listOffers(ana)).toEqual([
      {
        id,
        kind: 'bucket',
        place: 'Private bucket',
        role: 'editor',
        inviterId: owner.userId,
        inviter: 'Owner',
        expiresAt: expect.any(String),
      },
    ])
    expect(await invitations.acceptOffer(ana, id)).toEqual({ bucketId, groupId: null })
    expect(await roleOf(ana)).toBe('editor')
    expect(await sql('select label from grants where bucket_id = $1', [bucketId])).toEqual([{ label: ana.email }])
    expect(await invitations.listOffers(ana)).toEqual([])
    expect(await accept(ana, id)).toBe('not_found')
  })

  it('into a group makes a member', async () => {
    const id = await invite(inClub(), byEmail(ana), 'member')
    expect(await invitations.acceptOffer(ana, id)).toEqual({ bucketId: null, groupId })
    expect(await isIn(ana)).toBe('member')
  })

  it('waits for somebody who comes later', async () => {
    await invite(inShared(), { email: 'later@example.org' }, 'viewer')
    const later = await addPerson('Later')
    await sql("update users set email = 'later@example.org' where id = $1", [later.userId])
    expect(await offersTo(later)).toEqual(['Private bucket viewer'])
  })

  it('is not for an address that nobody has verified', async () => {
    const id = await invite(inShared(), byEmail(ana), 'viewer')
    await sql('update users set email_verified = null where id = $1', [ana.userId])
    expect(await offersTo(ana)).toEqual([])
    expect(await accept(ana, id)).toBe('not_found')
  })

  it('is for no other address, dots and plus signs included', async () => {
    await sql("update users set email = 'ana.b+films@example.org' where id = $1", [ana.userId])
    const others = ['anab@example.org', 'ana.b@example.org', 'anab+films@example.org', 'ana.b+films@example.com']
    const ids = []
    for (const email of others) ids.push(await invite(inShared(), { email }, 'viewer'))
    expect(await offersTo(ana)).toEqual([])
    for (const id of ids) expect(await accept(ana, id)).toBe('not_found')
  })

  it('is open for 14 days and no longer', async () => {
    const id = await invite(inShared(), byEmail(ana), 'viewer')
    const [row] = await sql<{ days: string }>(
      'select extract(epoch from expires_at - now()) / 86400 as days from invitations where id = $1',
      [id],
    )
    expect(Number(row?.days)).toBeGreaterThan(13.99)
    expect(Number(row?.days)).toBeLessThanOrEqual(14)
    await sql('update invitations set expires_at = now() where id = $1', [id])
    expect(await offersTo(ana)).toEqual([])
    expect(await accept(ana, id)).toBe('not_found')
    expect(await asInviter(inShared(), (db) => invitations.listInvitations(db, inShared()))).toEqual({
      people: [],
      links: [],
    })
  })

  it('is over when it is taken back or declined', async () => {
    const first = await invite(inShared(), byEmail(ana), 'viewer')
    await asInviter(inShared(), (db) => invitations.revokeInvitation(db, inShared(), first))
    expect(await accept(ana, first)).toBe('not_found')
    const second = await invite(inShared(), byEmail(ana), 'viewer')
    await invitations.declineOffer(ana, second)
    expect(await accept(ana, second)).toBe('not_found')
    const again = asInviter(inShared(), (db) => invitations.revokeInvitation(db, inShared(), second))
    expect(await again.catch(codeOf)).toBe('not_found')
  })

  it('is nobody else’s to accept or decline', async () => {
    const id = await invite(inShared(), byEmail(ana), 'editor')
    const other = await addPerson('Other')
    expect(await accept(other, id)).toBe('not_found')
    await invitations.declineOffer(other, id)
    expect(await accept(owner, id)).toBe('not_found')
    expect(await offersTo(ana)).toEqual(['Private bucket editor'])
    expect(await offersTo(other)).toEqual([])
  })

  it('is not for oneself', async () => {
    await connectGitHub(owner, 'Owner-At-GitHub')
    for (const oneself of [byEmail(owner), { login: 'owner-at-github' }])
      expect(await invite(inShared(), oneself, 'viewer').catch(codeOf)).toBe('invalid')
  })

  it('leads nowhere while the bucket lies in the trash', async () => {
    const id = await invite(inShared(), byEmail(ana), 'viewer')
    const token = await link(inShared(), null)
    await sql('update buckets set deleted_at = now() where id = $1', [bucketId])
    expect(await offersTo(ana)).toEqual([])
    expect(await accept(ana, id)).toBe('not_found')
    expect(await acceptBy(ana, token)).toBe('not_found')
  })
})

describe('an invitation by GitHub login', () => {
  it('is for who has that login now, in any case', async () => {
    const id = await invite(inShared(), parseInvitee('@Ana-Films') as Invitee, 'viewer')
    expect(await offersTo(ana)).toEqual([])
    const subject = await connectGitHub(ana, 'ANA-films')
    expect(await offersTo(ana)).toEqual(['Private bucket viewer'])
    await noteLogin({ provider: 'github', subject }, 'ana-renamed')
    expect(await accept(ana, id)).toBe('not_found')
    await noteLogin({ provider: 'github', subject }, 'ana-films')
    expect(await accept(ana, id)).toBe('ok')
    expect(await sql('select label from grants where bucket_id = $1', [bucketId])).toEqual([{ label: 'ana-films' }])
  })

  it('is not for who had it before somebody else took it', async () => {
    await connectGitHub(ana, 'films')
    const taker = await addPerson('Taker')
    await connectGitHub(taker, 'Films')
    await invite(inShared(), { login: 'films' }, 'viewer')
    expect(await offersTo(ana)).toEqual([])
    expect(await offersTo(taker)).toEqual(['Private bucket viewer'])
  })

  it('is not for who is called so elsewhere', async () => {
    await sql("update accounts set login = 'films' where user_id = $1", [ana.userId])
    await invite(inShared(), { login: 'films' }, 'viewer')
    expect(await offersTo(ana)).toEqual([])
  })
})

describe('inviting', () => {
  it('again changes the role of the one invitation, also when ten do it at once', async () => {
    await Promise.all(Array.from({ length: 10 }, () => invite(inShared(), byEmail(ana), 'editor')))
    expect(await offersTo(ana)).toEqual(['Private bucket editor'])
    await invite(inShared(), byEmail(ana), 'viewer')
    expect(await offersTo(ana)).toEqual(['Private bucket viewer'])
    const admin = await addPerson('Admin')
    await sql("insert into group_members (group_id, user_id, role) values ($1, $2, 'admin')", [groupId, admin.userId])
    await Promise.all([owner, admin, owner, admin].map((who) => invite(inClub(), byEmail(ana), 'member', who)))
    expect(await sql('select count(*)::int as n from invitations where group_id = $1', [groupId])).toEqual([{ n: 1 }])
  })

  it('says the same whether or not the person exists, knows them or has blocked them', async () => {
    const blocking = await addPerson('Blocking')
    await sql('insert into blocks (user_id, blocked_id) values ($1, $2)', [blocking.userId, owner.userId])
    const granted = await addPerson('Granted')
    await grant(bucketId, { user: granted }, 'viewer')
    await connectGitHub(ana, `known-${ana.userId}`)
    const named: Invitee[] = [
      byEmail(ana),
      byEmail(blocking),
      byEmail(granted),
      { login: `known-${ana.userId}` },
      { email: 'nobody@example.org' },
      { login: 'nobody-there' },
    ]
    const answers: string[] = []
    for (const invitee of named) answers.push(await invite(inShared(), invitee, 'viewer'))
    expect(answers.every((id) => /^[0-9a-f-]{36}$/.test(id))).toBe(true)
    const { people } = await asInviter(inShared(), (db) => invitations.listInvitations(db, inShared()))
    expect(people).toEqual(
      named.map((invitee, at) => ({
        id: answers[at],
        label: 'email' in invitee ? invitee.email : `@${invitee.login}`,
        role: 'viewer',
        expiresAt: expect.any(String),
      })),
    )
    // Nor does what the person does with it change what the owner sees of it, until they accept.
    await invitations.blockInviter(ana, answers[0] ?? '')
    const after = await asInviter(inShared(), (db) => invitations.listInvitations(db, inShared()))
    expect(after.people).toEqual(people)
  })

  it('is counted: 20 an hour, then not', async () => {
    for (let n = 0; n < 20; n++) await invitations.takeInvitations(owner)
    const refused = await invitations.takeInvitations(owner).catch((error: AppError) => error)
    expect(refused).toMatchObject({ code: 'rate_limited', message: expect.stringContaining('20 times an hour') })
    expect(refused).toHaveProperty('retryAfter', expect.any(Number))
    await invitations.takeInvitations(ana, 17)
    expect(await invitations.takeInvitations(ana, 5).catch(codeOf), 'all of them or none').toBe('rate_limited')
    await invitations.takeInvitations(ana, 3)
    expect(await invitations.takeInvitations(ana).catch(codeOf)).toBe('rate_limited')
    await sql("update rate_limits set window_start = now() - interval '1 hour' where key = $1", [
      `invite:${owner.userId}`,
    ])
    await invitations.takeInvitations(owner)
  })

  it.each(['viewer', 'editor', 'stranger'] as const)('into a bucket is not for a %s', async (who) => {
    if (who !== 'stranger') await grant(bucketId, { user: ana }, who)
    const expected = who === 'stranger' ? 'not_found' : 'forbidden'
    expect(await invite(inShared(), { email: 'x@example.org' }, 'viewer', ana).catch(codeOf)).toBe(expected)
    expect(await link(inShared(), 1, 'viewer', ana).catch(codeOf)).toBe(expected)
    // Nor past the first wall.
    const past = asActor(ana, { write: true }, (db) =>
      invitations.invite(db, { bucketId, email: 'x@example.org', role: 'viewer' }, ana.userId),
    )
    expect(await past.catch(codeOf)).toBe('not_found')
    expect(await asActor(ana, { write: false }, (db) => invitations.listInvitations(db, { bucketId }))).toEqual({
      people: [],
      links: [],
    })
  })

  it('in somebody else’s name is refused', async () => {
    const forged = asActor(owner, { write: true }, (db) =>
      invitations.invite(db, { bucketId, email: 'x@example.org', role: 'viewer' }, ana.userId),
    )
    expect(await forged.catch(codeOf)).toBe('not_found')
  })
})

describe('a link', () => {
  it('shows what it offers to whoever has it, signed in or not, and nothing else', async () => {
    const token = await link(inShared(), 1, 'editor')
    for (const who of [null, ana]) {
      const offer = await invitations.findOffer(who, token)
      expect(offer).toMatchObject({ kind: 'bucket', place: 'Private bucket', role: 'editor', inviter: 'Owner' })
      expect(JSON.stringify(offer)).not.toContain(bucketId)
      expect(JSON.stringify(offer)).not.toContain('@')
    }
    expect(await roleOf(ana)).toBe('not_found')
    expect(await acceptBy(ana, token)).toBe('ok')
    expect(await roleOf(ana)).toBe('editor')
  })

  it('is 256 random bits that are nowhere in the database', async () => {
    const token = await link(inShared(), 1)
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(await link(inShared(), 1)).not.toBe(token)
    const [row] = await sql<{ all: string }>("select string_agg(i::text, ' ') as all from invitations i")
    expect(row?.all).not.toContain(token)
    expect(row?.all).toContain(createHash('sha256').update(token).digest('hex'))
  })

  it('that works once is used once, however many come at the same time', async () => {
    const token = await link(inShared(), 1)
    const crowd = await Promise.all(Array.from({ length: 20 }, (_, n) => addPerson(`Crowd${n}`)))
    const outcomes = await Promise.all(crowd.map((who) => acceptBy(who, token)))
    expect(outcomes.sort()).toEqual([...Array(19).fill('not_found'), 'ok'])
    expect(await sql('select count(*)::int as n from grants where bucket_id = $1', [bucketId])).toEqual([{ n: 1 }])
    expect(await invitations.findOffer(null, token)).toBeNull()
  })

  it('that works many times does', async () => {
    const token = await link(inClub(), null, 'member')
    const crowd = await Promise.all(Array.from({ length: 20 }, (_, n) => addPerson(`Crowd${n}`)))
    const outcomes = await Promise.all(crowd.map((who) => acceptBy(who, token)))
    expect(new Set(outcomes)).toEqual(new Set(['ok']))
    expect(await sql('select count(*)::int as n from group_members where group_id = $1', [groupId])).toEqual([
      { n: 21 },
    ])
  })

  it('is not used up by who gets nothing new from it: its maker, the owner, who has the role already', async () => {
    const token = await link(inShared(), 1, 'viewer')
    expect(await acceptBy(owner, token)).toBe('not_found')
    await grant(bucketId, { user: ana }, 'editor')
    expect(await acceptBy(ana, token)).toBe('ok')
    expect(await roleOf(ana)).toBe('editor')
    expect(await invitations.findOffer(null, token)).not.toBeNull()

    const club = await link(inClub(), 1, 'member')
    await sql("insert into group_members (group_id, user_id, role) values ($1, $2, 'admin')", [groupId, ana.userId])
    expect(await acceptBy(ana, club)).toBe('ok')
    expect(await isIn(ana)).toBe('admin')
    expect(await invitations.findOffer(null, club)).not.toBeNull()
  })

  it('looks the same when it is unknown, expired, used up, taken back or of somebody who may not invite', async () => {
    const used = await link(inShared(), 1)
    await acceptBy(ana, used)
    const expired = await link(inShared(), 1)
    await sql('update invitations set expires_at = now() where token_hash = $1', [
      createHash('sha256').update(expired).digest('hex'),
    ])
    const { id, token: revoked } = await asInviter(inShared(), (db) =>
      invitations.makeLink(db, { bucketId, role: 'viewer', uses: null, days: 1 }, owner.userId),
    )
    await asInviter(inShared(), (db) => invitations.revokeInvitation(db, inShared(), id))
    const other = await addPerson('Other')
    const messages = new Set<string>()
    for (const token of [used, expired, revoked, 'unknown', '', '\u0000', 'x'.repeat(5000)]) {
      expect(await invitations.findOffer(other, token)).toBeNull()
      const error = await invitations.acceptLink(other, token).catch((error: AppError) => error)
      expect(error).toMatchObject({ code: 'not_found' })
      messages.add((error as AppError).message)
    }
    expect([...messages]).toEqual([invitations.INVITATION_OVER])
    expect(await roleOf(other)).toBe('not_found')
  })

  it('is not accepted by its id, nor with another link’s token', async () => {
    const token = await link(inShared(), 1, 'viewer')
    const editor = await link(inShared(), 1, 'editor')
    const [{ id } = { id: '' }] = await sql<{ id: string }>(
      "select id from invitations where role = 'editor' and bucket_id = $1",
      [bucketId],
    )
    expect(await accept(ana, id)).toBe('not_found')
    const crossed = await asActor(ana, { write: true }, (db) =>
      db.execute(`select * from accept_invitation('${id}', '${createHash('sha256').update(token).digest('hex')}')`),
    )
    expect(crossed.rows).toEqual([])
    expect(await roleOf(ana)).toBe('not_found')
    expect(await acceptBy(ana, editor)).toBe('ok')
  })

  it('lists as often as it may still be used, without its token', async () => {
    await link(inShared(), 1, 'editor')
    await link(inShared(), null, 'viewer')
    const { people, links } = await asInviter(inShared(), (db) => invitations.listInvitations(db, inShared()))
    expect(people).toEqual([])
    expect(links).toEqual([
      { id: expect.any(String), role: 'editor', usesLeft: 1, expiresAt: expect.any(String) },
      { id: expect.any(String), role: 'viewer', usesLeft: null, expiresAt: expect.any(String) },
    ])
  })
})

describe('a role one has', () => {
  it.each([
    ['editor', 'viewer', 'editor'],
    ['viewer', 'editor', 'editor'],
    ['viewer', 'viewer', 'viewer'],
  ] as const)('%s, invited as %s, is %s afterwards', async (before, offered, after) => {
    await grant(bucketId, { user: ana }, before)
    expect(await accept(ana, await invite(inShared(), byEmail(ana), offered))).toBe('ok')
    expect(await roleOf(ana)).toBe(after)
    expect(await sql('select count(*)::int as n from grants where bucket_id = $1', [bucketId])).toEqual([{ n: 1 }])
  })

  it('is the higher of two that are accepted at the same time', async () => {
    for (let round = 0; round < 10; round++) {
      const [id, token] = [await invite(inShared(), byEmail(ana), 'viewer'), await link(inShared(), 1, 'editor')]
      expect(await Promise.all([acceptBy(ana, token), accept(ana, id)])).toEqual(['ok', 'ok'])
      expect(await roleOf(ana)).toBe('editor')
      await sql('delete from grants where bucket_id = $1', [bucketId])
    }
  })

  it('as the owner stays, however the bucket came to be theirs', async () => {
    const id = await invite(inShared(), byEmail(ana), 'viewer')
    await sql('update buckets set owner_id = $1 where id = $2', [ana.userId, bucketId])
    expect(await accept(ana, id)).toBe('not_found')
    expect(await roleOf(ana)).toBe('owner')
    expect(await sql('select count(*)::int as n from grants where bucket_id = $1', [bucketId])).toEqual([{ n: 0 }])
  })

  it('as an admin of a group stays, and a member becomes one', async () => {
    const boris = await addPerson('Boris')
    await sql("insert into group_members (group_id, user_id, role) values ($1, $2, 'admin'), ($1, $3, 'member')", [
      groupId,
      ana.userId,
      boris.userId,
    ])
    expect(await accept(ana, await invite(inClub(), byEmail(ana), 'member'))).toBe('ok')
    expect(await accept(boris, await invite(inClub(), byEmail(boris), 'admin'))).toBe('ok')
    expect([await isIn(ana), await isIn(boris)]).toEqual(['admin', 'admin'])
  })
})

describe('handing a bucket over', () => {
  it('makes the other one its owner and the former one an editor, and ends all open invitations', async () => {
    await grant(bucketId, { user: ana }, 'viewer')
    const token = await link(inShared(), null, 'editor')
    const boris = await addPerson('Boris')
    const toBoris = await invite(inShared(), byEmail(boris), 'owner')
    const id = await invite(inShared(), byEmail(ana), 'owner')
    expect(await roleOf(ana)).toBe('viewer')
    expect(await accept(ana, id)).toBe('ok')
    expect([await roleOf(ana), await roleOf(owner)]).toEqual(['owner', 'editor'])
    expect(await accept(boris, toBoris)).toBe('not_found')
    expect(await acceptBy(boris, token)).toBe('not_found')
    expect(await sql('select user_id, role from grants where bucket_id = $1', [bucketId])).toEqual([
      { user_id: owner.userId, role: 'editor' },
    ])
    expect(await sql('select from invitations where bucket_id = $1', [bucketId])).toEqual([])
  })

  it('does not work any more when the bucket has another owner by then', async () => {
    const boris = await addPerson('Boris')
    const id = await invite(inShared(), byEmail(ana), 'owner')
    await sql('update buckets set owner_id = $1 where id = $2', [boris.userId, bucketId])
    expect(await offersTo(ana)).toEqual([])
    expect(await accept(ana, id)).toBe('not_found')
    expect(await roleOf(boris)).toBe('owner')
  })

  it('has one outcome when two accept at the same time', async () => {
    const boris = await addPerson('Boris')
    const ids = [await invite(inShared(), byEmail(ana), 'owner'), await invite(inShared(), byEmail(boris), 'owner')]
    const outcomes = await Promise.all([accept(ana, ids[0] ?? ''), accept(boris, ids[1] ?? '')])
    expect(outcomes.sort()).toEqual(['not_found', 'ok'])
    expect([await roleOf(ana), await roleOf(boris)].sort()).toEqual(['not_found', 'owner'])
  })

  it('is no link’s business, even if there were one', async () => {
    await sql(
      `insert into invitations (id, bucket_id, role, token_hash, expires_at, invited_by)
       values ($1, $2, 'owner', $3, now() + interval '1 day', $4)`,
      [newId(), bucketId, createHash('sha256').update('handed').digest('hex'), owner.userId],
    )
    expect(await acceptBy(ana, 'handed')).toBe('not_found')
    expect(await roleOf(owner)).toBe('owner')
  })
})

describe('an invitation of somebody who may not invite any more', () => {
  it.each([
    ['left', 'delete from group_members where user_id = $1'],
    ['became a member', "update group_members set role = 'member' where user_id = $1"],
  ])('does not work after they %s', async (_, statement) => {
    const admin = await addPerson('Admin')
    await sql("insert into group_members (group_id, user_id, role) values ($1, $2, 'admin')", [groupId, admin.userId])
    const id = await invite(inClub(), byEmail(ana), 'member', admin)
    const token = await link(inClub(), null, 'member', admin)
    expect(await offersTo(ana)).toEqual(['Film Club member'])
    await sql(statement, [admin.userId])
    expect(await offersTo(ana)).toEqual([])
    expect(await accept(ana, id)).toBe('not_found')
    for (const who of [ana, admin]) expect(await acceptBy(who, token)).toBe('not_found')
    expect(await invitations.findOffer(null, token)).toBeNull()
  })
})

describe('blocking', () => {
  it('hides what that person sends and sent, until it is taken back', async () => {
    const id = await invite(inShared(), byEmail(ana), 'viewer')
    const club = await invite(inClub(), byEmail(ana), 'member')
    const boris = await addPerson('Boris')
    const theirs = await addBucket(boris)
    await asInviter(
      { bucketId: theirs },
      (db) => invitations.invite(db, { bucketId: theirs, ...byEmail(ana), role: 'editor' }, boris.userId),
      boris,
    )
    await invitations.blockInviter(ana, id)
    expect(await offersTo(ana)).toEqual(['Private bucket editor'])
    expect([await accept(ana, id), await accept(ana, club)]).toEqual(['not_found', 'not_found'])
    await invite(inShared(), byEmail(ana), 'editor')
    expect(await offersTo(ana)).toEqual(['Private bucket editor'])
    expect(await invitations.listBlocked(ana)).toEqual([{ userId: owner.userId, name: 'Owner' }])
    expect(await invitations.listBlocked(owner)).toEqual([])

    await invitations.unblock(ana, owner.userId)
    expect((await offersTo(ana)).sort()).toEqual(['Film Club member', 'Private bucket editor', 'Private bucket editor'])
    expect(await invitations.listBlocked(ana)).toEqual([])
  })

  it('needs an invitation of that person', async () => {
    const id = await invite(inShared(), { email: 'x@example.org' }, 'viewer')
    for (const given of [id, newId(), 'x'])
      expect(await invitations.blockInviter(ana, given).catch(codeOf)).toBe('not_found')
    expect(await sql('select from blocks where user_id = $1', [ana.userId])).toEqual([])
  })
})
