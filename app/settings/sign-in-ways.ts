import 'server-only'
import type { SignInWay } from '@/components/account/account-list'
import type { Account } from '@/db/account/accounts'
import { PROVIDER_IDS } from '@/domain/account/providers'
import { listProviders, providerName } from '@/server/auth/providers'

/** Lists the providers that are offered or connected, in the order of the sign-in page. */
export function listSignInWays(accounts: Account[]): SignInWay[] {
  const offered = listProviders().map((choice) => choice.id)
  return PROVIDER_IDS.flatMap((id) => {
    const account = accounts.find(({ provider }) => provider === id)
    const connectedAt = account?.connectedAt
    if (!connectedAt && !offered.includes(id)) return []
    const others = accounts.some(({ provider }) => provider !== id && offered.some((other) => other === provider))
    return {
      id,
      name: providerName(id),
      label: account?.label ?? undefined,
      connectedAt,
      canConnect: !connectedAt,
      canDisconnect: connectedAt !== undefined && others,
    }
  })
}
