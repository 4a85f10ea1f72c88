import { expect, test } from '@/tests/support/browser/bucket'

test('another name of this computer leads to the address that cookies belong to', async ({ page, baseURL }) => {
  await page.goto(`${baseURL?.replace('localhost', '127.0.0.1')}/sign-in?next=%2Fsettings`)
  await expect(page).toHaveURL(`${baseURL}/sign-in?next=%2Fsettings`)
  await expect(page.getByText('To try the local demo account')).toBeVisible()
})

test('a name it was not started for is explained, and nothing is sent there', async ({ request }) => {
  const answer = await request.get('/', { headers: { host: 'movies.example.org' }, maxRedirects: 0 })
  expect(answer.status()).toBe(421)
  expect(await answer.json()).toMatchObject({
    detail: expect.stringContaining('set AUTH_URL=https://movies.example.org'),
  })
})

test('every page has its headers, and scripts a nonce of their own', async ({ request }) => {
  const [first, second] = [await request.get('/'), await request.get('/')]
  const policy = first.headers()['content-security-policy'] ?? ''
  expect(policy).toContain("frame-ancestors 'none'")
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none'
  expect(await first.text()).toContain(`nonce="${nonce}"`)
  expect(second.headers()['content-security-policy']).not.toContain(nonce)
  expect(first.headers()).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' })
})
