import 'server-only'
import { AppError } from '@/domain/result'

/** What a turn counts against: a person, a public page, all visitors together. It holds at most so many places. */
type Share = { name: string; most: number }

/** What one turn counts against; the first of them takes turns with others. */
export type Shares = readonly [Share, ...Share[]]

/** A queue in front of a fixed number of places. */
export type Turns = {
  /**
   * Waits for a place within every share, and returns a function that gives it back.
   * @throws {AppError} `unavailable` when none is free in time
   */
  take(shares: Shares): Promise<() => void>
}

type Waiting = { shares: Shares; begin: () => void }
type Holder = { held: number; began: number }

/**
 * Makes a queue for `places` that are shared in turn: a free place goes to the one who holds the fewest, among equals to
 * the one whose last turn began longest ago, and then to the one who asked first. Nobody waits longer than `patienceMs`.
 */
export function makeTurns(places: number, patienceMs: number): Turns {
  const holders = new Map<string, Holder>()
  const waiting: Waiting[] = []
  let free = places
  let begun = 0

  const holderOf = ({ name }: Share): Holder => holders.get(name) ?? { held: 0, began: 0 }
  const hasRoom = ({ shares }: Waiting) => shares.every((share) => holderOf(share).held < share.most)

  function goesBefore(one: Waiting, other: Waiting): boolean {
    const [a, b] = [holderOf(one.shares[0]), holderOf(other.shares[0])]
    return a.held < b.held || (a.held === b.held && a.began < b.began)
  }

  function begin(turn: Waiting): void {
    waiting.splice(waiting.indexOf(turn), 1)
    free--
    begun++
    for (const share of turn.shares) holders.set(share.name, { held: holderOf(share).held + 1, began: begun })
    turn.begin()
  }

  function end({ shares }: Waiting): void {
    free++
    for (const share of shares) holders.set(share.name, { ...holderOf(share), held: holderOf(share).held - 1 })
    next()
    forget(shares)
  }

  function next(): void {
    while (free > 0) {
      const [first, ...others] = waiting.filter(hasRoom)
      if (!first) return
      begin(others.reduce((best, one) => (goesBefore(one, best) ? one : best), first))
    }
  }

  // Those who neither hold nor want anything are strangers again: the map does not grow.
  function forget(shares: readonly Share[]): void {
    for (const share of shares) {
      const waits = waiting.some((turn) => turn.shares.some(({ name }) => name === share.name))
      if (!waits && holderOf(share).held === 0) holders.delete(share.name)
    }
  }

  return {
    take(shares) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(turn), 1)
          forget(shares)
          reject(busy(patienceMs))
        }, patienceMs)
        const turn: Waiting = {
          shares,
          begin() {
            clearTimeout(timer)
            let over = false
            resolve(() => {
              if (over) return
              over = true
              end(turn)
            })
          },
        }
        waiting.push(turn)
        next()
      })
    },
  }
}

function busy(patienceMs: number): AppError {
  const message = 'moviebucket is busy just now. Nothing was changed: try again in a moment.'
  const cause = new Error(`no connection was free within ${patienceMs} ms`)
  return Object.assign(new AppError('unavailable', message, undefined, 2), { cause })
}
