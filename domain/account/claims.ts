/** What a provider says of a person, as it says it. */
export type Claims = { email?: unknown; email_verified?: unknown; [name: string]: unknown }

/** Why there is no address to sign in with: not verified, not said whether it is, or none at all. */
export type AddressGap = 'unverified' | 'unvouched' | 'no_address'

/**
 * Joins the claims of the userinfo endpoint and of the ID token. A provider may give the address in either. Whether it is
 * verified counts for the address that it was said of.
 */
export function mergeClaims(userinfo: Claims, idToken: Claims): Claims {
  const said = Object.entries(userinfo).filter(([, value]) => value !== null && value !== undefined && value !== '')
  const [own, other] = addressIn(userinfo) ? [userinfo, idToken] : [idToken, userinfo]
  const same = !addressIn(other) || addressIn(other)?.toLowerCase() === addressIn(own)?.toLowerCase()
  const verified = own.email_verified ?? (same ? other.email_verified : undefined)
  return { ...idToken, ...Object.fromEntries(said), email: addressIn(own), email_verified: verified }
}

/**
 * Reads the address of a person, or why there is none. `trusted`: the operator takes the provider's word for every
 * address, whatever it says or leaves out.
 */
export function readAddress(claims: Claims, trusted = false): { email: string; gap?: AddressGap } {
  const email = addressIn(claims)
  if (!email?.includes('@')) return { email: '', gap: 'no_address' }
  const verified = String(claims.email_verified ?? '').toLowerCase()
  if (trusted || verified === 'true') return { email }
  return { email, gap: verified ? 'unverified' : 'unvouched' }
}

/** Reads the claims of an ID token that has been verified. */
export function claimsIn(idToken: string | undefined): Claims {
  try {
    const payload = idToken?.split('.')[1] ?? ''
    const bytes = Uint8Array.from(atob(payload.replace(/-/g, '+').replace(/_/g, '/')), (byte) => byte.charCodeAt(0))
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return {}
  }
}

const addressIn = ({ email }: Claims) => (typeof email === 'string' && email.trim() ? email.trim() : undefined)
