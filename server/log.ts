import 'server-only'
import { format, stripVTControlCharacters } from 'node:util'
import pino from 'pino'
import pretty from 'pino-pretty'
import { withoutSecrets } from './without-secret'

// For a person who reads along; a program reads JSON.
const asText = process.env.LOG_FORMAT === 'text' ? pretty({ colorize: false, singleLine: true, sync: true }) : undefined

/** Structured log on standard output. Never a title, an address, a name, a token or a URL's query. */
export const log = pino(
  {
    level: process.env.LOG_LEVEL || 'info',
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    hooks: { streamWrite: (line) => `${withoutSecrets(line.trimEnd())}\n` },
  },
  asText ?? pino.destination(1),
)

/** What the log says of one request. Never a title, an address, a name, a token or a URL's query. */
export type LogFields = Record<string, string | number | undefined>

const LEVELS = { error: 'error', warn: 'warn', info: 'debug', log: 'debug', debug: 'debug' } as const

/** Makes what Next and other packages print lines of the log; they print paths as a client sent them. */
export function logConsole(): void {
  for (const [name, level] of Object.entries(LEVELS) as [keyof typeof LEVELS, (typeof LEVELS)[keyof typeof LEVELS]][]) {
    console[name] = (...parts: unknown[]) => log[level](stripVTControlCharacters(format(...parts)).trim())
  }
}
