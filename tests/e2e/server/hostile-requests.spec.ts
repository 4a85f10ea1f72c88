import type { Page, Request } from '@playwright/test'
import { send } from '@/tests/support/api/http-client'
import { clickStar, expect, openBucket, rowOf, test } from '@/tests/support/browser/bucket'
import { fillMovie, save } from '@/tests/support/browser/form'
import { insertMovies, readMovies } from '@/tests/support/builders/movies'
import { TOO_LONG, tooHigh } from '@/tests/support/builders/out-of-limits'
import { addPerson, type Person } from '@/tests/support/builders/people'

/** A server action as a page of ours would have called it. */
type Call = { name: string; url: string; body: string; headers: Record<string, string> }

test('an action is carried out for a page of ours and for nobody else, and what makes no sense is refused', async ({
  page,
  person,
  baseURL,
}) => {
  const url = baseURL ?? ''
  await insertMovies(person)
  const calls = await collectCalls(page, person)
  expect(calls.map(({ name }) => name)).toEqual(['add', 'edit', 'delete', 'delete many', 'edit many'])
  const before = await readMovies(person)
  const cookie = cookieOf(person)
  const stranger = cookieOf(await addPerson())
  const hostile: Record<string, string>[] = [
    { cookie },
    { cookie, origin: 'null' },
    { cookie, origin: 'https://evil.example' },
    { cookie, origin: url.replace('http:', 'https:') },
    { cookie, origin: `${url}.evil.example` },
    { cookie, origin: 'http://localhost:1' },
    { cookie, origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
    { cookie, origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    { cookie, origin: 'https://evil.example', forwarded: 'host=evil.example;proto=https' },
    { cookie, origin: url, 'sec-fetch-site': 'cross-site' },
    { cookie, origin: url, 'sec-fetch-site': 'same-site' },
    { cookie, 'sec-fetch-site': 'cross-site', referer: `${url}/` },
    { origin: url },
    { origin: url, cookie: 'moviebucket.session=' },
    { origin: url, cookie: `moviebucket.session=${'a'.repeat(43)}` },
    { origin: url, cookie: stranger },
  ]
  for (const { name, body, headers, url: at } of calls) {
    for (const given of hostile) {
      await send(at, { body, headers: { ...headers, ...given } })
      expect(await readMovies(person), `${name} with ${JSON.stringify(given)}`).toEqual(before)
    }
  }
  await expectNonsenseRefused(calls, { origin: url, cookie })
  expect(await readMovies(person)).toEqual(before)
  for (const { name, body, headers, url: at } of calls) {
    const state = JSON.stringify(await readMovies(person))
    await send(at, { body, headers: { ...headers, cookie, origin: url, 'sec-fetch-site': 'same-origin' } })
    expect(JSON.stringify(await readMovies(person)), `${name} from a page of ours`).not.toBe(state)
  }
})

/** Sends what no page of ours sends; nothing of the server's inside comes back. */
async function expectNonsenseRefused(calls: Call[], sender: Record<string, string>): Promise<void> {
  const fitting = { title: 'X', format: 'VHS', length: '1', releaseYear: '2000', rating: '1' }
  const bucketId = calls[0]?.url.match(/[0-9a-f-]{36}/)?.[0]
  const inputs = [
    { bucketId, movie: { ...fitting, length: tooHigh('length').typed } },
    { bucketId, movie: { ...fitting, title: TOO_LONG } },
    { bucketId, movie: { ...fitting, id: '1' } },
    { bucketId: "' or true --", movie: fitting },
  ].map((input) => JSON.stringify([input]))
  const bodies = [
    '',
    '[]',
    '[null]',
    '{}',
    'null',
    '["$undefined"]',
    '[{"bucketId":1}]',
    '[{"__proto__":{}}]',
    '[[[[[',
    '\u0000',
    ...inputs,
    'x'.repeat(2_000_000),
  ]
  for (const { url, headers } of calls) {
    for (const body of bodies) {
      const answer = await send(url, { body, headers: { ...headers, ...sender } }).catch(() => null)
      expect(answer?.body ?? '').not.toMatch(/at .+\.(js|ts):\d+|node_modules|select .* from/i)
    }
  }
}

test('another person’s bucket looks like one that never existed', async ({ page, person }) => {
  const other = await addPerson('Bob')
  const [id] = await insertMovies(other)
  const never = '01999999-9999-7999-8999-999999999999'
  for (const path of ['', '/new', '/trash', `/movies/${id}`, '?q=alien&sort=-year']) {
    const theirs = await page.request.get(`/buckets/${other.bucketId}${path}`)
    const nobodys = await page.request.get(`/buckets/${never}${path}`)
    expect(theirs.status(), path).toBe(404)
    expect(nobodys.status(), path).toBe(404)
    const plain = (text: string) =>
      text.replaceAll(other.bucketId, never).replaceAll(/[0-9a-f-]{36}|nonce[^ ]{0,90}/g, '')
    expect(plain(await theirs.text()).length, path).toBe(plain(await nobodys.text()).length)
  }
  await page.goto(`/buckets/${other.bucketId}`)
  await expect(page.getByRole('heading', { name: 'Not found' })).toBeVisible()
  await openBucket(page, person)
  expect(await readMovies(other)).toHaveLength(5)
})

test('every page has the headers that keep others out of it', async ({ page, person }) => {
  await insertMovies(person)
  const nonces = new Set<string>()
  const paths = ['', '?view=shelf', '/new', '/trash', `/movies/${(await readMovies(person))[0]?.id}`]
  for (const path of [...paths.map((end) => `/buckets/${person.bucketId}${end}`), '/settings', '/nowhere']) {
    const answer = await page.request.get(path)
    const headers = answer.headers()
    const policy = headers['content-security-policy'] ?? ''
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
    nonces.add(nonce)
    expect(policy, path).toMatch(/default-src 'self'.*object-src 'none'.*base-uri 'none'.*frame-ancestors 'none'/)
    expect(policy, path).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/)
    expect(headers, path).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
    })
    expect(headers['x-powered-by'], path).toBeUndefined()
    // Over plain http these two would lock people out.
    expect(headers['strict-transport-security'], path).toBeUndefined()
    expect(policy, path).not.toContain('upgrade-insecure-requests')
    expect(headers['cache-control'], path).toMatch(/no-store|no-cache|private/)
    const scripts = [...(await answer.text()).matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag)
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([])
  }
  expect(nonces.size).toBe(paths.length + 2)
})

