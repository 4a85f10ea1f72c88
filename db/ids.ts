import 'server-only'
import { randomBytes } from 'node:crypto'
import { v7, validate } from 'uuid'

/** A new id: a uuid of version 7 (RFC 9562), so ids of one process sort by the time they were made. */
export function newId(): string {
  return v7()
}

/** Whether a text from outside is a uuid at all, before it reaches a query. */
export function isId(text: string): boolean {
  return validate(text)
}

/** A new key for a public page: 192 random bits as 32 characters that need no escaping in a URL. */
export function newPublicKey(): string {
  return randomBytes(24).toString('base64url')
}

/** Whether a text has the shape of a public page's key. */
export function isPublicKey(text: string): boolean {
  return /^[\w-]{32}$/.test(text)
}
