import { describe, expect, it } from 'vitest'
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
  const settle = () => new Promise((resolve) => setTimeout(resolve))
  return { begun, ask, settle, end: () => giveBack.shift()?.() }
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

  it('given back twice free one place', async () => {
    const turns = makeTurns(1, 20)
    const end = await turns.take(of('Ana'))
    end()
    end()
    await turns.take(of('Ben'))
    await expect(turns.take(of('Cem'))).rejects.toMatchObject({ code: 'unavailable', retryAfter: 2 })
  })
})
