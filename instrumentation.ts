import type { Instrumentation } from 'next'

/** Next calls this once, before the server answers requests. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startUp } = await import('@/server/start-up')
    startUp()
  }
}

/** Logs an error that escaped every wrapper, in a line like all others. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, { routePath }) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { log } = await import('@/server/log')
    log.error({ requestId: request.headers['x-request-id'], route: routePath, err: error }, 'failed')
  }
}
