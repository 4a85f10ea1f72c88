import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { OWN_PAGE, outcomeOf, type Sender, send } from '@/tests/support/action'
import { checksum, keepTables, restoreTables } from '@/tests/support/database/tables'
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
} from '@/tests/support/models/action-table'
import { OPERATIONS } from '@/tests/support/models/operations'
import { SHARING_ACTIONS, SHARING_FILES, type SharingAction } from '@/tests/support/models/sharing-action-table'
import { furnishSharing, type SharingTarget } from '@/tests/support/models/sharing-world'
import { createWorld, type Target, VIEWERS, type Viewer, type World } from '@/tests/support/models/world'
import { addPerson, newId, sql } from '@/tests/support/people'
import { hashToken } from '@/tests/support/session'

type Action = (...args: unknown[]) => Promise<unknown>
type Case = { name: string; action: () => Action; args: (target: Target) => unknown[] }
type Sharing = Record<SharingAction, Action>

let bucketActions: BucketActions
let formActions: FormActions
let importActions: ImportActions
let importFormActions: ImportFormActions
let ownActions: SettingsActions & SignInActions & TokenActions
let sharingActions: Sharing
let world: World
let sharingTarget: (viewer: Viewer) => SharingTarget
let before: string
let touched = false

beforeAll(async () => {
  bucketActions = await import('@/app/buckets/[bucketId]/actions')
  formActions = await import('@/app/buckets/[bucketId]/form-actions')
  importActions = await import('@/app/buckets/[bucketId]/import/actions')
  importFormActions = await import('@/app/buckets/[bucketId]/import/form-actions')
  ownActions = {
    ...(await import('@/app/settings/actions')),
    ...(await import('@/app/sign-in/actions')),
    ...(await import('@/app/settings/token-actions')),
  }
  const files = await Promise.all(Object.values(SHARING_FILES).map((load): Promise<object> => load()))
  sharingActions = Object.assign({}, ...files) as Sharing
  world = await createWorld()
  sharingTarget = await furnishSharing(world)
  await keepTables()
  before = await checksum({ tables: ['rate_limits'] })
})

beforeEach(async () => {
  if (touched) await restoreTables()
  await sql('delete from rate_limits')
  touched = false
})

async function unchanged(): Promise<boolean> {
  touched = (await checksum({ tables: ['rate_limits'] })) !== before
  return !touched
}

let calls = 0

/** Keeps what calls actions by the hundred below their limits. */
async function spare(): Promise<void> {
  if (++calls % 15 === 0) await sql('delete from rate_limits')
}

function formOf(values: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(values)) form.set(name, value)
  return form
}

/** A target named by what its viewers come by. */
const addressed = <T extends Target>(target: T): T => ({ ...target, bucketId: target.address })

const inputRows = { ...BUCKET_ACTIONS, ...IMPORT_ACTIONS }
const viaInput = (Object.keys(inputRows) as (keyof typeof inputRows)[]).map((name) => ({
  ...inputRows[name],
  name,
  action: () => ({ ...bucketActions, ...importActions })[name] as Action,
  args: (target: Target): unknown[] => [inputRows[name].given(addressed(target))],
}))
const formRows = { ...FORM_ACTIONS, ...IMPORT_FORM_ACTIONS }
const viaForm = (Object.keys(formRows) as (keyof typeof formRows)[]).map((name) => ({
  ...formRows[name],
  name,
  action: () => ({ ...formActions, ...importFormActions })[name] as Action,
  args: (target: Target): unknown[] => {
    const { args, values } = formRows[name].given(addressed(target))
    return [...args, null, formOf(values)]
  },
}))
const owner = () => world.actor.owner ?? { ...world.owner, email: '', sessionId: '', token: '' }
const ownRows = (Object.keys(OWN_ACTIONS) as (keyof typeof OWN_ACTIONS)[]).map((name) => ({
  ...OWN_ACTIONS[name],
  name,
  action: () => ownActions[name] as Action,
  args: (): unknown[] => [null, formOf(OWN_ACTIONS[name].values(owner()))],
}))
const inBuckets = [...viaInput, ...viaForm]
function argsOf(name: SharingAction, viewer: Viewer): unknown[] {
  const call = SHARING_ACTIONS[name].given(addressed(sharingTarget(viewer)))
  return 'input' in call ? [call.input] : [...(call.args ?? []), null, formOf(call.values)]
}
const sharingRows = (Object.keys(SHARING_ACTIONS) as SharingAction[]).map((name) => ({
  ...SHARING_ACTIONS[name],
  name,
  action: () => sharingActions[name],
  args: () => argsOf(name, 'owner'),
}))
const every: Case[] = [...inBuckets, ...sharingRows, ...ownRows]

