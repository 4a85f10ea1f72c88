import 'server-only'
import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { isIP } from 'node:net'
import { isLoopbackHost } from '@/domain/environment'
import { log } from './log'

/** Why a request did not come to the address of this moviebucket, and the line that mends it. */
type Misdirection = {
  code: 'wrong_host' | 'wrong_scheme'
  detail: string
  remedy: string
  host: string
}

// Balancers and monitors ask the process by its address, not by the name that people use; Prometheus does, on its own port.
const ANY_HOST = /^\/(api\/health\/(live|ready)|metrics)(\?|$)/
const LOG_AGAIN_MS = 60_000
const MOST_LOGGED = 100

/**
 * Refuses with 421 every request that came to another address than `publicUrl`, which is AUTH_URL: cookies, links and
 * the check of a request's origin hold for that address alone, so a page would load and its buttons would fail.
 */
export function refuseMisdirected(request: IncomingMessage, response: ServerResponse, publicUrl: URL): boolean {
  const { headers, url = '' } = request
  if (ANY_HOST.test(url)) return false
  if (isAlias(headers.host, publicUrl) && url.startsWith('/')) {
    if (!isNavigation(request)) return false
    // A browser that follows the redirect says cross-site. If it says same-origin, it asked for the public address, and a
    // proxy on the way gave it another name: a second redirect would lead in a circle.
    if (headers['sec-fetch-site'] !== 'same-origin') return forward(response, publicUrl.origin + url)
  }
  const misdirection = misdirectionOf(request, publicUrl)
  if (!misdirection) return false
  report(misdirection, publicUrl)
  const { accept = '' } = headers
  if (accept.includes('text/html')) sendPage(response, misdirection, publicUrl)
  else sendProblem(response, misdirection)
  return true
}

function misdirectionOf(request: IncomingMessage, publicUrl: URL): Misdirection | undefined {
  const { headers } = request
  const host = readHost(headers.host)
  const scheme = schemeOf(headers)
  if (hostOf(host, publicUrl) !== publicUrl.host) {
    const detail = `Your proxy passes Host: ${host}, expected ${publicUrl.host}.`
    return { code: 'wrong_host', host, detail, remedy: remedyFor(host, scheme, publicUrl) }
  }
  if (!isNavigation(request) || isThisComputer(publicUrl) || !scheme || `${scheme}:` === publicUrl.protocol) return
  const detail = `AUTH_URL is ${publicUrl.origin}, but the request came over ${scheme}.`
  const remedy =
    scheme === 'https'
      ? `If people use https, set AUTH_URL=https://${host} and restart.`
      : 'Let the server that listens on port 80 redirect: return 301 https://$host$request_uri;'
  return { code: 'wrong_scheme', host, detail, remedy }
}

function remedyFor(host: string, scheme: 'http' | 'https' | undefined, publicUrl: URL): string {
  const pass = `add: proxy_set_header Host ${publicUrl.port ? '$http_host' : '$host'};`
  const isName = host.includes('.') && !isLoopbackHost(host)
  if (!isName) return `In nginx, ${pass}`
  const likely = isIP(host.replace(/:\d+$/, '')) || /:\d+$/.test(host) ? 'http' : 'https'
  const set = `set AUTH_URL=${scheme ?? likely}://${host} and restart`
  return isThisComputer(publicUrl)
    ? `If people use ${host}, ${set}. If not, ${pass}`
    : `In nginx, ${pass} If people use ${host}, ${set}.`
}

/** Browsers name a fetch mode to https and to this computer only; Upgrade-Insecure-Requests they send to all. */
function schemeOf(headers: IncomingHttpHeaders): 'http' | 'https' | undefined {
  const forwarded = String(headers['x-forwarded-proto'] ?? '')
  if (headers['sec-fetch-mode'] || forwarded.startsWith('https')) return 'https'
  return headers['upgrade-insecure-requests'] ? 'http' : undefined
}

function isNavigation({ method = '', headers }: IncomingMessage): boolean {
  return (method === 'GET' || method === 'HEAD') && (headers.accept ?? '').includes('text/html')
}

/** Whether a host is another name of this computer, with the port of the public address. */
function isAlias(host: string | undefined, publicUrl: URL): boolean {
  const given = hostOf(host, publicUrl)
  if (given === publicUrl.host || !isLoopbackHost(given) || !isLoopbackHost(publicUrl.host)) return false
  return new URL(`${publicUrl.protocol}//${given}`).port === publicUrl.port
}

function isThisComputer({ hostname }: URL): boolean {
  return isLoopbackHost(hostname) || hostname.endsWith('.localhost')
}

/** A Host header as a URL has it: in small letters and without the usual port. */
function hostOf(host: string | undefined, { protocol }: URL): string {
  const url = `${protocol}//${host ?? ''}`
  return URL.canParse(url) ? new URL(url).host : ''
}

/** What a client sent as its host goes into the log and onto a page only if it looks like one. */
function readHost(host = ''): string {
  return /^[\w.:[\]-]{1,255}$/.test(host) ? host : '(none that can be read)'
}

const logged = new Map<string, number>()

function report({ code, detail, remedy, host }: Misdirection, publicUrl: URL): void {
  const now = Date.now()
  for (const [key, since] of logged) if (now - since >= LOG_AGAIN_MS) logged.delete(key)
  const key = `${code} ${host}`
  if (logged.has(key) || logged.size >= MOST_LOGGED) return
  logged.set(key, now)
  log.warn({ status: 421, host, expected: publicUrl.host }, `${detail} ${remedy}`)
}

// With a Refresh header, as clients other than browsers do not follow it and say what they asked for.
function forward(response: ServerResponse, address: string): true {
  const { href } = new URL(address)
  const type = 'text/plain; charset=utf-8'
  response.writeHead(200, { refresh: `0; url=${href}`, 'content-type': type, 'cache-control': 'no-store' })
  response.end(`This moviebucket is at ${href}\n`)
  return true
}

function sendProblem(response: ServerResponse, { code, detail, remedy }: Misdirection): void {
  const requestId = randomUUID()
  const problem = { type: 'about:blank', title: 'Misdirected Request', status: 421, code, requestId }
  response.writeHead(421, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'x-request-id': requestId,
  })
  response.end(JSON.stringify({ ...problem, detail: `${detail} ${remedy}`, remedy }))
}

function sendPage(response: ServerResponse, { detail, remedy }: Misdirection, { origin }: URL): void {
  response.writeHead(421, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
  response.end(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Another address · moviebucket</title>
<style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 15vh auto; padding: 0 1rem; overflow-wrap: anywhere }</style>
<main>
<h1>This moviebucket has another address</h1>
<p>It is at <a href="${origin}">${origin}</a>.</p>
<h2>If you run it</h2>
<p>${detail}</p>
<p><strong>${remedy}</strong></p>
</main>
</html>
`)
}
