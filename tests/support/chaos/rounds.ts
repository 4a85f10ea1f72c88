/** How often a fault happens in a test: as often as given, or as `npm run chaos` asks for. */
export function rounds(usual: number): number {
  return Number(process.env.CHAOS_ROUNDS) || usual
}

/** Time enough for so many rounds on a busy machine; no test is about it. */
export const timeFor = (count: number) => 60_000 + count * 20_000

/** Prints a figure that a test saw and does not judge. */
export function report(what: string, ...figures: number[]): void {
  const shown = figures.map((figure) => Math.round(figure)).join(', ')
  process.stdout.write(`   ${what}: ${shown}\n`)
}
