import { describe, expect, it } from 'vitest'
import { asActor } from '@/db/client'
import { blockInviter } from '@/db/sharing/invitations/blocks'
import { invite as insertInvitation, takeInvitations } from '@/db/sharing/invitations/invite'
import { listInvitations } from '@/db/sharing/invitations/pending'
import { findByLink } from '@/db/sharing/invitations/received'
import type { AppError } from '@/domain/result'
import type { Invitee } from '@/domain/sharing/invitee'
import { grant } from '@/tests/support/builders/grants'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import {
  accept,
  acceptBy,
  ana,
  bucketId,
  byEmail,
  codeOf,
  connectGitHub,
  groupId,
  inClub,
  inShared,
  invite,
  link,
  owner,
  pendingInShared,
  receivedBy,
  setUpInvitations,
} from './invitation-setup'

setUpInvitations()

describe('inviting', () => {
  it('again changes the role of the one invitation, also when ten do it at once', async () => {
    await Promise.all(Array.from({ length: 10 }, () => invite(inShared(), byEmail(ana), 'editor')))
    expect(await receivedBy(ana)).toEqual(['Private bucket editor'])
    await invite(inShared(), byEmail(ana), 'viewer')
    expect(await receivedBy(ana)).toEqual(['Private bucket viewer'])
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
    const { people } = await pendingInShared()
    expect(people).toEqual(
      named.map((invitee, at) => ({
        id: answers[at],
        label: 'email' in invitee ? invitee.email : `@${invitee.login}`,
        role: 'viewer',
        expiresAt: expect.any(String),
      })),
    )
    // Nor does what the person does with it change what the owner sees of it, until they accept.
    await blockInviter(ana, answers[0] ?? '')
    const after = await pendingInShared()
    expect(after.people).toEqual(people)
  })

  it('is counted: 20 an hour, then not', async () => {
    for (let n = 0; n < 20; n++) await takeInvitations(owner)
    const refused = await takeInvitations(owner).catch((error: AppError) => error)
    expect(refused).toMatchObject({ code: 'rate_limited', message: expect.stringContaining('20 times an hour') })
    expect(refused).toHaveProperty('retryAfter', expect.any(Number))
    await takeInvitations(ana, 17)
    expect(await takeInvitations(ana, 5).catch(codeOf), 'all of them or none').toBe('rate_limited')
    await takeInvitations(ana, 3)
    expect(await takeInvitations(ana).catch(codeOf)).toBe('rate_limited')
    await sql("update rate_limits set window_start = now() - interval '1 hour' where key = $1", [
      `invite:${owner.userId}`,
    ])
    await takeInvitations(owner)
  })

  it.each(['viewer', 'editor', 'stranger'] as const)('into a bucket is not for a %s', async (who) => {
    if (who !== 'stranger') await grant(bucketId, { user: ana }, who)
    const expected = who === 'stranger' ? 'not_found' : 'forbidden'
    expect(await invite(inShared(), { email: 'x@example.org' }, 'viewer', ana).catch(codeOf)).toBe(expected)
    expect(await link(inShared(), 1, 'viewer', ana).catch(codeOf)).toBe(expected)
    // Nor past the first wall.
    const past = asActor(ana, { write: true }, (db) =>
      insertInvitation(db, { bucketId, email: 'x@example.org', role: 'viewer' }, ana.userId),
    )
    expect(await past.catch(codeOf)).toBe('not_found')
    expect(await asActor(ana, { write: false }, (db) => listInvitations(db, { bucketId }))).toEqual({
      people: [],
      links: [],
    })
  })

  it('in another person’s name is refused', async () => {
    const forged = asActor(owner, { write: true }, (db) =>
      insertInvitation(db, { bucketId, email: 'x@example.org', role: 'viewer' }, ana.userId),
    )
    expect(await forged.catch(codeOf)).toBe('not_found')
  })
})

describe('an invitation of a person who may not invite any more', () => {
  it.each([
    ['left', 'delete from group_members where user_id = $1'],
    ['became a member', "update group_members set role = 'member' where user_id = $1"],
  ])('does not work after they %s', async (_, statement) => {
    const admin = await addPerson('Admin')
    await sql("insert into group_members (group_id, user_id, role) values ($1, $2, 'admin')", [groupId, admin.userId])
    const id = await invite(inClub(), byEmail(ana), 'member', admin)
    const token = await link(inClub(), null, 'member', admin)
    expect(await receivedBy(ana)).toEqual(['Film Club member'])
    await sql(statement, [admin.userId])
    expect(await receivedBy(ana)).toEqual([])
    expect(await accept(ana, id)).toBe('not_found')
    for (const who of [ana, admin]) expect(await acceptBy(who, token)).toBe('not_found')
    expect(await findByLink(null, token)).toBeNull()
  })
})
