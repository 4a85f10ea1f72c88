import { describe, expect, it } from 'vitest'
import { newId } from '@/db/ids'
import { blockInviter, listBlocked, unblock } from '@/db/sharing/invitations/blocks'
import { invite as insertInvitation } from '@/db/sharing/invitations/invite'
import { addBucket } from '@/tests/support/builders/buckets'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import {
  accept,
  ana,
  asInviter,
  byEmail,
  codeOf,
  inClub,
  inShared,
  invite,
  owner,
  receivedBy,
  setUpInvitations,
} from './invitation-setup'

setUpInvitations()

describe('blocking', () => {
  it('hides what that person sends and sent, until they are unblocked', async () => {
    const id = await invite(inShared(), byEmail(ana), 'viewer')
    const club = await invite(inClub(), byEmail(ana), 'member')
    const boris = await addPerson('Boris')
    const theirs = await addBucket(boris)
    await asInviter(
      { bucketId: theirs },
      (db) => insertInvitation(db, { bucketId: theirs, ...byEmail(ana), role: 'editor' }, boris.userId),
      boris,
    )
    await blockInviter(ana, id)
    expect(await receivedBy(ana)).toEqual(['Private bucket editor'])
    expect([await accept(ana, id), await accept(ana, club)]).toEqual(['not_found', 'not_found'])
    await invite(inShared(), byEmail(ana), 'editor')
    expect(await receivedBy(ana)).toEqual(['Private bucket editor'])
    expect(await listBlocked(ana)).toEqual([{ userId: owner.userId, name: 'Owner' }])
    expect(await listBlocked(owner)).toEqual([])

    await unblock(ana, owner.userId)
    expect((await receivedBy(ana)).sort()).toEqual([
      'Film Club member',
      'Private bucket editor',
      'Private bucket editor',
    ])
    expect(await listBlocked(ana)).toEqual([])
  })

  it('needs an invitation of that person', async () => {
    const id = await invite(inShared(), { email: 'x@example.org' }, 'viewer')
    for (const given of [id, newId(), 'x']) expect(await blockInviter(ana, given).catch(codeOf)).toBe('not_found')
    expect(await sql('select from blocks where user_id = $1', [ana.userId])).toEqual([])
  })
})
