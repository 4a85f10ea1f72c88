import { type IssuerSettings, issuerOf } from './issuer'
import type { ConfiguredProvider } from './provider-check'
import { callbackUrl, PROVIDER_IDS, type ProviderId } from './providers'

type ProviderSettings = IssuerSettings & {
  AUTH_URL: string
  AUTH_GITHUB_SECRET?: string
  AUTH_GOOGLE_SECRET?: string
  AUTH_OIDC_SECRET?: string
}

/** The providers that are set up, with what a check of them needs. */
export function configuredProviders(env: ProviderSettings): ConfiguredProvider[] {
  const clients: Record<ProviderId, [id: string | undefined, secret: string | undefined]> = {
    github: [env.AUTH_GITHUB_ID, env.AUTH_GITHUB_SECRET],
    google: [env.AUTH_GOOGLE_ID, env.AUTH_GOOGLE_SECRET],
    oidc: [env.AUTH_OIDC_ID, env.AUTH_OIDC_SECRET],
  }
  return PROVIDER_IDS.flatMap((id) => {
    const [[clientId, secret], issuer] = [clients[id], issuerOf(id, env)]
    if (!clientId || !secret || !issuer) return []
    return { id, issuer, clientId, secret, callback: callbackUrl(new URL(env.AUTH_URL).origin, id) }
  })
}
