/** Shows the progress of a command, one line per step, each with its time. */
export type Steps = {
  /** Runs `work` and shows `name`, what `work` last passed to `say`, and the time. */
  step<T>(name: string, doing: string, work: (say: (outcome: string) => void) => Promise<T>): Promise<T>
  /** Writes a separate line. */
  note(text: string): void
  /** Stops the output of steps: no step begins any more, and the running one ends silently. */
  halt(): void
}

/** Writes steps to a stream; on a terminal the line of the running step counts its seconds. */
export function printSteps(out: NodeJS.WriteStream = process.stdout): Steps {
  const line = (name: string, text: string, ms: number) => `  ${name.padEnd(12)}${text.padEnd(57)} ${seconds(ms)}`
  let halted = false
  const never = new Promise<never>(() => {})
  return {
    note: (text) => void out.write(`${text}\n`),
    halt() {
      halted = true
    },
    async step(name, doing, work) {
      if (halted) return never
      const started = performance.now()
      let outcome = doing
      const show = () => out.write(`\r${line(name, `${outcome} …`, performance.now() - started)}`)
      // Steps under a quarter of a second are not announced: their result follows at once.
      const timer = setInterval(() => (out.isTTY ? show() : announceOnce()), 250)
      let announced = false
      const announceOnce = () => {
        if (!announced) out.write(`  ${name.padEnd(12)}${doing} …\n`)
        announced = true
      }
      const clear = () => {
        clearInterval(timer)
        if (out.isTTY) out.write('\r\x1b[K')
      }
      try {
        const result = await work((text) => {
          outcome = text
        })
        clear()
        if (halted) return never
        out.write(`${line(name, outcome, performance.now() - started)}\n`)
        return result
      } catch (error) {
        clear()
        if (halted) return never
        out.write(`${line(name, `${doing}: failed`, performance.now() - started)}\n`)
        throw error
      }
    },
  }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
