// Before the library is loaded: it begins to talk at once.
import './quiet'
import type { RequestListener } from 'node:http'
import Provider, { interactionPolicy } from 'oidc-provider'
import { type Certificate, type Listening, listen } from './http'
import { choicePage, readForm } from './page'

/** What a provider says of a person, as loosely as they do. */
export type OpenIdPerson = { sub: string; name: string; email?: string; email_verified?: boolean | string }
export type OpenIdServer = Listening & { people: OpenIdPerson[] }

type Settings = {
  /** Stands on its page and in its cookies. */
  name: string
  client: { id: string; secret: string }
  callbackUrl: string
  /** Google puts the address into the ID token; by the standard it is at the userinfo endpoint alone. */
  claimsInIdToken?: boolean
  /** Leaves the address out at the userinfo endpoint. */
  onlyInIdToken?: boolean
  /** How a client tells its secret; Basic unless it is said. */
  authMethod?: 'client_secret_basic' | 'client_secret_post' | 'client_secret_jwt'
  /** How it writes its own address, if not as it stands. */
  issuer?: (url: string) => string
  /** The key and certificate with which it serves https. */
  tls?: Certificate
}

/** A choice on its page that makes it fail, with this description. */
export const failing = (why: string) => `!${why}`

/** A certified OpenID Connect server that asks each time who signs in, and insists on PKCE. */
export async function startOpenId(settings: Settings): Promise<OpenIdServer> {
  const people: OpenIdPerson[] = []
  const server = await listen(
    (url) => listenerOf(makeProvider(settings.issuer?.(url) ?? url, people, settings), people, settings.name),
    settings.tls,
  )
  return { ...server, people }
}

function makeProvider(url: string, people: OpenIdPerson[], settings: Settings) {
  const { name, client, callbackUrl, claimsInIdToken, onlyInIdToken, authMethod = 'client_secret_basic' } = settings
  const policy = interactionPolicy.base()
  const { Check } = interactionPolicy
  const ask = new Check('ask', 'always asks', (ctx) =>
    ctx.oidc.result ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT,
  )
  policy.get('login')?.checks.add(ask)
  return new Provider(url, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [callbackUrl],
        token_endpoint_auth_method: authMethod,
      },
    ],
    clientAuthMethods: [authMethod],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: !claimsInIdToken && !onlyInIdToken,
    cookies: {
      keys: [name],
      names: { session: `${name}.session`, interaction: `${name}.interaction`, resume: `${name}.resume` },
    },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    interactions: { policy, url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, sub) => {
      const person = people.find((candidate) => candidate.sub === sub)
      return (
        person && { accountId: sub, claims: (use) => (onlyInIdToken && use === 'userinfo' ? { sub } : { ...person }) }
      )
    },
    // A person who continues agrees: one page with one button is enough.
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client?.clientId,
        accountId: ctx.oidc.session?.accountId,
      })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
}

function listenerOf(provider: Provider, people: OpenIdPerson[], name: string): RequestListener {
  const standard = provider.callback()
  return async (request, response) => {
    // Node's own would be that of the machine, whatever the clock of this process says.
    response.setHeader('date', new Date().toUTCString())
    if (!request.url?.startsWith('/interaction/')) return standard(request, response)
    if (request.method === 'POST') {
      const sub = (await readForm(request)).get('choice') ?? ''
      const [, why] = sub.split('!')
      const refusal = why ? { error: 'server_error', error_description: why } : { error: 'access_denied' }
      const result = sub && !why ? { login: { accountId: sub } } : refusal
      return provider.interactionFinished(request, response, result)
    }
    const choices = people.map((person) => ({ value: person.sub, label: `Continue as ${person.name}` }))
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(choicePage(`Fake ${name}`, request.url, [...choices, { value: '', label: 'Refuse' }]))
  }
}
