import type { ProviderId } from './providers'

/** In place of an issuer: nobody knows who answered for the accounts that the release before stored. */
export const UNKNOWN_ISSUER = 'unknown'

/** The settings that say who answers for a provider's accounts. */
export type IssuerSettings = {
  AUTH_GITHUB_ID?: string
  AUTH_GITHUB_BASE_URL?: string
  AUTH_GITHUB_FORMER_BASE_URL?: string
  AUTH_GOOGLE_ID?: string
  AUTH_GOOGLE_ISSUER?: string
  AUTH_OIDC_ID?: string
  AUTH_OIDC_ISSUER?: string
  AUTH_OIDC_FORMER_ISSUER?: string
}

/**
 * Writes an issuer in one way, however it was copied: without slashes at its end, without the address of its discovery
 * document, its host in lower case.
 */
export function canonicalIssuer(text: string): string {
  const plain = text.trim().replace(/\/*(\.well-known\/openid-configuration)?\/*([?#].*)?$/, '')
  return URL.canParse(plain) ? new URL(plain).href.replace(/\/+$/, '') : plain
}

/** Who answers for the accounts of a provider; undefined where the provider is not configured. */
export function issuerOf(provider: string, env: IssuerSettings): string | undefined {
  const configured: Record<ProviderId, string | undefined> = {
    github: env.AUTH_GITHUB_ID && (env.AUTH_GITHUB_BASE_URL ?? 'https://github.com'),
    google: env.AUTH_GOOGLE_ID && (env.AUTH_GOOGLE_ISSUER ?? 'https://accounts.google.com'),
    oidc: env.AUTH_OIDC_ID && env.AUTH_OIDC_ISSUER,
  }
  const issuer = configured[provider as ProviderId]
  return issuer && canonicalIssuer(issuer)
}

/** The issuer that the operator says has become the present one, subjects included; undefined where none has. */
export function formerIssuerOf(provider: string, env: IssuerSettings): string | undefined {
  const former = { github: env.AUTH_GITHUB_FORMER_BASE_URL, oidc: env.AUTH_OIDC_FORMER_ISSUER }[provider]
  return former && canonicalIssuer(former)
}
