import 'server-only'
import { causeOfAbsence } from '@/db/errors'
import { type LogFields, log } from './log'
import { countRequest } from './metrics'

/** Adds to what the log says of the request that runs. */
export type Note = (fields: LogFields) => void

/**
 * Runs one request of any kind to its end and writes its one line of the log: `fields`, what `work` notes on the way,
 * and the milliseconds it took. What `work` throws goes to `refuse`, which answers in its place.
 */
export async function run<T>(
  fields: LogFields,
  work: (note: Note) => Promise<T>,
  refuse: (error: unknown, note: Note) => T | Promise<T>,
): Promise<T> {
  const started = performance.now()
  const line = { ...fields }
  const note: Note = (more) => void Object.assign(line, more)
  try {
    return await work(note)
  } catch (error) {
    const cause = causeOfAbsence(error)
    if (cause) log.warn({ requestId: fields.requestId, cause }, 'unavailable')
    return await refuse(error, note)
  } finally {
    const ms = performance.now() - started
    countRequest(line, ms)
    log.info({ ...line, ms: Math.round(ms) })
  }
}
