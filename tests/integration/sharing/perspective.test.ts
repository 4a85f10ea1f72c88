import { beforeEach, describe, expect, it } from 'vitest'
import { newPublicKey } from '@/db/ids'
import { openPerspective } from '@/db/sharing/perspective'
import { grant } from '@/tests/support/builders/grants'
import { addGroup } from '@/tests/support/builders/groups'
import { putMovies } from '@/tests/support/builders/movies'
import { sql } from '@/tests/support/database/sql'
import { ana, ben, bucketId, cleo, setUpGrants, zoe } from './grants-setup'

setUpGrants()

describe('the perspective of', () => {
  beforeEach(async () => {
    await putMovies(ana, bucketId, [{ title: 'Alien' }, { title: 'Jaws' }])
  })
  const titles = ({ seen }: Awaited<ReturnType<typeof openPerspective>>) =>
    seen?.movies.map(({ title }) => title) ?? null

  it('a person shows their role, its reasons and what they see', async () => {
    await grant(bucketId, { user: ben }, 'editor')
    const view = await openPerspective(ana, bucketId, { kind: 'person', id: ben.userId })
    expect(view).toMatchObject({ who: 'Ben', role: 'editor', reasons: [{ kind: 'grant', role: 'editor' }] })
    expect(titles(view)).toEqual(['Alien', 'Jaws'])
  })

  it('a group shows what the group gives', async () => {
    const club = await addGroup(ana, [cleo])
    await grant(bucketId, { groupId: club }, 'viewer')
    expect(await openPerspective(ana, bucketId, { kind: 'group', id: club })).toMatchObject({
      role: 'viewer',
      seen: { total: 2 },
    })
    const member = await openPerspective(ana, bucketId, { kind: 'person', id: cleo.userId })
    expect(member).toMatchObject({ who: 'Cleo', role: 'viewer', reasons: [{ kind: 'group', groupName: 'Film Club' }] })
  })

  it('everyone shows nothing of a private bucket', async () => {
    expect(await openPerspective(ana, bucketId, { kind: 'everyone' })).toMatchObject({ role: null, seen: null })
    const key = newPublicKey()
    await sql("update buckets set visibility = 'everyone', public_key = $2 where id = $1", [bucketId, key])
    const view = await openPerspective(ana, bucketId, { kind: 'everyone' })
    expect(view.role).toBe('visitor')
    expect(titles(view)).toEqual(['Alien', 'Jaws'])
  })

  it('others is for the owner alone, and only of people whom the bucket reaches', async () => {
    await grant(bucketId, { user: ben }, 'editor')
    for (const kind of ['person', 'group'] as const)
      await expect(openPerspective(ana, bucketId, { kind, id: zoe.userId })).rejects.toMatchObject({
        code: 'not_found',
      })
    await expect(openPerspective(ben, bucketId, { kind: 'everyone' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(openPerspective(zoe, bucketId, { kind: 'everyone' })).rejects.toMatchObject({ code: 'not_found' })
  })
})
