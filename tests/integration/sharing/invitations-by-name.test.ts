import { describe, expect, it } from 'vitest'
import { deleteUser } from '@/db/account/deletion'
import { noteProfile } from '@/db/account/sign-in'
import { acceptInvitation, declineInvitation, isLoginInvited, listReceived } from '@/db/sharing/invitations/received'
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
        inviterAddress: owner.email,
        to: { email: ana.email },
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

  it('is not for an address that NFKC changes into it', async () => {
    const fiona = await addPerson({ name: 'Fiona', email: `fiona-${ana.userId}@example.org` })
    const google = { provider: 'google', issuer: 'https://accounts.google.com', subject: `google-${fiona.userId}` }
    await invite(inShared(), byEmail(fiona), 'viewer')
    await noteProfile(google, { email: `\ufb01ona-${ana.userId}@example.org` })
    expect(await receivedBy(fiona)).toEqual([])
    await noteProfile(google, { email: fiona.email.toUpperCase() })
    expect(await receivedBy(fiona)).toEqual(['Private bucket viewer'])
  })

  it('is judged by the account that has the address, and by no other one of the person', async () => {
    await invite(inShared(), byEmail(ana), 'viewer')
    const github = { provider: 'github', issuer: 'https://github.com', subject: await connectGitHub(ana, 'ana-films') }
    await noteProfile(github, { email: '\ufb01ona@example.org' })
    expect(await receivedBy(ana)).toEqual(['Private bucket viewer'])
    await sql('update users set email_verified = null where id = $1', [ana.userId])
    await noteProfile(github, { email: 'plain@example.org' })
    expect(await receivedBy(ana)).toEqual([])
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
  it('is for the account that has it at the next sign-in, in any case, whatever it is called later', async () => {
    const id = await invite(inShared(), parseInvitee('@Ana-Films') as Invitee, 'viewer')
    expect(await receivedBy(ana)).toEqual([])
    const subject = await connectGitHub(ana, 'ANA-films')
    expect(await receivedBy(ana)).toEqual(['Private bucket viewer'])
    await noteProfile({ provider: 'github', issuer: 'https://github.com', subject }, { login: 'Ana-Renamed' })
    expect((await listReceived(ana)).map(({ to }) => to)).toEqual([{ login: 'ana-films', now: 'ana-renamed' }])
    const next = await addPerson('Next')
    await connectGitHub(next, 'ana-films')
    expect(await receivedBy(next)).toEqual([])
    expect(await accept(next, id)).toBe('not_found')
    expect(await accept(ana, id)).toBe('ok')
    expect(await sql('select label from grants where bucket_id = $1', [bucketId])).toEqual([{ label: 'ana-films' }])
  })

  it('is not for its former holder, who has not signed in since; they learn only that one waits', async () => {
    const subject = await connectGitHub(ana, 'films')
    const id = await invite(inShared(), { login: 'films' }, 'viewer')
    expect(await receivedBy(ana)).toEqual([])
    expect(await accept(ana, id)).toBe('not_found')
    expect(await isLoginInvited(ana)).toBe(true)
    // The provider says that the name is another by now.
    await noteProfile({ provider: 'github', issuer: 'https://github.com', subject }, { login: 'films-renamed' })
    expect(await isLoginInvited(ana)).toBe(false)
    expect(await receivedBy(ana)).toEqual([])
    const taker = await addPerson('Taker')
    await connectGitHub(taker, 'Films')
    expect(await receivedBy(taker)).toEqual(['Private bucket viewer'])
    expect(await isLoginInvited(taker)).toBe(false)
  })

  it('goes to the present holder when it is sent again', async () => {
    await invite(inShared(), { login: 'films' }, 'viewer')
    const subject = await connectGitHub(ana, 'films')
    await noteProfile({ provider: 'github', issuer: 'https://github.com', subject }, { login: 'films-renamed' })
    expect(await receivedBy(ana)).toEqual(['Private bucket viewer'])
    await invite(inShared(), { login: 'films' }, 'editor')
    const taker = await addPerson('Taker')
    await connectGitHub(taker, 'films')
    expect(await receivedBy(ana)).toEqual([])
    expect(await receivedBy(taker)).toEqual(['Private bucket editor'])
  })

  it('is not announced to its inviter, nor by a person who is blocked, nor when it has expired', async () => {
    await connectGitHub(ana, 'films')
    const id = await invite(inShared(), { login: 'films' }, 'viewer')
    expect(await isLoginInvited(owner)).toBe(false)
    await sql('insert into blocks (user_id, blocked_id) values ($1, $2)', [ana.userId, owner.userId])
    expect(await isLoginInvited(ana)).toBe(false)
    await sql('delete from blocks')
    await sql("update invitations set expires_at = date_trunc('milliseconds', now()) where id = $1", [id])
    expect(await isLoginInvited(ana)).toBe(false)
  })

  it('is not for a person with that name at another provider', async () => {
    await sql("update accounts set login = 'films' where user_id = $1", [ana.userId])
    await invite(inShared(), { login: 'films' }, 'viewer')
    expect(await receivedBy(ana)).toEqual([])
  })

  it('is not for a person whose id at another provider is that of its account', async () => {
    const id = await invite(inShared(), { login: 'same-id' }, 'viewer')
    const subject = await connectGitHub(ana, 'same-id')
    const other = await addPerson('Other')
    await sql('update accounts set provider_account_id = $2 where user_id = $1', [other.userId, subject])
    expect(await receivedBy(other)).toEqual([])
    expect(await accept(other, id)).toBe('not_found')
    await deleteUser(other)
    expect(await receivedBy(ana)).toEqual(['Private bucket viewer'])
  })
})
