import 'server-only'
import pino from 'pino'

/** Structured log on standard output. Never a title, an address, a name, a token or a URL's query. */
export const log = pino({
  level: process.env.LOG_LEVEL || 'info',
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
})
