import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { makeTurns, type Shares, type Turns } from '@/db/turns'

const of = (name: string, most = 9): Shares => [{ name, most }]

/** Takes a turn and keeps it until it is given back; `begun` lists whose turns began, in order. */
function makeLine(turns: Turns) {
  const begun: string[] = []
  const giveBack: (() => void)[] = []
  const ask = (...shares: Shares) =>
    turns.take(shares).then(
      (end) => {
        begun.push(shares[0]?.name ?? '')
        giveBack.push(end)
      },
      (error: { code: string }) => begun.push(error.code),
    )
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  const end = (at = 0) => giveBack.splice(at % Math.max(1, giveBack.length), 1)[0]?.()
  return { begun, ask, settle, end }
}

/** The same as a list of those who wait, in the order in which they asked, that is sorted anew for each free place. */
function makeList(places: number, most: number) {
  const [begun, waiting, open]: [string[], string[], string[]] = [[], [], []]
  const held = (name: string) => open.filter((one) => one === name).length
  // When the last turn of a person began; those who hold and want nothing are strangers again.
  let last: Record<string, number> = {}
  function take(step: string | number) {
    if (typeof step === 'string') waiting.push(step)
    else open.splice(step % Math.max(1, open.length), 1)
    while (open.length < places) {
      const [next] = waiting
        .filter((name) => held(name) < most)
        .sort((a, b) => held(a) - held(b) || (last[a] ?? 0) - (last[b] ?? 0))
      if (!next) break
      waiting.splice(waiting.indexOf(next), 1)
      open.push(next)
      last[next] = begun.push(next)
    }
    last = Object.fromEntries(Object.entries(last).filter(([name]) => held(name) > 0 || waiting.includes(name)))
  }
  return { begun, take }
}

describe('turns', () => {
  it('go to the one who holds the fewest, however many others wait longer', async () => {
    const { begun, ask, settle, end } = makeLine(makeTurns(2, 10_000))
    for (let n = 0; n < 32; n++) ask(...of('Ana'))
    ask(...of('Ben'))
    ask(...of('Cem'))
    await settle()
    expect(begun).toEqual(['Ana', 'Ana'])
    for (let n = 0; n < 3; n++) {
      end()
      await settle()
    }
    expect(begun.slice(2)).toEqual(['Ben', 'Cem', 'Ana'])
  })

  it('alternate when short ones follow each other through one place', async () => {
    const { begun, ask, settle, end } = makeLine(makeTurns(1, 10_000))
    for (let n = 0; n < 9; n++) ask(...of('Ana'))
    for (let n = 0; n < 3; n++) ask(...of('Ben'))
    for (let n = 0; n < 7; n++) {
      await settle()
      end()
    }
    await settle()
    expect(begun).toEqual(['Ana', 'Ben', 'Ana', 'Ben', 'Ana', 'Ben', 'Ana', 'Ana'])
  })

  it('among equals go to the one who has waited longest', async () => {
    const { begun, ask, settle, end } = makeLine(makeTurns(1, 10_000))
    for (const name of ['Ana', 'Ben', 'Cem', 'Dee']) ask(...of(name))
    await settle()
    for (let n = 0; n < 3; n++) {
      end()
      await settle()
    }
    expect(begun).toEqual(['Ana', 'Ben', 'Cem', 'Dee'])
  })

  it('go to the one whom a plain list would choose, whatever people ask for and give back', async () => {
    const person = fc.constantFrom('Ana', 'Ben', 'Cem')
    const step = fc.oneof({ arbitrary: person, weight: 3 }, { arbitrary: fc.nat(9), weight: 2 })
    const size = fc.integer({ min: 1, max: 5 })
    const steps = fc.array(step, { minLength: 20, maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(size, size, steps, async (places, most, steps) => {
        const { begun, ask, settle, end } = makeLine(makeTurns(places, 10_000))
        const list = makeList(places, most)
        for (const step of steps) {
          if (typeof step === 'string') ask(...of(step, most))
          else end(step)
          list.take(step)
          await settle()
          expect(begun).toEqual(list.begun)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('leave places free that are beyond a share', async () => {
    const { begun, ask, settle, end } = makeLine(makeTurns(4, 10_000))
    for (let n = 0; n < 5; n++) ask(...of('Ana', 2))
    await settle()
    expect(begun).toEqual(['Ana', 'Ana'])
    ask(...of('Ben', 2))
    await settle()
    expect(begun).toEqual(['Ana', 'Ana', 'Ben'])
    end()
    await settle()
    expect(begun).toEqual(['Ana', 'Ana', 'Ben', 'Ana'])
  })

  it('need room in every share', async () => {
    const { begun, ask, settle } = makeLine(makeTurns(9, 10_000))
    const visitor = (page: string): Shares => [
      { name: page, most: 2 },
      { name: 'visitors', most: 3 },
    ]
    for (const page of ['a', 'a', 'a', 'b', 'b']) ask(...visitor(page))
    await settle()
    expect(begun).toEqual(['a', 'a', 'b'])
  })

  it('are refused to those who waited too long, and their place in the line is taken by the next', async () => {
    const turns = makeTurns(1, 20)
    const { begun, ask, settle, end } = makeLine(turns)
    await ask(...of('Ana'))
    await ask(...of('Ben'))
    expect(begun).toEqual(['Ana', 'unavailable'])
    ask(...of('Cem'))
    end()
    await settle()
    expect(begun).toEqual(['Ana', 'unavailable', 'Cem'])
  })

  it('that began are not waited for any more, however long they last', async () => {
    vi.useFakeTimers()
    try {
      const { begun, ask, end } = makeLine(makeTurns(1, 100))
      ask(...of('Ana'))
      await vi.advanceTimersByTimeAsync(90)
      ask(...of('Ben'))
      await vi.advanceTimersByTimeAsync(20)
      end()
      await vi.advanceTimersByTimeAsync(0)
      expect(begun).toEqual(['Ana', 'Ben'])
    } finally {
      vi.useRealTimers()
    }
  })

  it('given back twice free one place', async () => {
    const turns = makeTurns(1, 20)
    const end = await turns.take(of('Ana'))
    end()
    end()
    await turns.take(of('Ben'))
    await expect(turns.take(of('Cem'))).rejects.toMatchObject({ code: 'unavailable', retryAfter: 2 })
  })
})
