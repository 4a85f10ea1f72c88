import { beforeAll, beforeEach } from 'vitest'
import { sql } from '@/tests/support/database/sql'
import { checksum, keepTables, restoreTables } from '@/tests/support/database/tables'
import { formOf, outcomeOf, type Sender, send } from '@/tests/support/next/send'
import {
  BUCKET_ACTIONS,
  type BucketActions,
  FORM_ACTIONS,
  type FormActions,
  IMPORT_ACTIONS,
  IMPORT_FORM_ACTIONS,
  type ImportActions,
  type ImportFormActions,
  OWN_ACTIONS,
  type SettingsActions,
  type SignInActions,
  type TokenActions,
} from './action-table'
import { SHARING_ACTIONS, SHARING_FILES, type SharingAction } from './sharing-action-table'
import { furnishSharing, type SharingTarget } from './sharing-world'
import { createWorld, type Target, type Viewer, type World } from './world'

type Action = (...args: unknown[]) => Promise<unknown>
type OwnActions = SettingsActions & SignInActions & TokenActions

/** An action of the app and what it is called with. */
export type ActionCase = { name: string; action: () => Action; args: (target: Target) => unknown[] }

/** Every action of the app, and a world to try them in. */
type Stage = {
  bucketActions: BucketActions
  formActions: FormActions
  importActions: ImportActions
  importFormActions: ImportFormActions
  ownActions: OwnActions
  sharingActions: Record<SharingAction, Action>
  world: World
  sharingTarget: (viewer: Viewer) => SharingTarget
}

/** The actions and the world of the test file that called `stageActions`. */
export const stage = {} as Stage
let before = ''
let touched = false
let calls = 0

/** Makes the world before the tests of a file, and before each of them puts back what the one before changed. */
export function stageActions(): void {
  beforeAll(async () => {
    const files = await Promise.all(Object.values(SHARING_FILES).map((load): Promise<object> => load()))
    const world = await createWorld()
    Object.assign(stage, {
      bucketActions: await import('@/app/buckets/[bucketId]/actions'),
      formActions: await import('@/app/buckets/[bucketId]/form-actions'),
      importActions: await import('@/app/buckets/[bucketId]/import/actions'),
      importFormActions: await import('@/app/buckets/[bucketId]/import/form-actions'),
      ownActions: {
        ...(await import('@/app/settings/actions')),
        ...(await import('@/app/sign-in/actions')),
        ...(await import('@/app/settings/token-actions')),
      },
      sharingActions: Object.assign({}, ...files),
      world,
      sharingTarget: await furnishSharing(world),
    } satisfies Stage)
    await keepTables()
    before = await checksum({ tables: ['rate_limits'] })
  })

  beforeEach(async () => {
    if (touched) await restoreTables()
    await sql('delete from rate_limits')
    touched = false
  })
}

/** Whether all tables but the rate limits are as they were; if not, the next test begins anew. */
export async function unchanged(): Promise<boolean> {
  touched = (await checksum({ tables: ['rate_limits'] })) !== before
  return !touched
}

/** Says that a test changes something, so that the next one begins anew. */
export function touch(): void {
  touched = true
}

/** Keeps a test that calls actions by the hundred below their limits. */
export async function spareLimits(): Promise<void> {
  if (++calls % 15 === 0) await sql('delete from rate_limits')
}

/** The owner of the world, signed in. */
export const owner = () => stage.world.actor.owner ?? { ...stage.world.owner, email: '', sessionId: '', token: '' }

/** Calls an action, on the owner's bucket unless another is given. Returns how it ended. */
export function call(sender: Sender, { action, args }: ActionCase, target = stage.world.target.owner): Promise<string> {
  return outcomeOf(send(sender, () => action()(...args(target))))
}

/** A target, named by the address its viewers use. */
const addressed = <T extends Target>(target: T): T => ({ ...target, bucketId: target.address })

const inputRows = { ...BUCKET_ACTIONS, ...IMPORT_ACTIONS }
/** Actions on a bucket that take an input. */
export const INPUT_ACTIONS = (Object.keys(inputRows) as (keyof typeof inputRows)[]).map((name) => ({
  ...inputRows[name],
  name,
  action: () => ({ ...stage.bucketActions, ...stage.importActions })[name] as Action,
  args: (target: Target): unknown[] => [inputRows[name].given(addressed(target))],
}))

const formRows = { ...FORM_ACTIONS, ...IMPORT_FORM_ACTIONS }
/** Actions on a bucket that forms post to. */
export const POSTED_ACTIONS = (Object.keys(formRows) as (keyof typeof formRows)[]).map((name) => ({
  ...formRows[name],
  name,
  action: () => ({ ...stage.formActions, ...stage.importFormActions })[name] as Action,
  args: (target: Target): unknown[] => {
    const { args, values } = formRows[name].given(addressed(target))
    return [...args, null, formOf(values)]
  },
}))

/** Actions on the caller's own account. */
export const ACCOUNT_ACTIONS = (Object.keys(OWN_ACTIONS) as (keyof typeof OWN_ACTIONS)[]).map((name) => ({
  ...OWN_ACTIONS[name],
  name,
  action: () => stage.ownActions[name] as Action,
  args: (): unknown[] => [null, formOf(OWN_ACTIONS[name].values(owner()))],
}))

/** What an action of sharing is called with, on the bucket of a viewer. */
export function sharingArgs(name: SharingAction, viewer: Viewer): unknown[] {
  const call = SHARING_ACTIONS[name].given(addressed(stage.sharingTarget(viewer)))
  return 'input' in call ? [call.input] : [...(call.args ?? []), null, formOf(call.values)]
}

/** Actions of sharing. */
export const ACTIONS_OF_SHARING = (Object.keys(SHARING_ACTIONS) as SharingAction[]).map((name) => ({
  ...SHARING_ACTIONS[name],
  name,
  action: () => stage.sharingActions[name],
  args: () => sharingArgs(name, 'owner'),
}))

/** Actions on a bucket, but for those of sharing. */
export const ACTIONS_IN_BUCKETS = [...INPUT_ACTIONS, ...POSTED_ACTIONS]

/** All actions of the app. */
export const EVERY_ACTION: ActionCase[] = [...ACTIONS_IN_BUCKETS, ...ACTIONS_OF_SHARING, ...ACCOUNT_ACTIONS]