const call = (sender: Sender, { action, args }: Case, target = world.target.owner) =>
  outcomeOf(send(sender, () => action()(...args(target))))

describe('who may', () => {
  const matrix = inBuckets.flatMap((row) => VIEWERS.map((viewer) => ({ ...row, viewer })))

  it.each(matrix)('$name by $viewer', async (row) => {
    const actor = world.actor[row.viewer]
    const outcome = await call({ token: actor?.token }, row, world.target[row.viewer])
    const through = OPERATIONS[row.operation].outcomes[row.viewer]
    // Everybody who changes anything, or asks about it, is signed in.
    const allowed = through === 'ok' || row.anybody ? (row.allowed ?? 'ok') : through
    expect(outcome).toBe(actor ? allowed : 'unauthenticated')
    expect(await unchanged()).toBe(!(row.changes && outcome === 'ok'))
  })

  const sharingMatrix = sharingRows.flatMap((row) => VIEWERS.map((viewer) => ({ ...row, viewer })))

  it.each(sharingMatrix)('$name by $viewer', async ({ name, viewer, outcomes, changes, action }) => {
    const actor = world.actor[viewer]
    const outcome = await outcomeOf(send({ token: actor?.token }, () => action()(...argsOf(name, viewer))))
    expect(outcome).toBe(actor ? outcomes[viewer] : 'unauthenticated')
    const changing = typeof changes === 'boolean' ? changes : changes.includes(viewer)
    expect(await unchanged()).toBe(!(changing && outcome === 'ok'))
  })

  it.each(ownRows)('$name: on their own account, signed in; nobody signed out', async (row) => {
    expect(await call({}, row)).toBe(row.signedOut)
    expect(await unchanged()).toBe(true)
    expect(await call({ token: owner().token }, row)).toBe(row.signedIn)
    expect(await unchanged()).toBe(!row.changes)
    // Whatever was done, it was done to nobody else.
    const others = await sql('select 1 from users u join sessions s on s.user_id = u.id where u.id <> $1', [
      owner().userId,
    ])
    expect(others).toHaveLength(VIEWERS.length - 3)
  })

  it('nobody ends or deletes what is another’s by naming it', async () => {
    const { signOutSessionAction, deleteAccountAction } = ownActions
    const token = world.actor.stranger?.token
    await outcomeOf(send({ token }, () => signOutSessionAction(null, formOf({ id: owner().sessionId }))))
    const email = formOf({ email: owner().email })
    expect(await outcomeOf(send({ token }, () => deleteAccountAction(null, email)))).toBe('invalid')
    expect(await unchanged()).toBe(true)
  })
})

