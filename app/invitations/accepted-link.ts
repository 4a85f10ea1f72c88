import 'server-only'
import { cookies } from 'next/headers'
import { sha256 } from '@/db/hash'
import type { BucketPath, GroupPath } from '@/domain/paths'
import { cookieName, cookieOptions } from '@/server/auth/session-cookie'

const DAYS = 90
// A cookie for the whole host goes out with each request, so it stays short.
const MOST = 10
const acceptedCookie = () => cookieName('accepted')

/** The page that an accepted link opened. */
export type AcceptedPath = BucketPath | GroupPath

/**
 * Keeps the page that a link opened, for a person who accepted it and opens it again when it is used up. The cookie
 * stays in their browser and holds a hash of the link: no other person can ask what a link was.
 */
export async function rememberAccepted(token: string, path: AcceptedPath): Promise<void> {
  const others = (await readAccepted()).filter((entry) => !entry.startsWith(hashLink(token)))
  const value = [hashLink(token) + path, ...others].slice(0, MOST).join(' ')
  ;(await cookies()).set(acceptedCookie(), value, { ...cookieOptions(), maxAge: DAYS * 86_400 })
}

/** The page that this link opened, if it was accepted in this browser. */
export async function recallAccepted(token: string): Promise<AcceptedPath | undefined> {
  const entry = (await readAccepted()).find((each) => each.startsWith(hashLink(token)))
  const path = entry?.slice(hashLink(token).length)
  return path && isAcceptedPath(path) ? path : undefined
}

async function readAccepted(): Promise<string[]> {
  return ((await cookies()).get(acceptedCookie())?.value ?? '').split(' ').filter(Boolean)
}

function hashLink(token: string): string {
  return sha256(token, 'base64url').slice(0, 11)
}

function isAcceptedPath(path: string): path is AcceptedPath {
  return /^\/(buckets|groups)\/[0-9a-f-]{36}$/.test(path)
}
