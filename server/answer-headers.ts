import 'server-only'
import type { ServerResponse } from 'node:http'
import { BARE_POLICY, securityHeaders } from '@/domain/security-headers'

/**
 * Gives an answer the security headers that it does not have when it begins: proxy.ts sees neither static files nor
 * what the framework answers in their place. A refusal that does not say how long it holds is not stored.
 */
export function completeHeaders(response: ServerResponse): void {
  const headers = {
    ...securityHeaders(process.env.AUTH_URL?.startsWith('https:') ?? false),
    'content-security-policy': BARE_POLICY,
  }
  const { writeHead } = response
  response.writeHead = ((...given: Parameters<typeof writeHead>) => {
    for (const [name, value] of Object.entries(headers)) if (!response.hasHeader(name)) response.setHeader(name, value)
    if (given[0] >= 400 && !response.hasHeader('cache-control')) response.setHeader('cache-control', 'no-store')
    return writeHead.apply(response, given)
  }) as typeof writeHead
}
