import 'server-only'
import { v7, validate } from 'uuid'

/** A new id: a uuid of version 7 (RFC 9562), so ids of one process sort by the time they were made. */
export function newId(): string {
  return v7()
}

/** Whether a text from outside is a uuid at all, before it reaches a query. */
export function isId(text: string): boolean {
  return validate(text)
}
