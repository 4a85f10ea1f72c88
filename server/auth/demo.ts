import 'server-only'
import { headers } from 'next/headers'
import { isDemoOpen } from '@/domain/account/demo-account'
import { environment } from '@/server/environment'
import { listProviders } from './providers'

/** Whether this request may open the demo account. */
export async function isDemoOffered(): Promise<boolean> {
  const given = await headers()
  const { MOVIEBUCKET_EMBEDDED: embedded, AUTH_URL: publicUrl } = environment()
  return isDemoOpen({ embedded, publicUrl, providers: listProviders().length, header: (name) => given.get(name) })
}