describe('a request that no page of ours sent', () => {
  const without = (...names: string[]) =>
    Object.fromEntries(Object.entries(OWN_PAGE).filter(([name]) => !names.includes(name)))
  const hostile: [string, Record<string, string>][] = [
    ['without an origin', without('origin')],
    ['without an origin, and across sites', { ...without('origin'), 'sec-fetch-site': 'cross-site' }],
    ['from another origin', { ...OWN_PAGE, origin: 'https://evil.example' }],
    ['from the origin null', { ...OWN_PAGE, origin: 'null' }],
    ['from an origin that begins alike', { ...OWN_PAGE, origin: 'http://localhost:3000.evil.example' }],
    ['from another port', { ...OWN_PAGE, origin: 'http://localhost:3001' }],
    ['from another scheme', { ...OWN_PAGE, origin: 'https://localhost:3000' }],
    ['from another name of this machine', { ...OWN_PAGE, origin: 'http://127.0.0.1:3000' }],
    ['from two origins', { ...OWN_PAGE, origin: 'http://localhost:3000, https://evil.example' }],
    ['across sites', { ...OWN_PAGE, 'sec-fetch-site': 'cross-site' }],
    ['across origins of one site', { ...OWN_PAGE, 'sec-fetch-site': 'same-site' }],
    [
      'through a forged proxy',
      {
        ...OWN_PAGE,
        origin: 'https://evil.example',
        host: 'evil.example',
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'https',
        forwarded: 'host=evil.example;proto=https',
      },
    ],
  ]

  it.each(hostile)('is refused by every action: %s', async (_, headers) => {
    for (const row of every) {
      expect(await call({ token: owner().token, headers }, row), row.name).toBe('forbidden')
      await spare()
    }
    expect(await unchanged()).toBe(true)
  })

  it('is told apart by the configured address, whatever hosts it names', async () => {
    const headers = { ...OWN_PAGE, host: 'evil.example', 'x-forwarded-host': 'evil.example' }
    const [first] = inBuckets
    if (first) expect(await call({ token: owner().token, headers }, first)).toBe('ok')
    await unchanged()
  })

  it('may come from a browser that sends no Sec-Fetch-Site', async () => {
    const [first] = inBuckets
    if (first) expect(await call({ token: owner().token, headers: without('sec-fetch-site') }, first)).toBe('ok')
    await unchanged()
  })
})

describe('a session', () => {
  const attempt = (token: string | null | undefined) => {
    const [first] = inBuckets
    return first ? call({ token }, first) : Promise.resolve('none')
  }

  it.each([
    ['none', () => null],
    ['an empty one', () => ''],
    ['an unknown one', () => 'x'.repeat(43)],
    ['what is stored of one', () => hashToken(owner().token)],
    ['one with something behind it', () => `${owner().token} `],
    ['one that is no text of ours', () => "' or true --\0"],
  ])('is asked for: %s', async (_, token) => {
    expect(await attempt(token())).toBe('unauthenticated')
    expect(await unchanged()).toBe(true)
  })

  it('that is over or revoked is none on the next request', async () => {
    const { token, sessionId, userId } = owner()
    await sql("update sessions set expires = now() - interval '1 second' where id = $1", [sessionId])
    expect(await attempt(token)).toBe('unauthenticated')
    await sql("update sessions set expires = now() + interval '1 minute' where id = $1", [sessionId])
    touched = true
    expect(await attempt(token)).toBe('ok')
    await sql('delete from sessions where user_id = $1', [userId])
    expect(await attempt(token)).toBe('unauthenticated')
  })
})

describe('more requests than a person makes', () => {
  it('are refused, of this person only, and told how long to wait', async () => {
    const [first] = viaInput
    if (!first) throw new Error('there is no action')
    const key = `write:${owner().userId}`
    await sql('insert into rate_limits (key, window_start, count) values ($1, now(), 300)', [key])
    const refused = await send({ token: owner().token }, () => first.action()(...first.args(world.target.owner)))
    expect(refused).toMatchObject({
      ok: false,
      code: 'rate_limited',
      message: expect.stringMatching(/Try again in \d+ seconds/),
    })
    expect(await unchanged()).toBe(true)
    expect(await call({ token: world.actor['editor by grant']?.token }, first)).toBe('ok')
    await unchanged()
  })
})

describe('more signing out than anybody does', () => {
  it('keeps nobody else from it', async () => {
    const { signOutAction } = await import('@/app/sign-in/actions')
    const { token, userId } = await addPerson('Zoe')
    await sql("insert into rate_limits (key, window_start, count) values ('public:signOut', now(), 5000)")
    expect(await outcomeOf(send({ token }, () => signOutAction(null, new FormData())))).toBe('ok')
    expect(await sql('select from sessions where user_id = $1', [userId])).toEqual([])
  })
})

