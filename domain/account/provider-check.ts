import * as z from 'zod'
import { canonicalIssuer } from './issuer'
import type { ProviderId } from './providers'

/** Asks over the network, as `fetch` does; the caller decides for how long. */
export type Ask = (url: string, init?: RequestInit) => Promise<Response>

/** What a provider of OpenID Connect says of itself; `issuer` exactly as it writes it. */
export type Discovery = {
  issuer: string
  authMethod: 'client_secret_basic' | 'client_secret_post'
  tokenEndpoint: string
}

/** The cause for which nobody can sign in with a provider, in a sentence with what was expected and received. */
export class ProviderFault extends Error {
  constructor(
    text: string,
    /** How to mend it, in a line. */
    readonly remedy: string,
  ) {
    super(text)
    this.name = 'ProviderFault'
  }
}

/** A provider as it is configured. */
export type ConfiguredProvider = { id: ProviderId; issuer: string; clientId: string; secret: string; callback: string }

const MOST_SECONDS_APART = 30

const ISSUER_SETTINGS: Record<ProviderId, string> = {
  github: 'AUTH_GITHUB_BASE_URL',
  google: 'AUTH_GOOGLE_ISSUER',
  oidc: 'AUTH_OIDC_ISSUER',
}

const metadataSchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  userinfo_endpoint: z.string(),
  // By the standard (OpenID Connect Discovery 3) it is Basic where nothing is said.
  token_endpoint_auth_methods_supported: z.array(z.string()).default(['client_secret_basic']),
})

/**
 * Tries a provider as far as that is possible without a person: its address, its description of itself, its clock, and
 * whether it knows the client's id and secret.
 * @throws {ProviderFault}
 */
export async function checkProvider(provider: ConfiguredProvider, ask: Ask): Promise<void> {
  const { id, issuer } = provider
  if (id === 'github') return checkClient(provider, `${issuer}/login/oauth/access_token`, 'client_secret_basic', ask)
  const { tokenEndpoint, authMethod } = await discover(id, issuer, ask)
  await checkClient(provider, tokenEndpoint, authMethod, ask)
}

/**
 * Reads what a provider of OpenID Connect says of itself.
 * @throws {ProviderFault} when it cannot be read, or does not fit what is configured
 */
export async function discover(id: ProviderId, issuer: string, ask: Ask): Promise<Discovery> {
  const setting = ISSUER_SETTINGS[id]
  const address = `${issuer}/.well-known/openid-configuration`
  const response = await reach(id, address, ask)
  if (response.status !== 200)
    throw new ProviderFault(
      `${address} should describe the provider with status 200, and answers ${response.status}.`,
      `Set ${setting} to the provider's issuer: the part of its discovery address before /.well-known.`,
    )
  const read = metadataSchema.safeParse(await response.json().catch(() => null))
  if (!read.success)
    throw new ProviderFault(
      `${address} should describe the provider, and lacks: ${missingIn(read.error)}.`,
      `Set ${setting} to the provider's issuer, and let it offer OpenID Connect with a userinfo endpoint.`,
    )
  const found = read.data
  if (canonicalIssuer(found.issuer) !== issuer)
    throw new ProviderFault(
      `${setting} is ${issuer}, but the provider there calls itself ${plain(found.issuer)}.`,
      /[{}]/.test(found.issuer)
        ? `Set ${setting} to the address of one tenant (directory), not of all.`
        : `${setting}=${plain(found.issuer)}`,
    )
  const methods = found.token_endpoint_auth_methods_supported
  const authMethod = (['client_secret_basic', 'client_secret_post'] as const).find((method) => methods.includes(method))
  if (!authMethod)
    throw new ProviderFault(
      `The provider at ${issuer} should take client_secret_basic or client_secret_post, and takes ${plain(methods.join(', '))}.`,
      'Let it take one of them for this client.',
    )
  return { issuer: found.issuer, authMethod, tokenEndpoint: found.token_endpoint }
}

// A code that nobody was given: a provider looks at the client first, and refuses the code then.
async function checkClient(
  { id, clientId, secret, callback }: ConfiguredProvider,
  endpoint: string,
  method: Discovery['authMethod'],
  ask: Ask,
): Promise<void> {
  const form = { grant_type: 'authorization_code', code: 'moviebucket-asks', redirect_uri: callback }
  const asForm = method === 'client_secret_post' && { client_id: clientId, client_secret: secret }
  const response = await reach(id, endpoint, ask, {
    method: 'POST',
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      ...(!asForm && { authorization: `Basic ${btoa(`${formEncode(clientId)}:${formEncode(secret)}`)}` }),
    },
    body: new URLSearchParams({ ...form, ...asForm, code_verifier: 'x'.repeat(43) }).toString(),
  })
  const body: unknown = await response.json().catch(() => null)
  const { error, error_description: why } = (body ?? {}) as Record<string, unknown>
  const isRefused = ['invalid_client', 'unauthorized_client', 'incorrect_client_credentials', 'Not Found']
  if (isRefused.includes(String(error)) || response.status === 401 || (id === 'github' && response.status === 404))
    throw new ProviderFault(
      `The provider at ${new URL(endpoint).host} should know the client, and answers ${response.status} ${plain(error ?? '')}${why ? ` (${plain(why)})` : ''}.`,
      `Copy AUTH_${id.toUpperCase()}_ID and AUTH_${id.toUpperCase()}_SECRET from it once more.`,
    )
}

async function reach(id: ProviderId, url: string, ask: Ask, init?: RequestInit): Promise<Response> {
  const { host } = new URL(url)
  let response: Response
  try {
    response = await ask(url, init)
  } catch (error) {
    const { name, cause } = error as Error & { cause?: { code?: string; message?: string } }
    throw unreachable(id, host, cause?.code ?? cause?.message ?? name)
  }
  const seconds = Math.round(Math.abs(Date.parse(response.headers.get('date') ?? '') - Date.now()) / 1000)
  if (seconds > MOST_SECONDS_APART)
    throw new ProviderFault(
      `The clocks of this machine and ${host} should agree to ${MOST_SECONDS_APART} seconds, and are ${seconds} apart.`,
      'Turn on time synchronisation on both (timedatectl set-ntp true).',
    )
  return response
}

function unreachable(id: ProviderId, host: string, code: string): ProviderFault {
  const text = `${host} should answer, and does not: ${code}.`
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'CERT_HAS_EXPIRED')
    return new ProviderFault(text, 'Renew the provider’s certificate, for the name by which it is asked.')
  if (/CERT|ISSUER|SIGNATURE/.test(code))
    return new ProviderFault(
      text,
      'NODE_EXTRA_CA_CERTS=/path/to/ca.pem, with the certificate that signs the provider’s.',
    )
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG')
    return new ProviderFault(text, `No https is spoken there: correct the port in ${ISSUER_SETTINGS[id]}.`)
  if (code === 'ENOTFOUND')
    return new ProviderFault(text, `Correct the name in ${ISSUER_SETTINGS[id]}, or its DNS record.`)
  return new ProviderFault(
    text,
    'Let this machine reach it: firewall, proxy, port. moviebucket asks again at each sign-in.',
  )
}

/** A text of a provider as logs and terminals may have it: without control characters, at most 200 long. */
export function plain(text: unknown): string {
  return String(text)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 200)
}

const missingIn = (error: z.ZodError) =>
  [...new Set(error.issues.map(({ path }) => path.join('.') || 'JSON'))].join(', ')

// As OAuth 2.0 (RFC 6749, 2.3.1) asks.
const formEncode = (text: string) => encodeURIComponent(text).replace(/%20/g, '+')
