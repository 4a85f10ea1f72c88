/** The contenders of one measurement, by name. */
export type Contenders = Record<string, () => Promise<unknown>>

/**
 * Runs all contenders one after the other, round by round in turning order, so that a busy moment meets each of
 * them. Prints the median of each in ms, and the median of its ratio to the first one in the same round.
 */
export async function compare(contenders: Contenders, rounds: number): Promise<void> {
  const names = Object.keys(contenders)
  const times = new Map<string, number[]>(names.map((name) => [name, []]))
  for (let round = -WARM_UP; round < rounds; round++) {
    const start = Math.abs(round) % names.length
    for (const name of [...names.slice(start), ...names.slice(0, start)]) {
      const begun = performance.now()
      await contenders[name]?.()
      if (round >= 0) times.get(name)?.push(performance.now() - begun)
    }
  }
  const [first = ''] = names
  const base = times.get(first) ?? []
  for (const name of names) {
    const own = times.get(name) ?? []
    const ratio = median(own.map((time, round) => time / (base[round] ?? time)))
    process.stdout.write(`   ${name.padEnd(36)} ${median(own).toFixed(2).padStart(8)} ms   ${ratio.toFixed(2)}\n`)
  }
}

const WARM_UP = 30

/** The middle of some numbers, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low = 0, high = 0] = [sorted[middle - 1 + (sorted.length % 2)], sorted[middle]]
  return (low + high) / 2
}
