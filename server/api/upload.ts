import 'server-only'
import type { OnceKey, OnceRequest } from '@/db/idempotency'
import { Problem } from '@/domain/api/problem'
import { API_UPLOAD_LIMIT } from '@/domain/import/upload'
import { PATIENCE, tooLarge, typeOf } from './body'
import { hashPost } from './once'

/** A body that is read as it comes and never held whole. */
export type Upload = {
  format: 'csv' | 'json'
  /** To be read once. @throws {Problem} 413 above 20 MB */
  bytes: AsyncGenerator<Uint8Array>
  /** Whether it is to be carried out once, and under which key. */
  key: OnceKey | null
  /** For `runOnce`, when all bytes were read: they are hashed on their way. */
  once(): OnceRequest | null
}

/**
 * Opens a body of CSV or JSON to be read as it comes.
 * @throws {Problem} 415 for another content type or an encoded body
 */
export function openUpload(request: Request, url: URL, key: OnceKey | null): Upload {
  const format = ({ 'text/csv': 'csv', 'application/json': 'json' } as const)[typeOf(request) ?? '']
  if (!format) {
    const message = 'Send the body as Content-Type: text/csv or application/json, in UTF-8.'
    throw new Problem(415, 'unsupported_media_type', message)
  }
  const hash = hashPost(url).update(`${format}\n`)
  // What is said to be too large is not begun with, only read for the sake of whoever is sending it.
  const declared = Number(request.headers.get('content-length') ?? 0)
  let whole = false
  return {
    format,
    bytes: read(),
    key,
    once() {
      if (!whole) throw new Error('the body was not read to its end')
      return key && { ...key, requestHash: hash.copy().digest('hex') }
    },
  }

  async function* read(): AsyncGenerator<Uint8Array> {
    let size = 0
    try {
      for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
        size += chunk.length
        if (size > PATIENCE) break
        if (Math.max(size, declared) > API_UPLOAD_LIMIT) continue
        hash.update(chunk)
        yield chunk
      }
    } catch {
      throw brokenOff()
    }
    if (Math.max(size, declared) > API_UPLOAD_LIMIT) throw tooLarge(API_UPLOAD_LIMIT)
    if (request.signal.aborted) throw brokenOff()
    whole = true
  }
}

function brokenOff(): Problem {
  return new Problem(400, 'broken_off', 'The body was broken off, so nothing of it was kept.')
}
