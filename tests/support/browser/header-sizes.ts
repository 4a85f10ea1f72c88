import type { Page } from '@playwright/test'

type Measured = { path: string; bytes: number; largest: string }

/** Measures the headers of every answer of a server as they travel, for proxies give them a few kilobytes. */
export function measureHeaders(page: Page, origin: string): () => Promise<Measured[]> {
  const answers: Promise<Measured | undefined>[] = []
  page.on('response', (response) => {
    const url = new URL(response.url())
    if (url.origin !== origin) return
    answers.push(
      response.headersArray().then(
        (headers) => {
          const lines = headers.map(({ name, value }) => `${name}: ${value}\r\n`)
          const largest = lines.reduce((one, other) => (other.length > one.length ? other : one), '')
          return { path: url.pathname, bytes: 20 + lines.join('').length, largest: largest.slice(0, 60) }
        },
        // A request that was cancelled by going on has no headers to measure.
        () => undefined,
      ),
    )
  })
  return async () => (await Promise.all(answers)).filter((answer) => answer !== undefined)
}
