import 'server-only'
import { randomBytes } from 'node:crypto'
import { v7, validate } from 'uuid'

/** Makes an id: a UUID of version 7 (RFC 9562), so the ids of one process sort by time. */
export function newId(): string {
  return v7()
}

/** Whether a text from outside is a UUID; check it before it reaches a query. */
export function isId(text: string): boolean {
  return validate(text)
}

/** Makes a key for a public page: 192 random bits as 32 characters that a URL takes as they are. */
export function newPublicKey(): string {
  return randomBytes(24).toString('base64url')
}

/** Whether a text has the shape of a public page's key. */
export function isPublicKey(text: string): boolean {
  return /^[\w-]{32}$/.test(text)
}
