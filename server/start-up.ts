import 'server-only'
import { causeOfAbsence } from '@/db/errors'
import { purgeExpired } from '@/db/purge'
import { EnvironmentError, parseEnvironment } from '@/domain/environment'
import { AppError } from '@/domain/result'
import { log, logConsole } from './log'
import { refuseOddRequests } from './odd-requests'

const HOUR_MS = 3_600_000
const SOON_MS = 30_000

/** Runs once before the server answers: a server with a wrong configuration must not start. */
export function startUp(): void {
  let trustedProxies: string[] = []
  try {
    trustedProxies = parseEnvironment(process.env).TRUSTED_PROXIES
  } catch (error) {
    process.stderr.write(`${error instanceof EnvironmentError ? error.message : error}\n`)
    process.exit(1)
  }
  if (process.env.NODE_ENV === 'production') logConsole()
  refuseOddRequests({ trustedProxies })
  // Every instance purges; the second one finds nothing left. The first purge comes soon, for servers that run briefly.
  setTimeout(purge, SOON_MS).unref()
  setInterval(purge, HOUR_MS).unref()
}

async function purge(): Promise<void> {
  try {
    await purgeExpired()
  } catch (error) {
    // If the database is out of reach, the next purge is an hour away.
    if (error instanceof AppError) log.warn({ cause: causeOfAbsence(error) }, 'unavailable')
    else log.error({ err: error }, 'purge failed')
  }
}
