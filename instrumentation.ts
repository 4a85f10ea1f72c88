import { EnvironmentError, parseEnvironment } from '@/domain/environment'

/** Next calls this once, before the server answers: a server that is configured wrongly must not begin to. */
export function register(): void {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  try {
    parseEnvironment(process.env)
  } catch (error) {
    process.stderr.write(`${error instanceof EnvironmentError ? error.message : error}\n`)
    process.exit(1)
  }
}
