import { isLoopbackHost } from '@/domain/environment'
import { type Finding, failure, ok, warning } from './finding'

const PATIENCE_MS = 5000
const PATH = '/api/health/live'

type Outcome = { status: number } | { code: string }

/** Asks for the app at its public address and on this machine, and tells from the two answers where the way ends. */
export async function checkAddress(publicUrl: string, port: number): Promise<Finding[]> {
  if (!URL.canParse(publicUrl)) return []
  const { origin } = new URL(publicUrl)
  const [outside, inside] = await Promise.all([ask(`${origin}${PATH}`), ask(`http://127.0.0.1:${port}${PATH}`)])
  const hidden = await findScheme(new URL(origin), outside)
  if (hidden) return [hidden]
  if (isOk(outside)) return behindProxy(origin)
  if (!isOk(inside))
    return [
      warning(
        'address',
        `Nothing answers at ${origin} (${said(outside)}), nor on this machine at port ${port} (${said(inside)}).`,
        'If moviebucket should be running, start it: npm start.',
      ),
    ]
  return [
    failure(
      'address',
      `moviebucket runs here at port ${port}, but ${origin} does not lead to it: ${said(outside)}.`,
      remedyOf(outside, port),
    ),
  ]
}

/** Asks at the public address for what a proxy may spoil though the app answers: the name, and the files of a page. */
async function behindProxy(origin: string): Promise<Finding[]> {
  const problem = await read(`${origin}/api/v1/openapi.json`, 'application/json')
  if (problem?.status === 421) {
    const { detail, remedy } = JSON.parse(problem.text) as { detail: string; remedy: string }
    return [
      failure(
        'address',
        `${origin} leads to moviebucket under another name. ${detail.replace(remedy, '')}`.trim(),
        remedy,
      ),
    ]
  }
  const page = await read(`${origin}/sign-in`, 'text/html')
  const [file] = /\/_next\/static\/[^"'\\ ]+/.exec(page?.text ?? '') ?? []
  const answer = file ? await ask(origin + file) : undefined
  if (!answer || isOk(answer)) return [ok('address', `${origin} answers`)]
  return [
    failure(
      'address',
      `Pages of ${origin} lack their scripts and styles: ${said(answer)} below /_next/static/.`,
      'Copy .next/static beside the server, and let the proxy hand /_next/static/ over to moviebucket.',
    ),
  ]
}

/** AUTH_URL says http and the address takes https: browsers that come by https could press no button. */
async function findScheme({ protocol, host, hostname }: URL, outside: Outcome): Promise<Finding | undefined> {
  if (protocol !== 'http:' || isLoopbackHost(hostname)) return undefined
  const encrypted = await ask(`https://${host}${PATH}`)
  const isTls = isOk(encrypted) || ('code' in encrypted && /CERT/.test(encrypted.code) && !isOk(outside))
  if (!isTls) return undefined
  const text = `AUTH_URL is http://${host}, but https://${host} leads here: who comes by https cannot sign in.`
  return failure('address', text, `AUTH_URL=https://${host}`)
}

function remedyOf(outcome: Outcome, port: number): string {
  const code = 'code' in outcome ? outcome.code : String(outcome.status)
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'Correct the name in AUTH_URL, or add its DNS record.'
    case 'ECONNREFUSED':
      return 'Start the reverse proxy, or let it listen on that port.'
    case 'TimeoutError':
    case 'ETIMEDOUT':
      return 'Let the port in: the firewall or security group drops it.'
    case '502':
    case '503':
    case '504':
      return `The proxy does not reach moviebucket: proxy_pass http://127.0.0.1:${port};`
    case '421':
      return 'Let the proxy pass the Host header on: proxy_set_header Host $http_host;'
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
      return 'That port speaks http: let the proxy listen there with ssl and a certificate, or write http in AUTH_URL.'
  }
  return /CERT|TLS|SSL/.test(code)
    ? 'Renew the certificate of that name (certbot renew), with its whole chain.'
    : `Let the proxy hand every path over: location / { proxy_pass http://127.0.0.1:${port}; }`
}

const isOk = (outcome: Outcome) => 'status' in outcome && outcome.status === 200
const said = (outcome: Outcome) => ('status' in outcome ? `status ${outcome.status}` : outcome.code)

async function read(url: string, accept: string): Promise<{ status: number; text: string } | undefined> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const answer = await fetch(url, { redirect: 'manual', headers: { accept }, signal })
    return { status: answer.status, text: await answer.text() }
  } catch {
    return undefined
  }
}

async function ask(url: string): Promise<Outcome> {
  try {
    const { status } = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) })
    return { status }
  } catch (error) {
    const { name, cause } = error as Error & { cause?: { code?: string } }
    return { code: cause?.code ?? name }
  }
}
