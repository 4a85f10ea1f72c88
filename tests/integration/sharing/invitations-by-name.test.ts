import { describe, expect, it } from 'vitest'
import { noteProfile } from '@/db/account/sign-in'
import { acceptInvitation, declineInvitation, listReceived } from '@/db/sharing/invitations/received'
import { type Invitee, parseInvitee } from '@/domain/sharing/invitee'
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
  isIn,
  link,
  owner,
  pendingInShared,
  receivedBy,
  revoke,
  roleOf,
  setUpInvitations,
} from './invitation-setup'

setUpInvitations()

describe('an invitation by address', () => {
  it('gives nothing until it is accepted, and then its role', async () => {
    const id = await invite(inShared(), byEmail(ana), 'editor')
    expect(await roleOf(ana)).toBe('not_found')
    expect(await listReceived(ana)).toEqual([
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
    expect(await acceptInvitation(ana, id)).toEqual({ bucketId, groupId: null })
    expect(await roleOf(ana)).toBe('editor')
    expect(await sql('select label from grants where bucket_id = $1', [bucketId])).toEqual([{ label: ana.email }])
    expect(await listReceived(ana)).toEqual([])
    expect(await accept(ana, id)).toBe('not_found')
  })

  it('into a group makes a member', async () => {
    const id = await invite(inClub(), byEmail(ana), 'member')
    expect(await acceptInvitation(ana, id)).toEqual({ bucketId: null, groupId })
    expect(await isIn(ana)).toBe('member')
  })

  it('waits for a person who comes later', async () => {
    await invite(inShared(), { email: 'later@example.org' }, 'viewer')
    const later = await addPerson('Later')
    await sql("update users set email = 'later@example.org' where id = $1", [later.userId])
    expect(await receivedBy(later)).toEqual(['Private bucket viewer'])
  })

  it('is not for an address that nobody has verified', async () => {
    const id = await invite(inShared(), byEmail(ana), 'viewer')
    await sql('update users set email_verified = null where id = $1', [ana.userId])
    expect(await receivedBy(ana)).toEqual([])
    expect(await accept(ana, id)).toBe('not_found')
  })

  it('is for no other address, dots and plus signs included', async () => {
    await sql("update users set email = 'ana.b+films@example.org' where id = $1", [ana.userId])
    const others = ['anab@example.org', 'ana.b@example.org', 'anab+films@example.org', 'ana.b+films@example.com']
    const ids = []
    for (const email of others) ids.push(await invite(inShared(), { email }, 'viewer'))
    expect(await receivedBy(ana)).toEqual([])
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
    await sql("update invitations set expires_at = date_trunc('milliseconds', now()) where id = $1", [id])
    expect(await receivedBy(ana)).toEqual([])
    expect(await accept(ana, id)).toBe('not_found')
    expect(await pendingInShared()).toEqual({
      people: [],
      links: [],
    })
  })

  it('is over when it is taken back or declined', async () => {
    const first = await invite(inShared(), byEmail(ana), 'viewer')
    await revoke(first)
    expect(await accept(ana, first)).toBe('not_found')
    const second = await invite(inShared(), byEmail(ana), 'viewer')
    await declineInvitation(ana, second)
    expect(await accept(ana, second)).toBe('not_found')
    const again = revoke(second)
    expect(await again.catch(codeOf)).toBe('not_found')
  })

  it('is nobody else’s to accept or decline', async () => {
    const id = await invite(inShared(), byEmail(ana), 'editor')
    const other = await addPerson('Other')
    expect(await accept(other, id)).toBe('not_found')
    await declineInvitation(other, id)
    expect(await accept(owner, id)).toBe('not_found')
    expect(await receivedBy(ana)).toEqual(['Private bucket editor'])
    expect(await receivedBy(other)).toEqual([])
  })

  it('is not for the inviter', async () => {
    await connectGitHub(owner, 'Owner-At-GitHub')
    for (const self of [byEmail(owner), { login: 'owner-at-github' }])
      expect(await invite(inShared(), self, 'viewer').catch(codeOf)).toBe('invalid')
  })

  it('leads nowhere while the bucket lies in the trash', async () => {
    const id = await invite(inShared(), byEmail(ana), 'viewer')
    const token = await link(inShared(), null)
    await sql('update buckets set deleted_at = now() where id = $1', [bucketId])
    expect(await receivedBy(ana)).toEqual([])
    expect(await accept(ana, id)).toBe('not_found')
    expect(await acceptBy(ana, token)).toBe('not_found')
  })
})

describe('an invitation by GitHub login', () => {
  it('is for the person who has that login now, in any case', async () => {
    const id = await invite(inShared(), parseInvitee('@Ana-Films') as Invitee, 'viewer')
    expect(await receivedBy(ana)).toEqual([])
    const subject = await connectGitHub(ana, 'ANA-films')
    expect(await receivedBy(ana)).toEqual(['Private bucket viewer'])
    await noteProfile({ provider: 'github', subject }, { login: 'ana-renamed' })
    expect(await accept(ana, id)).toBe('not_found')
    await noteProfile({ provider: 'github', subject }, { login: 'ana-films' })
    expect(await accept(ana, id)).toBe('ok')
    expect(await sql('select label from grants where bucket_id = $1', [bucketId])).toEqual([{ label: 'ana-films' }])
  })

  it('is not for a person who had it before another one took it', async () => {
    await connectGitHub(ana, 'films')
    const taker = await addPerson('Taker')
    await connectGitHub(taker, 'Films')
    await invite(inShared(), { login: 'films' }, 'viewer')
    expect(await receivedBy(ana)).toEqual([])
    expect(await receivedBy(taker)).toEqual(['Private bucket viewer'])
  })

  it('is not for a person with that name at another provider', async () => {
    await sql("update accounts set login = 'films' where user_id = $1", [ana.userId])
    await invite(inShared(), { login: 'films' }, 'viewer')
    expect(await receivedBy(ana)).toEqual([])
  })
})
