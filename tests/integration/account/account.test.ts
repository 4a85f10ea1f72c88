import { describe, expect, it } from 'vitest'
import { disconnectAccount, type IsUsable, listAccounts } from '@/db/account/accounts'
import { deleteUser, previewDeletion } from '@/db/account/deletion'
import { createSession, findSessionUser, listSessions, revokeSession, revokeSessions } from '@/db/account/sessions'
import { addBucket } from '@/tests/support/builders/buckets'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson } from '@/tests/support/builders/people'
import { whileLocked } from '@/tests/support/database/locks'
import { sql } from '@/tests/support/database/sql'

const ALL: IsUsable = () => true
const GOOGLE: IsUsable = ({ provider }) => provider === 'google'

async function connect(userId: string, provider: string): Promise<void> {
  const values = [userId, provider, `${provider}-${userId}`]
  await sql("insert into accounts (user_id, type, provider, provider_account_id) values ($1, 'oauth', $2, $3)", values)
}

async function addSession(userId: string, tokenHash: string, ms = 60_000): Promise<void> {
  await createSession({ tokenHash, userId, device: 'Edge on Windows', expires: new Date(Date.now() + ms) })
}

describe('ways to sign in', () => {
  it('are listed for their owner, and all but the last can be taken away', async () => {
    const ana = await addPerson('Ana')
    const bob = await addPerson('Bob')
    await connect(ana.userId, 'github')
    expect((await listAccounts(ana)).map(({ provider }) => provider)).toEqual(['google', 'github'])
    await disconnectAccount(ana, 'google', ALL)
    expect((await listAccounts(ana)).map(({ provider }) => provider)).toEqual(['github'])
    await expect(disconnectAccount(ana, 'github', ALL)).rejects.toMatchObject({ code: 'conflict' })
    expect(await listAccounts(bob)).toHaveLength(1)
  })

  it('two taken away at once leave one', async () => {
    const ana = await addPerson('Ana')
    await connect(ana.userId, 'github')
    const outcomes = await Promise.allSettled([
      disconnectAccount(ana, 'github', ALL),
      disconnectAccount(ana, 'google', ALL),
    ])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await listAccounts(ana)).toHaveLength(1)
  })

  it('the second of two waits for the first, and finds that it would be the last', async () => {
    const ana = await addPerson('Ana')
    await connect(ana.userId, 'github')
    const outcome = await whileLocked(
      ['select from users where id = $1 for update', [ana.userId]],
      () => disconnectAccount(ana, 'github', ALL),
      (holder) => holder.query("delete from accounts where user_id = $1 and provider = 'google'", [ana.userId]),
    )
    expect(outcome).toEqual({ code: 'conflict' })
    expect((await listAccounts(ana)).map(({ provider }) => provider)).toEqual(['github'])
  })

  it('one that is no longer offered does not count as a way in', async () => {
    const ana = await addPerson('Ana')
    await connect(ana.userId, 'oidc')
    await expect(disconnectAccount(ana, 'google', GOOGLE)).rejects.toMatchObject({ code: 'conflict' })
    await disconnectAccount(ana, 'oidc', GOOGLE)
    expect((await listAccounts(ana)).map(({ provider }) => provider)).toEqual(['google'])
  })
})

describe('sessions', () => {
  it('are listed while they last, without what opens them', async () => {
    const ana = await addPerson('Ana')
    await addSession(ana.userId, `live-${ana.userId}`)
    await addSession(ana.userId, `over-${ana.userId}`, -1)
    const list = await listSessions(ana)
    expect(list).toHaveLength(2)
    expect(list.map(({ device }) => device)).toContain('Edge on Windows')
    expect(Object.keys(list[0] ?? {}).toSorted()).toEqual(['createdAt', 'device', 'expires', 'id'])
  })

  it('are ended by their owner alone: one, all but one, all', async () => {
    const ana = await addPerson('Ana')
    const bob = await addPerson('Bob')
    expect(await revokeSession(ana, bob.sessionId)).toBe(false)
    await addSession(ana.userId, `second-${ana.userId}`)
    await addSession(ana.userId, `third-${ana.userId}`)
    const second = (await findSessionUser(`second-${ana.userId}`))?.sessionId ?? ''
    expect(await revokeSession(ana, second)).toBe(true)
    expect(await findSessionUser(`second-${ana.userId}`)).toBeNull()

    expect(await revokeSessions(ana, { except: ana.sessionId })).toBe(1)
    expect((await listSessions(ana)).map(({ id }) => id)).toEqual([ana.sessionId])
    expect(await revokeSessions(ana)).toBe(1)
    expect(await listSessions(ana)).toEqual([])
    expect(await listSessions(bob)).toHaveLength(1)
  })
})

describe('deleting an account', () => {
  it('counts what it deletes, deletes all of it, and nothing of another person', async () => {
    const ana = await addPerson('Ana')
    const bob = await addPerson('Bob')
    await addBucket(ana)
    await putMovies(ana, ana.bucketId, [{ title: 'Alien' }, { title: 'Aliens' }, { title: 'Gone' }])
    await putMovies(bob, bob.bucketId, [{ title: 'His' }])
    await sql("update movies set deleted_at = now() where bucket_id = $1 and title = 'Gone'", [ana.bucketId])
    expect(await previewDeletion(ana)).toEqual({ buckets: 2, movies: 2, inTrash: 1, groups: [], shared: [] })

    await deleteUser(ana)
    for (const table of ['accounts', 'sessions']) {
      expect(await sql(`select from ${table} where user_id = $1`, [ana.userId]), table).toEqual([])
    }
    for (const table of ['movies', 'movie_changes']) {
      expect(await sql(`select from ${table} where bucket_id = $1`, [ana.bucketId]), table).toEqual([])
    }
    expect(await sql('select from buckets where owner_id = $1', [ana.userId])).toEqual([])
    expect(await previewDeletion(bob)).toEqual({ buckets: 1, movies: 1, inTrash: 0, groups: [], shared: [] })
    expect(await listSessions(bob)).toHaveLength(1)
  })
})
