import 'server-only'
import { Problem } from '@/domain/api/problem'

/** The most bytes of a JSON body. */
export const BODY_LIMIT = 1_000_000
// Somebody who is still sending does not read the refusal; beyond this much they need not be waited for.
export const PATIENCE = 32_000_000

/**
 * The bytes of a JSON body.
 * @throws {Problem} 415 for another content type or an encoded body, 413 above 1 MB
 */
export async function readJsonBytes(request: Request): Promise<Uint8Array> {
  if (!/^application\/([\w.-]+\+)?json$/.test(typeOf(request) ?? ''))
    throw new Problem(415, 'unsupported_media_type', 'Send the body as Content-Type: application/json, in UTF-8.')
  return readUpTo(request, BODY_LIMIT)
}

/** The content type of a body in UTF-8, in lower case; undefined for a body that is encoded or in another charset. */
export function typeOf(request: Request): string | undefined {
  const [name = '', ...parameters] = (request.headers.get('content-type') ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))
  const isPlain = (!charset || /^charset="?utf-8"?$/.test(charset)) && !request.headers.has('content-encoding')
  return isPlain ? name : undefined
}

/** The refusal of a body above so many bytes. */
export function tooLarge(limit: number): Problem {
  return new Problem(413, 'too_large', `The body is above the limit of ${limit.toLocaleString('en')} bytes.`)
}

async function readUpTo(request: Request, limit: number): Promise<Uint8Array> {
  const reader = request.body?.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  while (reader) {
    const { value, done } = await reader.read()
    if (done || size > PATIENCE) break
    size += value.length
    if (size <= limit) chunks.push(value)
  }
  if (size > limit) throw tooLarge(limit)
  return Buffer.concat(chunks)
}

/**
 * What the bytes say.
 * @throws {Problem} 400 when they are no JSON in UTF-8
 */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Problem(400, 'not_json', 'The body is not JSON in UTF-8.')
  }
}
