import 'server-only'
import type { OnceKey, OnceRequest } from '@/db/idempotency'
import { API_UPLOAD_LIMIT } from '@/domain/import/upload'
import { hashPost } from './once'
import { Problem } from './problem'
import { contentTypeOf, MOST_READ, tooLarge } from './request'

/** A body that is read as it comes and never held whole. */
export type Upload = {
  format: 'csv' | 'json'
  /** Can be read only once. @throws {Problem} 413 above 20 MB */
  bytes: AsyncGenerator<Uint8Array>
  /** The key under which it is carried out only once; null if it has none. */
  key: OnceKey | null
  /** For `runOnce`, when all bytes were read: their hash is made on the way. */
  once(): OnceRequest | null
}

/**
 * Opens a body of CSV or JSON to be read as it comes.
 * @throws {Problem} 415 for another content type or an encoded body
 */
export function openUpload(request: Request, url: URL, key: OnceKey | null): Upload {
  const format = ({ 'text/csv': 'csv', 'application/json': 'json' } as const)[contentTypeOf(request) ?? '']
  if (!format) {
    const message = 'Send the body as Content-Type: text/csv or application/json, in UTF-8.'
    throw new Problem(415, 'unsupported_media_type', message)
  }
  const hash = hashPost(url).update(`${format}\n`)
  // A body that declares itself too large is only read to its end, so that its sender reads the refusal.
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
        if (size > MOST_READ) break
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
  return new Problem(400, 'broken_off', 'The body broke off, so nothing of it was kept.')
}
