import 'server-only'
import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto'
import { type Cursor, decodeCursor, encodeCursor } from '@/domain/search/cursor'
import type { Search } from '@/domain/search/search'
import type { SortKey } from '@/domain/search/sort'
import { environment } from './environment'

// A cursor holds an id, and in order of adding a time, which visitors of a public page are not told. Theirs are sealed for
// that page and order; the same place is always the same text, so that its address stays the same.

const CIPHER = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16

/** Writes a cursor as a text that only `openCursor` reads, for the public page of a key. */
export function sealCursor(publicKey: string, cursor: Cursor): string {
  const plain = encodeCursor(cursor)
  const page = pageOf(publicKey, cursor.sort)
  const { encryption, nonce } = secrets()
  const iv = createHmac('sha256', nonce).update(page).update(plain).digest().subarray(0, IV_BYTES)
  const cipher = createCipheriv(CIPHER, encryption, iv).setAAD(page)
  const sealed = Buffer.concat([iv, cipher.update(plain, 'latin1'), cipher.final(), cipher.getAuthTag()])
  return sealed.toString('base64url')
}

/** Reads a text from `sealCursor` for the page and the order that it was made for; undefined for anything else. */
export function openCursor(publicKey: string, text: string, sort: SortKey): Cursor | undefined {
  const sealed = Buffer.from(text, 'base64url')
  if (sealed.length <= IV_BYTES + TAG_BYTES) return undefined
  const decipher = createDecipheriv(CIPHER, secrets().encryption, sealed.subarray(0, IV_BYTES))
    .setAAD(pageOf(publicKey, sort))
    .setAuthTag(sealed.subarray(-TAG_BYTES))
  try {
    const plain = decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES), undefined, 'latin1') + decipher.final('latin1')
    return decodeCursor(plain, sort)
  } catch {
    return undefined
  }
}

/** The same search with its place sealed. */
export function sealSearch(publicKey: string, { position, ...search }: Search): Search {
  if (position?.at === 'from') return { ...search, position }
  if (!position || typeof position.cursor === 'string') return search
  return { ...search, position: { at: position.at, cursor: sealCursor(publicKey, position.cursor) } }
}

const pageOf = (publicKey: string, sort: SortKey) => Buffer.from(`${publicKey} ${sort}`)

let made: { encryption: Buffer; nonce: Buffer } | undefined

function secrets() {
  const derive = (use: string) =>
    Buffer.from(hkdfSync('sha256', environment().AUTH_SECRET, '', `moviebucket cursor ${use}`, 32))
  made ??= { encryption: derive('encryption'), nonce: derive('nonce') }
  return made
}
