import { createHash, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Listening, listen } from './http'
import { choicePage, readForm } from './page'

export type GitHubPerson = {
  id: number
  login: string
  name: string | null
  /** The public one of the profile, which need not be verified. */
  email: string | null
  emails: { email: string; primary: boolean; verified: boolean }[]
  organisations?: { login: string; state: 'active' | 'pending' }[]
}

/** `restricted` are organisations that let no application ask; `scopes` what each sign-in asked for. */
export type GitHubServer = Listening & { people: GitHubPerson[]; restricted: string[]; scopes: string[] }

type Client = { id: string; secret: string }
type Grant = { login: string; scope: string; redirectUri: string; challenge: string }

/** A server of GitHub Enterprise's shape: its OAuth addresses with PKCE, `/user`, `/user/emails` and memberships. */
export async function startGitHub(client: Client): Promise<GitHubServer> {
  const people: GitHubPerson[] = []
  const restricted: string[] = []
  const scopes: string[] = []
  const codes = new Map<string, Grant>()
  const tokens = new Map<string, { login: string; scope: string }>()

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://github.invalid')
    const query = url.searchParams
    if (url.pathname === '/login/oauth/authorize' && request.method === 'GET') {
      if (
        query.get('client_id') !== client.id ||
        query.get('code_challenge_method') !== 'S256' ||
        !query.get('state')
      ) {
        return send(response, 400, 'text/plain', 'a client, a state and a PKCE challenge are needed')
      }
      const choices = people.map(({ login }) => ({ value: login, label: `Continue as ${login}` }))
      const page = choicePage('Fake GitHub', url.search, [...choices, { value: '', label: 'Refuse' }])
      return send(response, 200, 'text/html', page)
    }
    if (url.pathname === '/login/oauth/authorize') {
      const login = (await readForm(request)).get('choice') ?? ''
      return redirect(response, query, login ? { code: issueCode(query, login) } : { error: 'access_denied' })
    }
    if (url.pathname === '/login/oauth/access_token') {
      return json(response, 200, exchange(await readForm(request), request.headers.authorization))
    }
    const token = tokens.get(request.headers.authorization?.replace(/^Bearer /, '') ?? '')
    const person = people.find((candidate) => candidate.login === token?.login)
    if (!person) return json(response, 401, { message: 'Bad credentials' })
    const { emails, organisations = [], ...profile } = person
    if (url.pathname === '/api/v3/user') return json(response, 200, profile)
    if (url.pathname === '/api/v3/user/emails') return json(response, 200, emails)
    const [, asked] = /^\/api\/v3\/user\/memberships\/orgs\/([^/]+)$/.exec(url.pathname) ?? []
    if (asked && (!token?.scope.split(' ').includes('read:org') || restricted.includes(asked.toLowerCase())))
      return json(response, 403, { message: 'Resource not accessible' })
    const membership = organisations.find(({ login }) => login.toLowerCase() === asked?.toLowerCase())
    if (membership) return json(response, 200, { state: membership.state, role: 'member' })
    return json(response, 404, { message: 'Not Found' })
  }

  function issueCode(query: URLSearchParams, login: string): string {
    const code = randomBytes(10).toString('hex')
    const redirectUri = query.get('redirect_uri') ?? ''
    const scope = query.get('scope') ?? ''
    scopes.push(scope)
    codes.set(code, { login, scope, redirectUri, challenge: query.get('code_challenge') ?? '' })
    return code
  }

  function exchange(form: URLSearchParams, authorization: string | undefined) {
    const basic = Buffer.from(authorization?.replace(/^Basic /, '') ?? '', 'base64').toString()
    const [id, secret] = basic.split(':').map((part) => decodeURIComponent(part.replace(/\+/g, ' ')))
    if (id !== client.id || secret !== client.secret) return { error: 'incorrect_client_credentials' }
    const code = form.get('code') ?? ''
    const grant = codes.get(code)
    codes.delete(code)
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const fits = grant?.challenge === challenge && grant.redirectUri === form.get('redirect_uri')
    if (!grant || !fits) return { error: 'bad_verification_code' }
    const token = randomBytes(10).toString('hex')
    tokens.set(token, grant)
    return { access_token: token, token_type: 'bearer', scope: grant.scope.replaceAll(' ', ',') }
  }

  const server = await listen(() => (request, response) => {
    answer(request, response).catch((error) => send(response, 500, 'text/plain', String(error)))
  })
  return { ...server, people, restricted, scopes }
}

function redirect(response: ServerResponse, query: URLSearchParams, parameters: Record<string, string>): void {
  const target = new URL(query.get('redirect_uri') ?? '')
  for (const [name, value] of Object.entries({ ...parameters, state: query.get('state') ?? '' })) {
    target.searchParams.set(name, value)
  }
  response.writeHead(302, { location: target.href }).end()
}

function json(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, 'application/json', JSON.stringify(body))
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(body)
}
