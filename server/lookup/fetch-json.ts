import 'server-only'
import * as z from 'zod'
import { AppError } from '@/domain/result'
import { log } from '@/server/log'

// Wikidata's answer about seven well-known films has two.
const MOST_BYTES = 4_000_000
const WAIT_S = { usual: 60, most: 3600 }

/** A request to a service; `signal` says when it has taken too long. */
export type Question = { service: string; url: URL; headers?: Record<string, string>; signal: AbortSignal }

/**
 * Reads JSON of a shape from a service, within a time and a size. Follows no redirect: the title is for this host alone.
 * @throws {AppError} `rate_limited` with the seconds to wait if the service asks for that, else `unavailable`
 */
export async function fetchJson<T>(question: Question, shape: z.ZodType<T>): Promise<T> {
  const { service, url, headers, signal } = question
  let response: Response
  try {
    response = await fetch(url, {
      headers: { accept: 'application/json', ...headers },
      redirect: 'error',
      cache: 'no-store',
      signal,
    })
    if (response.ok) return shape.parse(JSON.parse(await readText(response)))
    await response.body?.cancel()
  } catch (error) {
    // Without the address, which holds the title.
    log.warn({ service, reason: reasonOf(error) }, 'a look-up failed')
    throw unavailable(service)
  }
  log.warn({ service, status: response.status }, 'a look-up was refused')
  throw refusal(service, response)
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  // Counted when unpacked: a small answer may hold much. Leaving the loop ends the connection.
  for await (const piece of response.body ?? []) {
    bytes += piece.byteLength
    if (bytes > MOST_BYTES) throw new RangeError(`more than ${MOST_BYTES} bytes`)
    text += decoder.decode(piece, { stream: true })
  }
  return text + decoder.decode()
}

function refusal(service: string, { status, headers }: Response): AppError {
  if (status !== 429 && status !== 503) return unavailable(service)
  const seconds = readRetryAfter(headers.get('retry-after'))
  return new AppError('rate_limited', mustWait(service, seconds), undefined, seconds)
}

/** The words for a service that wants no questions for some seconds. */
export function mustWait(service: string, seconds: number): string {
  return `${service} asks to wait. Try again in ${seconds} seconds, or type the values.`
}

// Seconds or a date (RFC 9110, 10.2.3).
function readRetryAfter(text: string | null): number {
  const seconds = /^\d+$/.test(text ?? '') ? Number(text) : Math.ceil((Date.parse(text ?? '') - Date.now()) / 1000)
  if (!Number.isFinite(seconds)) return WAIT_S.usual
  return Math.min(Math.max(seconds, 1), WAIT_S.most)
}

function unavailable(service: string): AppError {
  return new AppError('unavailable', `${service} does not answer. Try again later, or type the values.`)
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return 'not the shape that is expected'
  const { name, message, cause } = error as Error & { cause?: { code?: string; message?: string } }
  if (name === 'TimeoutError') return 'no answer in time'
  // The message of a syntax error repeats the text.
  if (name === 'SyntaxError') return 'not JSON'
  return cause?.code ?? cause?.message ?? message
}
