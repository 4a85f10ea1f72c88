export const PROVIDER_IDS = ['github', 'google', 'oidc'] as const
export type ProviderId = (typeof PROVIDER_IDS)[number]

/** A provider that this deployment offers, with the name that people see. */
export type ProviderChoice = { id: ProviderId; name: string }

/** Whether a text from outside is the id of a provider. */
export function isProviderId(text: unknown): text is ProviderId {
  return PROVIDER_IDS.some((id) => id === text)
}

/** The address to register with a provider. */
export function callbackUrl(origin: string, id: string): string {
  return `${origin}/api/auth/callback/${id}`
}
