import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { asActor } from '@/db/client'
import { makeLink } from '@/db/sharing/invitations/links'
import { acceptLink, findByLink, INVITATION_OVER } from '@/db/sharing/invitations/received'
import type { AppError } from '@/domain/result'
import { grant } from '@/tests/support/builders/grants'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import {
  accept,
  acceptBy,
  ana,
  asInviter,
  bucketId,
  groupId,
  inClub,
  inShared,
  isIn,
  link,
  owner,
  pendingInShared,
  revoke,
  roleOf,
  setUpInvitations,
} from './invitation-setup'

setUpInvitations()

describe('a link', () => {
  it('shows its invitation to every holder, signed in or not, and nothing else', async () => {
    const token = await link(inShared(), 1, 'editor')
    for (const who of [null, ana]) {
      const found = await findByLink(who, token)
      expect(found).toMatchObject({ kind: 'bucket', place: 'Private bucket', role: 'editor', inviter: 'Owner' })
      expect(JSON.stringify(found)).not.toContain(bucketId)
      expect(JSON.stringify(found)).not.toContain('@')
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
    expect(await findByLink(null, token)).toBeNull()
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

  it('is not used up by people who get nothing new from it: its maker, the owner, people with the role already', async () => {
    const token = await link(inShared(), 1, 'viewer')
    expect(await acceptBy(owner, token)).toBe('not_found')
    await grant(bucketId, { user: ana }, 'editor')
    expect(await acceptBy(ana, token)).toBe('ok')
    expect(await roleOf(ana)).toBe('editor')
    expect(await findByLink(null, token)).not.toBeNull()

    const club = await link(inClub(), 1, 'member')
    await sql("insert into group_members (group_id, user_id, role) values ($1, $2, 'admin')", [groupId, ana.userId])
    expect(await acceptBy(ana, club)).toBe('ok')
    expect(await isIn(ana)).toBe('admin')
    expect(await findByLink(null, club)).not.toBeNull()
  })

  it('looks the same when it is unknown, expired, used up, taken back or of a person who may not invite', async () => {
    const used = await link(inShared(), 1)
    await acceptBy(ana, used)
    const expired = await link(inShared(), 1)
    await sql("update invitations set expires_at = date_trunc('milliseconds', now()) where token_hash = $1", [
      createHash('sha256').update(expired).digest('hex'),
    ])
    const { id, token: revoked } = await asInviter(inShared(), (db) =>
      makeLink(db, { bucketId, role: 'viewer', uses: null, days: 1 }, owner.userId),
    )
    await revoke(id)
    const other = await addPerson('Other')
    const messages = new Set<string>()
    for (const token of [used, expired, revoked, 'unknown', '', '\u0000', 'x'.repeat(5000)]) {
      expect(await findByLink(other, token)).toBeNull()
      const error = await acceptLink(other, token).catch((error: AppError) => error)
      expect(error).toMatchObject({ code: 'not_found' })
      messages.add((error as AppError).message)
    }
    expect([...messages]).toEqual([INVITATION_OVER])
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

  it('lists how often it may still be used, without its token', async () => {
    await link(inShared(), 1, 'editor')
    await link(inShared(), null, 'viewer')
    const { people, links } = await pendingInShared()
    expect(people).toEqual([])
    expect(links).toEqual([
      { id: expect.any(String), role: 'editor', usesLeft: 1, expiresAt: expect.any(String) },
      { id: expect.any(String), role: 'viewer', usesLeft: null, expiresAt: expect.any(String) },
    ])
  })
})
