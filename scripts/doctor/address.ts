import { type Finding, failure, ok, warning } from './finding'

const PATIENCE_MS = 5000
const PATH = '/api/health/live'

type Outcome = { status: number } | { code: string }

/** Asks for the app at its public address and on this machine, and tells from the two answers where the way ends. */
export async function checkAddress(publicUrl: string, port: number): Promise<Finding[]> {
  if (!URL.canParse(publicUrl)) return []
  const { origin } = new URL(publicUrl)
  const [outside, inside] = await Promise.all([ask(`${origin}${PATH}`), ask(`http://127.0.0.1:${port}${PATH}`)])
  if (isOk(outside)) return [ok('address', `${origin} answers`)]
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
  }
  return /CERT|TLS|SSL/.test(code)
    ? 'Renew the certificate of that name (certbot renew), with its whole chain.'
    : `Let the proxy hand every path over: location / { proxy_pass http://127.0.0.1:${port}; }`
}

const isOk = (outcome: Outcome) => 'status' in outcome && outcome.status === 200
const said = (outcome: Outcome) => ('status' in outcome ? `status ${outcome.status}` : outcome.code)

async function ask(url: string): Promise<Outcome> {
  try {
    const { status } = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) })
    return { status }
  } catch (error) {
    const { name, cause } = error as Error & { cause?: { code?: string } }
    return { code: cause?.code ?? name }
  }
}
