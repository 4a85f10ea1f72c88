import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'

/** `headerBytes`: what a proxy has to hold of its headers. */
export type Sent = {
  status: number
  body: string
  location: string
  cookies: string[]
  headers: IncomingHttpHeaders
  headerBytes: number
}

type What = { form?: [string, string][]; body?: string; headers?: Record<string, string> }

/** A request with exactly these headers, and no redirect followed; browsers and fetch would correct some of them. */
export function send(url: string, { form, body: raw, headers = {} }: What = {}): Promise<Sent> {
  const boundary = 'a-boundary'
  const parts = form?.map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, {
      // A connection each: one that a refusal hung up on would fail the next request.
      agent: false,
      method: form || raw !== undefined ? 'POST' : 'GET',
      headers: form ? { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` } : headers,
    })
    request.once('error', reject)
    request.once('response', async (response) => {
      let body = ''
      for await (const chunk of response) body += chunk
      const { location = '', 'set-cookie': cookies = [] } = response.headers
      const headerBytes = response.rawHeaders.reduce((sum, text) => sum + text.length + 2, 20)
      resolve({ status: response.statusCode ?? 0, body, location, cookies, headers: response.headers, headerBytes })
    })
    request.end(raw ?? (parts && `${parts.join('')}--${boundary}--\r\n`))
  })
}

/** The hidden fields of the form in a page's HTML that holds this text, as a browser without JavaScript sends them. */
export function hiddenFields(html: string, text: string): [string, string][] {
  const form = html.split('<form').find((part) => part.includes(text)) ?? ''
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g)]
  if (fields.length === 0) throw new Error(`No form with ${text} on the page`)
  return fields.map(([, name = '', value = '']) => [name, value.replaceAll('&quot;', '"').replaceAll('&amp;', '&')])
}

/** A Cookie header out of what answers have set; what was taken away is left out. */
export function cookieHeader(cookies: string[]): string {
  const pairs = cookies.map((cookie) => cookie.split(';')[0] ?? '').filter((pair) => !pair.endsWith('='))
  return pairs.join('; ')
}