describe('input that makes no sense', () => {
  const GARBAGE: unknown[] = [
    ...[
      undefined,
      null,
      true,
      0,
      -1,
      1.5,
      Number.NaN,
      2 ** 31,
      2 ** 53,
      1e300,
      12n,
      '',
      'x',
      "' or true --",
      'a\0b',
      '\ud83c',
    ],
    ...[
      'x'.repeat(5000),
      [],
      [null],
      [[]],
      {},
      { ids: null },
      new Date(Number.NaN),
      new Map(),
      new Set([1]),
      new FormData(),
    ],
    ...[new Uint8Array(4), Symbol('s'), () => 1, Object.create(null), JSON.parse('{"__proto__": {"ok": true}}')],
  ]
  const REFUSALS = ['invalid', 'not_found', 'conflict', 'forbidden']

  /** The same input with garbage in the place of any of its parts, one after the other. */
  function* spoilt(input: unknown): Generator<unknown> {
    yield* GARBAGE
    if (Array.isArray(input)) {
      for (const [at, part] of input.entries()) for (const bad of spoilt(part)) yield input.with(at, bad)
    } else if (input && Object.getPrototypeOf(input) === Object.prototype) {
      for (const [name, part] of Object.entries(input)) {
        for (const bad of spoilt(part)) yield { ...input, [name]: bad }
        yield Object.fromEntries(Object.entries(input).filter(([other]) => other !== name))
      }
      yield { ...input, ownerId: newId() }
    }
  }

  it.each(viaInput)('is refused by $name, never failed at', async ({ action, given }) => {
    const { token } = owner()
    for (const input of spoilt(given(world.target.owner))) {
      const outcome = await outcomeOf(send({ token }, () => action()(input)))
      await spare()
      // Some of it may be as good as what it stands for: an absent year, a longer title.
      if (outcome === 'ok') continue
      expect(
        REFUSALS,
        JSON.stringify(input, (_, value) => (typeof value === 'bigint' ? `${value}n` : value)),
      ).toContain(outcome)
    }
    await unchanged()
  })

  it.each(viaForm)('is refused by $name, never failed at', async ({ action, args }) => {
    const { token } = owner()
    const good = args(world.target.owner)
    for (const [at] of good.entries())
      for (const bad of GARBAGE) {
        const outcome = await outcomeOf(send({ token }, () => action()(...good.with(at, bad))))
        await spare()
        // The state before is not looked at, and an empty form of a deletion is one.
        if (outcome !== 'ok') expect(REFUSALS).toContain(outcome)
      }
    await unchanged()
  })

  it.each(sharingRows)('is refused by $name, never failed at', async ({ action, args }) => {
    const { token } = owner()
    const good = args()
    for (const [at, part] of good.entries())
      for (const bad of part instanceof FormData ? GARBAGE : spoilt(part)) {
        const outcome = await outcomeOf(send({ token }, () => action()(...good.with(at, bad))))
        await spare()
        if (outcome !== 'ok') expect(REFUSALS).toContain(outcome)
      }
    await unchanged()
  })

  it.each(ownRows)('is refused by $name, never failed at', async ({ action }) => {
    const { token } = owner()
    for (const bad of GARBAGE) {
      const outcome = await outcomeOf(send({ token }, () => action()(null, bad)))
      await spare()
      if (!(await unchanged())) await restoreTables()
      if (outcome !== 'ok') expect(REFUSALS).toContain(outcome)
    }
  })

  it('of any kind is survived by every action', async () => {
    const { token } = owner()
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...viaInput), fc.anything(), async ({ action }, input) => {
        const outcome = await outcomeOf(send({ token }, () => action()(input)))
        expect(outcome).toBe('invalid')
        await spare()
      }),
      { numRuns: 200 },
    )
    expect(await unchanged()).toBe(true)
  })

  it.each([
    ['length', '501', 'Length: 501 is above the limit of 500 minutes'],
    ['length', '-1', 'Length: -1 is below the limit of 0 minutes'],
    ['releaseYear', '1799', 'Release year: 1799 is below the limit of 1800'],
    ['releaseYear', '2101', 'Release year: 2101 is above the limit of 2100'],
    ['rating', '0', 'Rating: 0 is below the limit of 1'],
    ['rating', '6', 'Rating: 6 is above the limit of 5'],
    ['title', 'x'.repeat(51), `Title: "${'x'.repeat(51)}" has 51 characters, above the limit of 50`],
    ['title', ' ', 'Title is missing: give 1 to 50 characters'],
    ['format', 'Betamax', 'Format: "Betamax" is not one of VHS, DVD, Streaming'],
  ])('in a form comes back as typed, with field, limit and value: %s %s', async (field, value, message) => {
    const { bucketId, movieId } = world.target.owner
    const { token } = owner()
    const typed = { title: 'New', format: 'DVD', length: '117', releaseYear: '1979', rating: '5', [field]: value }
    const added = await send({ token }, () => formActions.postMovie(bucketId, null, formOf(typed)))
    const edited = await send({ token }, () =>
      formActions.postEdit(bucketId, movieId, null, formOf({ ...typed, version: '2' })),
    )
    for (const state of [added, edited]) {
      expect(state).toMatchObject({ ok: false, code: 'invalid', message, values: typed })
      expect(Object.values(state?.fields ?? {})).toEqual([message])
    }
    expect(await unchanged()).toBe(true)
  })
})

