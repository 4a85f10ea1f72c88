import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newId } from '@/db/ids'
import { LIMITS } from '@/domain/movies/movie'
import { IS_TOO_LONG, TOO_LONG, tooHigh, tooLow } from '@/tests/support/builders/out-of-limits'
import { restoreTables } from '@/tests/support/database/tables'
import {
  ACCOUNT_ACTIONS,
  ACTIONS_OF_SHARING,
  INPUT_ACTIONS,
  owner,
  POSTED_ACTIONS,
  spareLimits,
  stage,
  stageActions,
  unchanged,
} from '@/tests/support/models/action-stage'
import { formOf, outcomeOf, send } from '@/tests/support/next/send'

stageActions()

const FIELDS_OF_NUMBERS = ['length', 'releaseYear', 'rating'] as const
const refusalOf = (field: (typeof FIELDS_OF_NUMBERS)[number], beyond: typeof tooLow) => {
  const { typed, message } = beyond(field)
  return [field, typed, message]
}

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

  it.each(INPUT_ACTIONS)('is refused by $name, never failed at', async ({ action, given }) => {
    const { token } = owner()
    for (const input of spoilt(given(stage.world.target.owner))) {
      const outcome = await outcomeOf(send({ token }, () => action()(input)))
      await spareLimits()
      // Some of it may be as good as what it stands for: an absent year, a longer title.
      if (outcome === 'ok') continue
      expect(
        REFUSALS,
        JSON.stringify(input, (_, value) => (typeof value === 'bigint' ? `${value}n` : value)),
      ).toContain(outcome)
    }
    await unchanged()
  })

  it.each(POSTED_ACTIONS)('is refused by $name, never failed at', async ({ action, args }) => {
    const { token } = owner()
    const good = args(stage.world.target.owner)
    for (const [at] of good.entries())
      for (const bad of GARBAGE) {
        const outcome = await outcomeOf(send({ token }, () => action()(...good.with(at, bad))))
        await spareLimits()
        // The state before is not looked at, and an empty form of a deletion is one.
        if (outcome !== 'ok') expect(REFUSALS).toContain(outcome)
      }
    await unchanged()
  })

  it.each(ACTIONS_OF_SHARING)('is refused by $name, never failed at', async ({ action, args }) => {
    const { token } = owner()
    const good = args()
    for (const [at, part] of good.entries())
      for (const bad of part instanceof FormData ? GARBAGE : spoilt(part)) {
        const outcome = await outcomeOf(send({ token }, () => action()(...good.with(at, bad))))
        await spareLimits()
        if (outcome !== 'ok') expect(REFUSALS).toContain(outcome)
      }
    await unchanged()
  })

  it.each(ACCOUNT_ACTIONS)('is refused by $name, never failed at', async ({ action }) => {
    const { token } = owner()
    for (const bad of GARBAGE) {
      const outcome = await outcomeOf(send({ token }, () => action()(null, bad)))
      await spareLimits()
      if (!(await unchanged())) await restoreTables()
      if (outcome !== 'ok') expect(REFUSALS).toContain(outcome)
    }
  })

  it('of any kind is survived by every action', async () => {
    const { token } = owner()
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...INPUT_ACTIONS), fc.anything(), async ({ action }, input) => {
        const outcome = await outcomeOf(send({ token }, () => action()(input)))
        expect(outcome).toBe('invalid')
        await spareLimits()
      }),
      { numRuns: 200 },
    )
    expect(await unchanged()).toBe(true)
  })

  it.each([
    ...FIELDS_OF_NUMBERS.flatMap((field) => [refusalOf(field, tooLow), refusalOf(field, tooHigh)]),
    ['title', TOO_LONG, `Title: "${TOO_LONG}" ${IS_TOO_LONG}`],
    ['title', ' ', `Title is missing: give 1 to ${LIMITS.title.max} characters`],
    ['format', 'Betamax', 'Format: "Betamax" is not one of VHS, DVD, Streaming'],
  ])('in a form comes back as typed, with field, limit and value: %s %s', async (field, value, message) => {
    const { bucketId, movieId } = stage.world.target.owner
    const { token } = owner()
    const typed = { title: 'New', format: 'DVD', length: '117', releaseYear: '1979', rating: '5', [field]: value }
    const added = await send({ token }, () => stage.formActions.postMovie(bucketId, null, formOf(typed)))
    const edited = await send({ token }, () =>
      stage.formActions.postEdit(bucketId, movieId, null, formOf({ ...typed, version: '2' })),
    )
    for (const state of [added, edited]) {
      expect(state).toMatchObject({ ok: false, code: 'invalid', message, values: typed })
      expect(Object.values(state?.fields ?? {})).toEqual([message])
    }
    expect(await unchanged()).toBe(true)
  })
})
