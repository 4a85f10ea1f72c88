import 'server-only'
import type * as z from 'zod'
import { formatNumber } from '@/domain/text'
import { fieldProblems, misfit, Problem } from './problem'

/** What the API answers with. */
export const JSON_TYPE = 'application/json'
export const TEXT_TYPE = 'text/plain'
export const CSV_TYPE = 'text/csv'
export type MediaType = typeof JSON_TYPE | typeof CSV_TYPE

/**
 * The type that a request prefers of those that a route answers with; the first of them if it has no preference.
 * @throws {Problem} 406
 */
export function chooseType(request: Request, offered: readonly [MediaType, ...MediaType[]]): MediaType {
  const accept = request.headers.get('accept')
  if (!accept) return offered[0]
  const wanted = accept.toLowerCase().split(',').map(readRange)
  const best = offered
    .map((type) => ({ type, quality: qualityOf(type, wanted) }))
    .reduce((best, each) => (each.quality > best.quality ? each : best))
  if (best.quality > 0) return best.type
  throw new Problem(406, 'not_acceptable', `This is available as ${offered.join(' or ')}.`)
}

type MediaRange = { type: string; quality: number }

function readRange(part: string): MediaRange {
  const [type = '', ...parameters] = part.split(';').map((text) => text.trim())
  const [, given] = parameters.map((parameter) => /^q=([01](?:\.\d*)?)$/.exec(parameter)).find((found) => found) ?? []
  return { type, quality: given === undefined ? 1 : Number(given) }
}

// The range that names the type most closely counts; a client that reads problems reads JSON.
function qualityOf(type: string, wanted: MediaRange[]): number {
  const names = [type, ...(type === JSON_TYPE ? ['application/problem+json'] : []), `${type.split('/')[0]}/*`, '*/*']
  const found = names.map((name) => wanted.find((range) => range.type === name)).find((range) => range)
  return found?.quality ?? 0
}

/**
 * A URL's parameters as a route takes them.
 * @throws {Problem} 400 for one that is unknown or comes twice, 422 for a value that does not fit
 */
export function readQuery(given: URLSearchParams, schema: z.ZodObject | undefined): unknown {
  const known = Object.keys(schema?.shape ?? {})
  const values: Record<string, string> = {}
  for (const [name, value] of given) {
    const shown = JSON.stringify(name.slice(0, 60).toWellFormed())
    if (!known.includes(name)) {
      const choice = known.length > 0 ? `; its parameters are ${known.join(', ')}` : ''
      throw new Problem(400, 'unknown_parameter', `There is no parameter ${shown} here${choice}.`)
    }
    if (name in values) throw new Problem(400, 'repeated_parameter', `The parameter ${shown} came more than once.`)
    values[name] = value
  }
  return schema ? parse(schema, values) : {}
}

/** The most bytes of a JSON body. */
const BODY_LIMIT = 1_000_000
/** Bytes that are read of a body beyond its limit: a client that is still sending does not read the refusal. */
export const MOST_READ = 32_000_000

/** Whether the body of a request says that it is plain text in UTF-8. */
export function isPlainText(request: Request): boolean {
  return contentTypeOf(request) === TEXT_TYPE
}

/**
 * The bytes of a JSON body; of plain text as well where a route takes it.
 * @throws {Problem} 415 for another content type or an encoded body, 413 above 1 MB
 */
export async function readBodyBytes(request: Request, takesText: boolean): Promise<Uint8Array> {
  const isJson = /^application\/([\w.-]+\+)?json$/.test(contentTypeOf(request) ?? '')
  if (!isJson && !(takesText && isPlainText(request))) {
    const types = [JSON_TYPE, ...(takesText ? [TEXT_TYPE] : [])].join(' or ')
    throw new Problem(415, 'unsupported_media_type', `Send the body as Content-Type: ${types}, in UTF-8.`)
  }
  const reader = request.body?.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  while (reader) {
    const { value, done } = await reader.read()
    if (done || size > MOST_READ) break
    size += value.length
    if (size <= BODY_LIMIT) chunks.push(value)
  }
  if (size > BODY_LIMIT) throw tooLarge(BODY_LIMIT)
  return Buffer.concat(chunks)
}

/** The content type of a body in UTF-8, in lower case; undefined for a body that is encoded or in another charset. */
export function contentTypeOf(request: Request): string | undefined {
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
  return new Problem(413, 'too_large', `The body is above the limit of ${formatNumber(limit)} bytes.`)
}

/**
 * What the bytes of a body say.
 * @throws {Problem} 400 when they are not JSON in UTF-8, 422 when they do not fit the schema
 */
export function readJson(bytes: Uint8Array, schema: z.ZodType): unknown {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Problem(400, 'not_json', 'The body is not JSON in UTF-8.')
  }
  return parse(schema, json)
}

/**
 * What a body of plain text says, taken apart by `read`.
 * @throws {Problem} 400 when it is not UTF-8, 422 when it does not fit the schema
 */
export function readText(bytes: Uint8Array, read: (text: string) => unknown, schema: z.ZodType): unknown {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Problem(400, 'not_text', 'The body is not text in UTF-8.')
  }
  return parse(schema, read(text))
}

function parse(schema: z.ZodType, given: unknown): unknown {
  const parsed = schema.safeParse(given, { reportInput: true })
  if (!parsed.success) throw misfit(fieldProblems(parsed.error.issues))
  return parsed.data
}

/** What an If-Match or If-None-Match header names: entity tags without their quotes, or `any` for `*`. */
export type EntityTags = 'any' | { strong: string[]; weak: string[] }

const TAG = /^(W\/)?"([\x21\x23-\x7e\x80-\uffff]*)"$/

/** Reads such a header (RFC 9110, 13.1); null when there is none. A part that is not an entity tag matches nothing. */
export function parseEntityTags(header: string | null): EntityTags | null {
  if (header === null) return null
  if (header.trim() === '*') return 'any'
  const tags: EntityTags = { strong: [], weak: [] }
  // A comma inside of a tag would split it; none of ours has one.
  for (const part of header.split(',')) {
    const [, weak, tag] = TAG.exec(part.trim()) ?? []
    if (tag !== undefined) tags[weak ? 'weak' : 'strong'].push(tag)
  }
  return tags
}

/** Whether a request with this If-Match may change what has this tag: strong comparison. */
export function mayChange(tags: EntityTags | null, tag: string): boolean {
  return tags === null || tags === 'any' || tags.strong.includes(tag)
}

/** Whether a client already has what has this tag, by its If-None-Match: weak comparison. */
export function isKnown(tags: EntityTags | null, tag: string): boolean {
  return tags === 'any' || (tags !== null && [...tags.strong, ...tags.weak].includes(tag))
}

/** The versions of a movie that an If-Match names; undefined if it accepts any. */
export function versionsOf(tags: EntityTags | null): number[] | undefined {
  if (tags === null || tags === 'any') return undefined
  return tags.strong.filter((tag) => /^[1-9]\d{0,8}$/.test(tag)).map(Number)
}
