import 'server-only'
import { configuredProviders } from '@/domain/account/configured-providers'
import { checkProvider, ProviderFault } from '@/domain/account/provider-check'
import { environment } from '@/server/environment'
import { log } from '@/server/log'
import { fetchInTime } from './providers'

/** Tries every configured provider once, and warns in the log of those with which nobody can sign in. */
export async function checkProviders(): Promise<void> {
  await Promise.all(
    configuredProviders(environment()).map(async (provider) => {
      try {
        await checkProvider(provider, fetchInTime)
      } catch (error) {
        const remedy = error instanceof ProviderFault ? error.remedy : undefined
        log.warn({ provider: provider.id, reason: (error as Error).message, remedy }, 'provider does not fit')
      }
    }),
  )
}
