import { beforeAll, describe, expect, it } from 'vitest'
import { inBucket } from '@/db/buckets/access'
import { restoreBucket } from '@/db/buckets/trash'
import { newId, newPublicKey } from '@/db/ids'
import { inGroup } from '@/db/sharing/groups/access'
import { AppError } from '@/domain/result'
import type { GroupOperation } from '@/domain/sharing/group'
import type { Operation } from '@/domain/sharing/roles'
import { sql } from '@/tests/support/database/sql'
import { listenToStatements, recordStatements } from '@/tests/support/database/statements'
import { BUCKET_ACTIONS, type BucketActions, FORM_ACTIONS, type FormActions } from '@/tests/support/models/action-table'
import { GROUP_OPERATIONS } from '@/tests/support/models/group-operations'
import { OPERATIONS } from '@/tests/support/models/operations'
import { SHARING_ACTIONS, SHARING_FILES, type SharingAction } from '@/tests/support/models/sharing-action-table'
import { furnishSharing, type SharingTarget } from '@/tests/support/models/sharing-world'
import { createWorld, type Viewer, type World } from '@/tests/support/models/world'
import { formOf, send } from '@/tests/support/next/send'

/*
 * Nothing tells a hidden thing from a missing one, the time of the answer included. Clocks prove nothing on a busy
 * machine, so this test compares the work: the same statements with the same values but for the ids in question, as many
 * rows found, and the same answer.
 */

type Action = (...args: unknown[]) => Promise<unknown>
const ANY_ID = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g
const UNSEEING = ['stranger', 'former member', 'owner of the group'] as const

let world: World
let seen: SharingTarget
/** Like it in every part, but nothing of it exists. */
let nowhere: SharingTarget

beforeAll(async () => {
  world = await createWorld()
  seen = (await furnishSharing(world))('owner')
  const others = new Map<string, string>()
  const other = (value: string) => others.get(value) ?? others.set(value, newId()).get(value)
  nowhere = Object.fromEntries(
    Object.entries(seen).map(([name, value]) => [name, String(value).match(ANY_ID) ? other(String(value)) : value]),
  ) as SharingTarget
  // The people exist in both.
  Object.assign(nowhere, { blockedId: seen.blockedId, memberId: seen.memberId })
  listenToStatements()
})

/** Does the same to an existing target and to a missing one; the ids of either count as the same. */
async function expectAlike(
  work: (target: SharingTarget) => unknown,
  pair: [SharingTarget, SharingTarget] = [seen, nowhere],
) {
  const [one, other] = pair
  // Rate limits are counted, and sessions read, in both.
  const [a, b] = [await recordStatements(() => work(one)), await recordStatements(() => work(other))]
  const known = (target: SharingTarget) => new Map(Object.entries(target).map(([name, value]) => [String(value), name]))
  expect(readable(a, known(one))).toEqual(readable(b, known(other)))
  expect(a.statements.length).toBeGreaterThan(0)
  return a.result
}

function readable({ result, statements }: Awaited<ReturnType<typeof recordStatements>>, known: Map<string, string>) {
  // What has an id of its own each time, as the change that is asked for, is anything.
  const named = (text: string) =>
    [...known]
      .reduce((rest, [value, name]) => (value ? rest.replaceAll(value, `<${name}>`) : rest), text)
      .replace(ANY_ID, '<any>')
  const plain = (value: unknown) => named(JSON.stringify(value) ?? 'nothing')
  const error =
    result instanceof AppError
      ? { code: result.code, message: result.message }
      : result instanceof Error
        ? { ...result, message: result.message }
        : result
  return {
    result: plain(error),
    statements: statements.map(({ text, values, rows }) => ({ text: named(text), values: plain(values), rows })),
  }
}

