import 'server-only'
import type { SignInWay } from '@/components/account/account-list'
import type { Account } from '@/db/account/accounts'
import { PROVIDER_IDS } from '@/domain/account/providers'
import { isUsable, listProviders, providerName } from '@/server/auth/providers'

/**
 * Lists the providers that are offered or connected, in the order of the sign-in page. An account from before a provider
 * moved can be connected anew.
 */
export function listSignInWays(accounts: Account[]): SignInWay[] {
  const offered = listProviders().map((choice) => choice.id)
  return PROVIDER_IDS.flatMap((id) => {
    const account = accounts.find(({ provider }) => provider === id)
    const isOffered = offered.includes(id)
    if (!account && !isOffered) return []
    const moved = account !== undefined && isOffered && !isUsable(account)
    return {
      id,
      name: providerName(id),
      label: account?.label ?? undefined,
      connectedAt: account?.connectedAt,
      moved,
      canConnect: !account || moved,
      canDisconnect: account !== undefined && accounts.some((other) => other.provider !== id && isUsable(other)),
    }
  })
}