describe('samples', () => {
  it('go into an empty bucket, once, and out again in one step', async () => {
    const { token, bucketId } = await addPerson('Newcomer')
    touched = true
    const loaded = await send({ token }, () => bucketActions.loadSamples({ bucketId }))
    expect(loaded).toMatchObject({ ok: true, data: { count: 40 } })
    expect(await send({ token }, () => bucketActions.loadSamples({ bucketId }))).toMatchObject({ code: 'conflict' })
    const changeId = loaded.ok ? loaded.data.changeId : ''
    expect(await send({ token }, () => bucketActions.undoChange({ bucketId, changeId }))).toMatchObject({
      ok: true,
      data: { count: 40 },
    })
  })
})

describe('the sources of actions', () => {
  const app = join(import.meta.dirname, '../../../app')
  const files = (readdirSync(app, { recursive: true }) as string[])
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => ({ name: name.replaceAll('\\', '/'), text: readFileSync(join(app, name), 'utf8') }))
    .filter(({ text }) => /^\s*['"]use server['"]/m.test(text))

  it('all have a table', () => {
    expect(files.map(({ name }) => name).sort()).toEqual(
      [
        'sign-in/actions.ts',
        ...['buckets/[bucketId]/actions.ts', 'buckets/[bucketId]/form-actions.ts'],
        ...['settings/actions.ts', 'settings/token-actions.ts'],
        ...['buckets/[bucketId]/import/actions.ts', 'buckets/[bucketId]/import/form-actions.ts'],
        ...Object.keys(SHARING_FILES),
      ].sort(),
    )
    expect(Object.keys(sharingActions).sort()).toEqual(Object.keys(SHARING_ACTIONS).sort())
    expect(Object.keys(bucketActions).sort()).toEqual(Object.keys(BUCKET_ACTIONS).sort())
    expect(Object.keys(formActions).sort()).toEqual(Object.keys(FORM_ACTIONS).sort())
    expect(Object.keys(importActions).sort()).toEqual(Object.keys(IMPORT_ACTIONS).sort())
    expect(Object.keys(importFormActions).sort()).toEqual(Object.keys(IMPORT_FORM_ACTIONS).sort())
    expect(Object.keys(ownActions).sort()).toEqual(Object.keys(OWN_ACTIONS).sort())
  })

  it('export nothing that is not wrapped', () => {
    for (const { name, text } of files) {
      const wrapped = [...text.matchAll(/^(?:export )?const (\w+) = (?:action|publicAction|formAction)\(/gm)]
      const names = wrapped.map(([, constant]) => constant).join('|')
      const calls = `(formAction|${names})\\(|submit\\((${names}),`
      for (const [, exported = ''] of text.matchAll(/^export (.+?)(?=^export |$(?![\s\S]))/gms)) {
        const pattern = `^(const \\w+ = (action|publicAction|formAction)\\(|async function [^]+\\b(${calls}))`
        expect(exported, `${name}: ${exported.slice(0, 60)}`).toMatch(new RegExp(pattern))
      }
    }
  })
})
