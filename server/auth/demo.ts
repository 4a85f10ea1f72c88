import 'server-only'
import { timingSafeEqual } from 'node:crypto'
import { cookies, headers } from 'next/headers'
import { isDemoPossible, isFromThisComputer } from '@/domain/account/demo-account'
import { environment } from '@/server/environment'
import { listProviders } from './providers'
import { cookieName, cookieOptions } from './session-cookie'

const demoCookie = () => cookieName('demo')

/** Whether the local demo account is open to this request, opens with the key, or does not exist here. */
export async function demoState(): Promise<'open' | 'locked' | 'off'> {
  const { MOVIEBUCKET_EMBEDDED: embedded, AUTH_URL: publicUrl } = environment()
  if (!isDemoPossible({ embedded, publicUrl, providers: listProviders().length })) return 'off'
  const given = await headers()
  if (!isFromThisComputer((name) => given.get(name))) return 'off'
  return isDemoKey((await cookies()).get(demoCookie())?.value) ? 'open' : 'locked'
}

/** Lets this browser open the demo account until the server restarts, if the key is the one that the start printed. */
export async function unlockDemo(key: string | null): Promise<void> {
  if (key !== null && isDemoKey(key)) (await cookies()).set(demoCookie(), key, cookieOptions())
}

function isDemoKey(text = ''): boolean {
  const [given, wanted] = [Buffer.from(text), Buffer.from(environment().MOVIEBUCKET_DEMO_KEY ?? '')]
  return wanted.length > 0 && given.length === wanted.length && timingSafeEqual(given, wanted)
}
