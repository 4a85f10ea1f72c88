import 'server-only'
import { purgeExpired } from '@/db/purge'
import { EnvironmentError, parseEnvironment } from '@/domain/environment'
import { AppError } from '@/domain/result'
import { log } from './log'
import { refuseOddRequests } from './odd-requests'

const HOUR_MS = 3_600_000
const SOON_MS = 30_000

/** Once, before the server answers: a server that is configured wrongly must not begin to. */
export function startUp(): void {
  try {
    parseEnvironment(process.env)
  } catch (error) {
    process.stderr.write(`${error instanceof EnvironmentError ? error.message : error}\n`)
    process.exit(1)
  }
  refuseOddRequests()
  // Every instance does it; the second one finds nothing left to do. A computer that is on for minutes does it too.
  setTimeout(purge, SOON_MS).unref()
  setInterval(purge, HOUR_MS).unref()
}

async function purge(): Promise<void> {
  try {
    await purgeExpired()
  } catch (error) {
    // A database that is away is purged an hour later.
    if (!(error instanceof AppError)) log.error({ err: error }, 'purge failed')
  }
}