/** Does things in the browser whose calls never arrive, and returns them. */
async function collectCalls(page: Page, person: Person): Promise<Call[]> {
  const calls: Call[] = []
  let caught: (request: Request) => void = () => {}
  await page.route('**', async (route) => {
    const request = route.request()
    // What the form asks for while one types changes nothing.
    if (!request.headers()['next-action'] || !/movie"|edits|selection/.test(request.postData() ?? '')) {
      return route.fallback()
    }
    // In this order: a request that is let go of before it was aborted is carried out.
    await route.abort()
    caught(request)
  })
  const collect = async (name: string, act: () => Promise<void>) => {
    await openBucket(page, person)
    const request = new Promise<Request>((resolve) => {
      caught = resolve
    })
    await act()
    calls.push(callOf(name, await request))
  }
  page.on('dialog', (dialog) => void dialog.accept())

  await collect('add', async () => {
    await page.getByRole('link', { name: 'Add movie' }).click()
    await fillMovie(page, { title: 'Brazil', length: 132, releaseYear: 1985, rating: 5 })
    await save(page)
  })
  await collect('edit', () => clickStar(page, 'Alien', 1))
  await collect('delete', () => rowOf(page, 'Fargo').getByRole('button', { name: 'Delete' }).click())
  await collect('delete many', async () => {
    await rowOf(page, 'The Kid').locator('label').click()
    await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Delete' }).click()
  })
  await page.unroute('**')
  calls.push(await bulkEdit(page, person))
  return calls
}

/** Changing many asks the server first; the answer has to come before the change can be made. */
async function bulkEdit(page: Page, person: Person): Promise<Call> {
  await openBucket(page, person)
  await rowOf(page, 'Parasite').locator('label').click()
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Edit' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'New format' }).selectOption('DVD')
  await expect(dialog.getByText('1 of 1 will change.')).toBeVisible()
  let aborted: (request: Request) => void = () => {}
  const caught = new Promise<Request>((resolve) => {
    aborted = resolve
  })
  await page.route('**', async (route) => {
    if (!route.request().headers()['next-action']) return route.fallback()
    await route.abort()
    aborted(route.request())
  })
  await dialog.getByRole('button', { name: 'Change' }).click()
  const call = callOf('edit many', await caught)
  await page.unroute('**')
  return call
}

function callOf(name: string, request: Request): Call {
  const { 'next-action': action = '', 'next-router-state-tree': tree = '', accept = '' } = request.headers()
  return {
    name,
    url: request.url(),
    body: request.postData() ?? '',
    headers: {
      'next-action': action,
      'next-router-state-tree': tree,
      accept,
      'content-type': 'text/plain;charset=UTF-8',
    },
  }
}

function cookieOf({ token }: Person): string {
  return `moviebucket.session=${token}`
}
