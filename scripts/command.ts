/** What a command has to undo however it ends: by itself, by an error or by a signal. */
const pending: (() => unknown)[] = []

// As a shell says that Ctrl-C ended a program.
const STOPPED = 130

/** Remembers to run `work` at the end; what was remembered last runs first. */
export function atEnd(work: () => unknown): void {
  pending.push(work)
}

/** Runs all that was remembered, once. What fails does not keep the rest from running. */
export async function cleanUp(): Promise<void> {
  for (let work = pending.pop(); work; work = pending.pop()) {
    try {
      await work()
    } catch (error) {
      process.stderr.write(`While cleaning up: ${(error as Error).message}\n`)
    }
  }
}

/** Runs a command: cleans up in the end and on Ctrl-C, and shows an error by its message alone. */
export async function runCommand(work: () => Promise<void>): Promise<void> {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(name, async () => {
      process.exitCode = STOPPED
      await cleanUp()
      process.stderr.write('\nStopped.\n')
      process.exit(STOPPED)
    })
  try {
    await work()
  } catch (error) {
    // A command that is told to stop fails in the middle of its work.
    if (process.exitCode === STOPPED) return
    process.stderr.write(`${(error as Error).message}\n`)
    process.exitCode = 1
  } finally {
    await cleanUp()
  }
}