describe('opening', () => {
  it.each(Object.keys(OPERATIONS) as Operation[])('a bucket: %s', async (operation) => {
    for (const viewer of [...UNSEEING, 'signed out'] as const)
      await expectAlike(({ bucketId }) => inBucket(world.actor[viewer], bucketId, operation, async () => 'seen'))
  })

  it.each(Object.keys(GROUP_OPERATIONS) as GroupOperation[])('a group: %s', async (operation) => {
    for (const viewer of ['stranger', 'former member', 'viewer by grant'] as const)
      await expectAlike(({ groupId }) => inGroup(world.actor[viewer], groupId, operation, async () => 'seen'))
  })

  it('a public page by a key that was rotated, shut or never there', async () => {
    const { bucketId, key } = world.target['visitor, signed out']
    const at = (address: string | null): SharingTarget => ({ ...nowhere, address: address ?? '' })
    const open = ({ address }: SharingTarget) => inBucket(null, address, 'readMovies', async () => 'seen')
    await sql("update buckets set visibility = 'private' where id = $1", [bucketId])
    expect(await expectAlike(open, [at(key), at(newPublicKey())])).toMatchObject({ code: 'not_found' })
    await sql("update buckets set visibility = 'everyone', deleted_at = now() where id = $1", [bucketId])
    expect(await expectAlike(open, [at(key), at(newPublicKey())])).toMatchObject({ code: 'not_found' })
    await sql('update buckets set deleted_at = null, public_key = $2 where id = $1', [bucketId, newPublicKey()])
    expect(await expectAlike(open, [at(key), at(newPublicKey())])).toMatchObject({ code: 'not_found' })
    await sql('update buckets set public_key = $2 where id = $1', [bucketId, key])
  })

  it('tells apart what may be seen', async () => {
    const viewer = world.actor['viewer by grant']
    const open = ({ bucketId }: SharingTarget) => inBucket(viewer, bucketId, 'readMovies', async () => 'seen')
    await expect(expectAlike(open)).rejects.toThrow()
    const restore = ({ trashedBucketId }: SharingTarget) => restoreBucket(world.owner, trashedBucketId)
    await expect(expectAlike(restore)).rejects.toThrow()
    await sql('update buckets set deleted_at = now() where id = $1', [seen.trashedBucketId])
  })
})

describe('an action', () => {
  const through = async (viewer: Viewer, action: Action | undefined, argsOf: (target: SharingTarget) => unknown[]) => {
    const token = world.actor[viewer]?.token
    const answer = await expectAlike((target) => send({ token }, async () => action?.(...argsOf(target))))
    return answer as { code?: string } | undefined
  }

  it.each(Object.keys(BUCKET_ACTIONS) as (keyof BucketActions)[])('%s', async (name) => {
    const actions = await import('@/app/buckets/[bucketId]/actions')
    const row = BUCKET_ACTIONS[name]
    for (const viewer of UNSEEING) {
      const answer = await through(viewer, actions[name] as Action, (target) => [row.given(target)])
      if (!row.anybody) expect(answer?.code).toBe('not_found')
    }
  })

  it.each(Object.keys(FORM_ACTIONS) as (keyof FormActions)[])('%s', async (name) => {
    const actions = await import('@/app/buckets/[bucketId]/form-actions')
    for (const viewer of UNSEEING) {
      const answer = await through(viewer, actions[name] as Action, (target) => {
        const { args, values } = FORM_ACTIONS[name].given(target)
        return [...args, null, formOf(values)]
      })
      expect(answer?.code).toBe('not_found')
    }
  })

  const ofOthers = (Object.keys(SHARING_ACTIONS) as SharingAction[]).filter(
    (name) => SHARING_ACTIONS[name].outcomes['former member'] === 'not_found',
  )

  it.each(ofOthers)('%s', async (name) => {
    const files = await Promise.all(Object.values(SHARING_FILES).map((load): Promise<object> => load()))
    const actions = Object.assign({}, ...files) as Record<SharingAction, Action>
    const { given } = SHARING_ACTIONS[name]
    const answer = await through('former member', actions[name], (target) => {
      const call = given(target)
      return 'input' in call ? [call.input] : [...(call.args ?? []), null, formOf(call.values)]
    })
    expect(answer?.code).toBe('not_found')
  })
})

describe('a page', () => {
  type Page = { default: (props: unknown) => Promise<unknown> }
  const PAGES: Record<string, () => Promise<unknown>> = {
    '/buckets/…': () => import('@/app/buckets/[bucketId]/page'),
    '/buckets/…/new': () => import('@/app/buckets/[bucketId]/new/page'),
    '/buckets/…/movies/…': () => import('@/app/buckets/[bucketId]/movies/[movieId]/page'),
    '/buckets/…/trash': () => import('@/app/buckets/[bucketId]/trash/page'),
    '/buckets/…/activity': () => import('@/app/buckets/[bucketId]/activity/page'),
    '/buckets/…/sharing': () => import('@/app/buckets/[bucketId]/sharing/page'),
    '/buckets/…/sharing/view': () => import('@/app/buckets/[bucketId]/sharing/view/page'),
    '/groups/…': () => import('@/app/groups/[groupId]/page'),
  }

  it.each(Object.entries(PAGES))('%s', async (path, load) => {
    const { default: render } = (await load()) as Page
    for (const viewer of UNSEEING) {
      if (viewer === 'owner of the group' && path === '/groups/…') continue
      const token = world.actor[viewer]?.token
      const answer = await expectAlike(({ bucketId, movieId, groupId }) => {
        const params = Promise.resolve({ bucketId, movieId, groupId })
        return send({ token }, () => render({ params, searchParams: Promise.resolve({ as: 'everyone' }) }))
      })
      expect((answer as { digest?: string }).digest).toBe('NEXT_HTTP_ERROR_FALLBACK;404')
    }
  })
})
