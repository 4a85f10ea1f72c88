import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { inBucket } from '@/db/buckets/access'
import { newId } from '@/db/ids'
import { getGrants } from '@/db/sharing/grants'
import { grant } from '@/tests/support/builders/grants'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import {
  accept,
  acceptBy,
  ana,
  bucketId,
  byEmail,
  groupId,
  inClub,
  inShared,
  invite,
  isIn,
  link,
  owner,
  receivedBy,
  roleOf,
  setUpInvitations,
} from './invitation-setup'

setUpInvitations()

describe('a role the person has already', () => {
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

describe('transferring a bucket', () => {
  it('hides from the new owner what the former one typed', async () => {
    const boris = await addPerson('Boris')
    expect(await accept(boris, await invite(inShared(), byEmail(boris), 'editor'))).toBe('ok')
    expect(await sql('select label from grants where bucket_id = $1', [bucketId])).toEqual([{ label: boris.email }])
    expect(await accept(ana, await invite(inShared(), byEmail(ana), 'owner'))).toBe('ok')
    const { people } = await inBucket(ana, bucketId, 'readSharing', getGrants)
    expect(people.map(({ name, label, role }) => ({ name, label, role }))).toEqual([
      { name: 'Boris', label: null, role: 'editor' },
      { name: 'Owner', label: null, role: 'editor' },
    ])
  })

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
    expect(await receivedBy(ana)).toEqual([])
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

  it('does not work by a link, even if there were one', async () => {
    await sql(
      `insert into invitations (id, bucket_id, role, token_hash, expires_at, invited_by)
       values ($1, $2, 'owner', $3, now() + interval '1 day', $4)`,
      [newId(), bucketId, createHash('sha256').update('transfer').digest('hex'), owner.userId],
    )
    expect(await acceptBy(ana, 'transfer')).toBe('not_found')
    expect(await roleOf(owner)).toBe('owner')
  })
})
