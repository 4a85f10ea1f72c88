import { describe, expect, it } from 'vitest'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import {
  ACCOUNT_ACTIONS,
  ACTIONS_IN_BUCKETS,
  ACTIONS_OF_SHARING,
  call,
  owner,
  sharingArgs,
  stage,
  stageActions,
  touch,
  unchanged,
} from '@/tests/support/models/action-stage'
import { OPERATIONS } from '@/tests/support/models/operations'
import { VIEWERS } from '@/tests/support/models/world'
import { formOf, outcomeOf, send } from '@/tests/support/next/send'

stageActions()

describe('who may', () => {
  const matrix = ACTIONS_IN_BUCKETS.flatMap((row) => VIEWERS.map((viewer) => ({ ...row, viewer })))

  it.each(matrix)('$name by $viewer', async (row) => {
    const actor = stage.world.actor[row.viewer]
    const outcome = await call({ token: actor?.token }, row, stage.world.target[row.viewer])
    const through = OPERATIONS[row.operation].outcomes[row.viewer]
    // Everybody who changes anything, or asks about it, is signed in.
    const allowed = through === 'ok' || row.anybody ? (row.allowed ?? 'ok') : through
    expect(outcome).toBe(actor ? allowed : 'unauthenticated')
    expect(await unchanged()).toBe(!(row.changes && outcome === 'ok'))
  })

  const sharingMatrix = ACTIONS_OF_SHARING.flatMap((row) => VIEWERS.map((viewer) => ({ ...row, viewer })))

  it.each(sharingMatrix)('$name by $viewer', async ({ name, viewer, outcomes, changes, action }) => {
    const actor = stage.world.actor[viewer]
    const outcome = await outcomeOf(send({ token: actor?.token }, () => action()(...sharingArgs(name, viewer))))
    expect(outcome).toBe(actor ? outcomes[viewer] : 'unauthenticated')
    const changing = typeof changes === 'boolean' ? changes : changes.includes(viewer)
    expect(await unchanged()).toBe(!(changing && outcome === 'ok'))
  })

  it.each(ACCOUNT_ACTIONS)('$name: on their own account, signed in; nobody signed out', async (row) => {
    expect(await call({}, row)).toBe(row.signedOut)
    expect(await unchanged()).toBe(true)
    expect(await call({ token: owner().token }, row)).toBe(row.signedIn)
    expect(await unchanged()).toBe(!row.changes)
    // No other person lost a session.
    const others = await sql('select 1 from users u join sessions s on s.user_id = u.id where u.id <> $1', [
      owner().userId,
    ])
    expect(others).toHaveLength(VIEWERS.length - 3)
  })

  it('naming the session or the account of another person neither ends nor deletes it', async () => {
    const { signOutSessionAction, deleteAccountAction } = stage.ownActions
    const token = stage.world.actor.stranger?.token
    await outcomeOf(send({ token }, () => signOutSessionAction(null, formOf({ id: owner().sessionId }))))
    const email = formOf({ email: owner().email })
    expect(await outcomeOf(send({ token }, () => deleteAccountAction(null, email)))).toBe('invalid')
    expect(await unchanged()).toBe(true)
  })
})

describe('samples', () => {
  it('go into an empty bucket, once, and out again in one step', async () => {
    const { token, bucketId } = await addPerson('Newcomer')
    touch()
    const loaded = await send({ token }, () => stage.bucketActions.loadSamples({ bucketId }))
    expect(loaded).toMatchObject({ ok: true, data: { count: 40 } })
    expect(await send({ token }, () => stage.bucketActions.loadSamples({ bucketId }))).toMatchObject({
      code: 'conflict',
    })
    const changeId = loaded.ok ? loaded.data.changeId : ''
    expect(await send({ token }, () => stage.bucketActions.undoChange({ bucketId, changeId }))).toMatchObject({
      ok: true,
      data: { count: 40 },
    })
  })
})
