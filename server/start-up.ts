import 'server-only'
import { causeOfAbsence } from '@/db/errors'
import { purgeExpired } from '@/db/purge'
import { type Environment, EnvironmentError, parseEnvironment } from '@/domain/environment'
import { AppError } from '@/domain/result'
import { checkProviders } from './auth/check-providers'
import { settleIssuers } from './auth/issuers'
import { log, logConsole } from './log'
import { serveMetrics } from './metrics'
import { refuseOddRequests } from './odd-requests'

const HOUR_MS = 3_600_000
const SOON_MS = 30_000

/** Runs once before the server answers: a server with a wrong configuration must not start. */
export function startUp(): void {
  let environment: Environment
  try {
    environment = parseEnvironment(process.env)
  } catch (error) {
    process.stderr.write(`${error instanceof EnvironmentError ? error.message : error}\n`)
    process.exit(1)
  }
  if (process.env.NODE_ENV === 'production') logConsole()
  refuseOddRequests({ trustedProxies: environment.TRUSTED_PROXIES, publicUrl: new URL(environment.AUTH_URL) })
  if (environment.METRICS_ADDRESS) serveMetrics(environment.METRICS_ADDRESS)
  // A database or provider that is away must not keep the server from starting: sign-ins ask again.
  void settleIssuers().catch((error) => log.warn({ reason: error.message }, 'accounts keep their issuer for now'))
  void checkProviders()
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
