import { isId, isPublicKey } from '@/db/ids'

/**
 * A path as the log may have it. The address of an invitation and the key of a public page open what they name, so a
 * reader of the log must not learn them; a key opens its bucket by any address.
 */
export function withoutSecret(path: string): string {
  const segments = path.split('/').map((segment) => (mayHoldKey(decoded(segment)) ? '…' : segment))
  return segments.join('/').replace(/^\/(invitations|p)\/.*/, '/$1/…')
}

// A key with something before or after it opens nothing, but still tells what the key is.
function mayHoldKey(segment: string): boolean {
  return !isId(segment) && /[\w-]{32}/.test(segment)
}

/**
 * A text of any origin as the log may have it: without what has the shape of a key or token, and with escapes for
 * characters that end a line, move a terminal's cursor or reverse what a reader sees. JSON stays JSON.
 */
export function withoutSecrets(text: string): string {
  return text
    .replace(/[\w%-]{32,}/g, (word) => (holdsSecret(decoded(word)) ? '…' : word))
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escaped)
}

/** The keys of public pages have 32 characters; tokens of sessions, invitations and the API 43, with or without `mb_`. */
function holdsSecret(text: string): boolean {
  const words = text.match(/[\w-]{32,}/g) ?? []
  return words.some((word) => (isPublicKey(word) && !IS_HEX.test(word)) || /^(mb_)?[\w-]{43}$/.test(word))
}

// A proxy's id of a request; of all keys less than one in 10^19 looks like it.
const IS_HEX = /^[0-9a-f]{32}$/

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('')
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
