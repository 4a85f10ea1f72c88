import { freePort } from '@/scripts/start/free-port'
import { type App, startApp } from '@/tests/support/browser/app-server'
import { expect, test } from '@/tests/support/browser/e2e'

const ID = 'f3c9a1d05e7b4c2f8a6d9e0b1c2d3e4f'

test('what an operator watches: counts on a port of their own, an id from the proxy on, a log to read', async ({
  person,
}) => {
  const port = await freePort()
  const env = { METRICS_ADDRESS: String(port), TRUSTED_PROXIES: '127.0.0.1', LOG_FORMAT: 'text' }
  const app = await startApp({ databaseUrl: process.env.DATABASE_URL ?? '', env })
  try {
    const page = await fetch(`${app.url}/sign-in`, { headers: { 'x-request-id': ID } })
    expect(page.headers.get('x-request-id')).toBe(ID)
    await expect.poll(() => lineOf(app, ID)).toMatch(/^\[[\d-]+.*\] INFO: .*"page":"\/sign-in"/)
    const refused = await fetch(`${app.url}/api/v1/buckets/${person.bucketId}`, { headers: { 'x-request-id': ID } })
    expect(await refused.json()).toMatchObject({ status: 401, requestId: ID })
    await fetch(`${app.url}/buckets/${person.bucketId}`)

    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
    const counted = (labels: string) =>
      new RegExp(`^moviebucket_request_duration_seconds_count\\{${labels}\\} [1-9]`, 'm')
    expect(metrics).toMatch(counted('kind="page",name="/sign-in",method="",outcome="ok"'))
    expect(metrics).toMatch(counted('kind="api",name="[^"]+",method="GET",outcome="401"'))
    expect(metrics).toMatch(/^moviebucket_database_connections\{state="idle"\} [1-9]/m)
    expect(metrics).toMatch(/^process_resident_memory_bytes \d+$/m)
    expect(metrics).not.toContain(person.bucketId)
    expect((await fetch(`${app.url}/metrics`)).status).toBe(404)
  } finally {
    await app.stop()
  }
})

const lineOf = ({ output }: App, id: string) => output.find((line) => line.includes(id)) ?? ''
