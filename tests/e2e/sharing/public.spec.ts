import { randomBytes } from 'node:crypto'
import type { APIRequestContext } from '@playwright/test'
import { expect, listedTitles, test, untilHydrated } from '@/tests/support/browser/bucket'
import { film, MOVIES } from '@/tests/support/builders/movie-values'
import { insertMovies } from '@/tests/support/builders/movies'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sessionCookie } from '@/tests/support/builders/sessions'
import { sql } from '@/tests/support/database/sql'
import { findTraces, tracesOf } from '@/tests/support/models/traces'

test('is read by a signed-out visitor: sorted, filtered, as a shelf', async ({ page }) => {
  const { path } = await publish(await addPerson({ name: 'Zelda' }))
  const response = await page.goto(path)
  expect(response?.status()).toBe(200)
  await untilHydrated(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Films to lend')
  await expect(page.getByText('5 movies', { exact: true })).toBeVisible()
  await expect(listedTitles(page)).toHaveText(['Alien', 'Blade Runner', 'Fargo', 'The Kid', 'Parasite'])
  await page.getByRole('columnheader', { name: 'Year' }).getByRole('link').click()
  await expect(page).toHaveURL(`${path}?sort=year`)
  await expect(listedTitles(page)).toHaveText(['The Kid', 'Alien', 'Blade Runner', 'Fargo', 'Parasite'])
  await page.getByText('VHS', { exact: true }).first().click()
  await expect(listedTitles(page)).toHaveText(['Alien', 'Blade Runner'])
  await page.getByRole('link', { name: 'Shelf' }).click()
  await expect(page).toHaveURL(`${path}?format=VHS&sort=year&view=shelf`)
  await expect(page.getByRole('list', { name: 'Movies' }).getByRole('img')).toHaveCount(2)
  // Nothing to change, nothing to go deeper into.
  await expect(page.getByRole('checkbox', { name: /Select/ })).toHaveCount(0)
  await expect(page.getByRole('slider')).toHaveCount(0)
  await expect(page.locator('main a[href*="/buckets/"]')).toHaveCount(0)
})

test('has pages and a jump rail', async ({ page }) => {
  const films = Array.from({ length: 130 }, (_, index) => film(`${'ABCDEFGHIJ'[index % 10]} ${index}`))
  const { path } = await publish(await addPerson(), films)
  await page.goto(path)
  await expect(listedTitles(page)).toHaveCount(100)
  await page.getByRole('link', { name: 'Next page' }).click()
  await expect(listedTitles(page)).toHaveCount(30)
  await page.getByRole('navigation', { name: 'Jump to' }).getByRole('link', { name: 'J, 13 movies' }).click()
  await expect(page).toHaveURL(`${path}?from=j`)
  await expect(listedTitles(page).first()).toHaveText('J 109')
})

test('tells nothing of its owner, of other buckets or of anybody else', async ({ page, person, request, baseURL }) => {
  const owner = await addPerson('Zelda')
  const { path } = await publish(owner)
  const other = await addBucket(owner, 'Not for you')
  await sql("insert into grants (bucket_id, id, user_id, role) values ($1, gen_random_uuid(), $2, 'editor')", [
    owner.bucketId,
    person.userId,
  ])
  const secrets = [
    owner.userId,
    owner.email,
    owner.name,
    owner.bucketId,
    other,
    'Not for you',
    person.userId,
    person.email,
  ]
  const readers = { nobody: '', stranger: (await addPerson()).token, editor: person.token, owner: owner.token }
  for (const [reader, token] of Object.entries(readers)) {
    const cookie = token && `${sessionCookie(baseURL ?? '', token).name}=${token}`
    for (const query of ['', '?view=shelf', '?sort=-added&format=DVD']) {
      for (const headers of [
        { cookie, rsc: '' },
        { cookie, rsc: '1' },
      ]) {
        const response = await request.get(path + query, { headers })
        expect(response.status()).toBe(200)
        const body = await response.text()
        expect(body).toContain('Fargo')
        for (const secret of secrets) expect(body, `${secret} for ${reader} at ${query}`).not.toContain(secret)
      }
    }
  }
  expect((await page.goto(path))?.headers()['referrer-policy']).toBe('same-origin')
})

test('holds no id and no time, in whatever it is asked for', async ({ context, request, baseURL }) => {
  test.slow()
  const owner = await addPerson('Zelda')
  const { path, key } = await publish(
    owner,
    Array.from({ length: 230 }, (_, at) => film(`Film ${at}`, 'DVD', 90, 1950 + (at % 7), 1 + (at % 5))),
  )
  const traces = await tracesOf(owner.bucketId)
  expect(traces.length).toBeGreaterThan(230)
  // Not by a header, which redirects lose.
  await context.addCookies([sessionCookie(baseURL ?? '', (await addPerson()).token)])
  const orders = ['title', '-year', 'length', '-rating', 'added', '-added']
  const surfaces = [
    ...orders.flatMap((sort) => [`${path}?sort=${sort}`, `${path}?sort=${sort}&view=shelf`]),
    `${path}?from=1950&sort=year`,
    `${path}/statistics`,
    ...['csv', 'json', 'letterboxd'].flatMap((as) => [`${path}/export?as=${as}`, `/buckets/${key}/export?as=${as}`]),
    `${path}/opengraph-image`,
    `/buckets/${key}`,
    `/buckets/${key}/statistics`,
  ]
  const seen = new Set<string>()
  const look = async (surface: string, reader: APIRequestContext, headers = {}) => {
    const answer = await reader.get(surface, { headers })
    expect(answer.status(), surface).toBe(200)
    const text = [(await answer.body()).toString('latin1'), JSON.stringify(answer.headers())].join('\n')
    expect(findTraces(text, traces), surface).toEqual([])
    seen.add(surface)
    return text
  }
  for (const surface of surfaces) {
    await look(surface, context.request)
    await look(surface, context.request, { rsc: '1' })
  }
  // The pages after the first, whose address names a place.
  for (const sort of orders) {
    let titles = 0
    let next: string | undefined = `${path}?sort=${sort}`
    for (let pages = 0; next; pages++) {
      expect(pages).toBeLessThan(3)
      const html: string = await look(next, request)
      await look(next, request, { rsc: '1' })
      titles += html.match(/data-movie-id=/g)?.length ?? 0
      next = /rel="next"[^>]* href="([^"]*)"|href="([^"]*)"[^>]* rel="next"/.exec(html)?.slice(1).find(Boolean)
      next = next?.replaceAll('&amp;', '&')
    }
    expect(titles).toBe(230)
  }
  expect(seen.size).toBeGreaterThan(surfaces.length)
})

test('its key opens no screen of the bucket, to signed-in people either', async ({ page, person }) => {
  expect((await page.request.get(`/buckets/${person.bucketId}`)).status()).toBe(200)
  const owner = await addPerson('Olga')
  const { key, path } = await publish(owner)
  for (const screen of ['', '/statistics', '/trash', '/sharing']) {
    const answer = await page.request.get(`/buckets/${key}${screen}`)
    expect(new URL(answer.url()).pathname, screen).toBe(path)
    const redirect = await page.request.get(`/buckets/${key}${screen}`, { maxRedirects: 0 })
    const html = (await redirect.text()) + (await answer.text())
    expect(html).not.toContain(owner.bucketId)
    expect(html).not.toContain('Olga')
  }
  for (const as of ['csv', 'json']) {
    const file = await (await page.request.get(`/buckets/${key}/export?as=${as}`)).text()
    expect(file).toContain('title')
    expect(file).not.toMatch(/createdAt|[\da-f]{8}-[\da-f]{4}-/)
  }
})

test('is opened, found, moved and shut by its owner', async ({ page, person, browser, baseURL }) => {
  test.slow()
  await insertMovies(person)
  const stranger = await (await browser.newContext({ baseURL })).newPage()
  await page.goto(`/buckets/${person.bucketId}/sharing`)
  await untilHydrated(page)
  const open = page.getByRole('switch', { name: 'Everyone with the link can see it' })
  await expect(open).not.toBeChecked()
  await expect(page.getByLabel('Link', { exact: true })).toBeHidden()
  await open.click()
  await expect(open).toBeChecked()
  const link = page.getByLabel('Link', { exact: true })
  const first = await link.inputValue()
  expect(first).toMatch(new RegExp(`^${baseURL}/p/[\\w-]{32}$`))
  expect((await stranger.goto(first))?.status()).toBe(200)
  await expect(listedTitles(stranger)).toHaveCount(5)
  await expect(page.getByRole('img', { name: 'QR code of the link' })).toBeVisible()

  const listed = page.getByRole('switch', { name: 'Search engines may list it' })
  await expect(listed).not.toBeChecked()
  await listed.click()
  await expect(listed).toBeChecked()
  await page.getByText('Rotate the link…').click()
  await page.getByRole('button', { name: 'Rotate the link' }).click()
  await expect(page.getByText('This is the new address. The old one no longer works.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Rotate the link' })).toBeHidden()
  await expect(page.getByRole('button', { name: 'Copy' })).toBeFocused()
  await expect(link).not.toHaveValue(first)
  expect((await stranger.goto(first))?.status()).toBe(404)
  expect((await stranger.goto(await link.inputValue()))?.status()).toBe(200)
  await expect(stranger.locator('meta[name="robots"]')).toHaveAttribute('content', 'index, follow')

  const last = await link.inputValue()
  await open.click()
  await expect(open).not.toBeChecked()
  await expect(link).toBeHidden()
  expect((await stranger.goto(last))?.status()).toBe(404)
  await stranger.context().close()
})

test('its link is copied', async ({ page, person, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await publish(person)
  await page.goto(`/buckets/${person.bucketId}/sharing`)
  await untilHydrated(page)
  const section = page.getByRole('region', { name: 'Public link' })
  await section.getByRole('button', { name: 'Copy' }).click()
  await expect(section.getByText('Copied')).toBeVisible()
  const value = await page.getByLabel('Link', { exact: true }).inputValue()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(value)
})

test('is 404 at once when its link is rotated or it is private again, like one that never was', async ({ request }) => {
  const owner = await addPerson()
  const { key, path } = await publish(owner)
  const look = async (at: string) => {
    const [shown, picture] = [await request.get(at), await request.get(`${at}/opengraph-image`)]
    // The same text, in whatever pieces and order the server sent its data.
    const body = (await shown.text())
      .replaceAll(at.slice(3), 'KEY')
      .replace(/ nonce="[^"]*"|nonce=[^"]*"|\\"nonce\\":\\"[^"]*\\"/g, '')
      .replace(/"\]\)<\/script><script[^>]*>self\.__next_f\.push\(\[1,"/g, '')
      .split('\\n')
      .sort()
    const detail = picture.status() === 200 ? '' : (await picture.json()).detail
    return { statuses: [shown.status(), picture.status()], detail, body }
  }
  expect((await look(path)).statuses).toEqual([200, 200])
  const never = await look(`/p/${newKey()}`)
  expect(never.statuses).toEqual([404, 404])

  const next = newKey()
  await sql('update buckets set public_key = $2 where id = $1', [owner.bucketId, next])
  expect(await look(path)).toEqual(never)
  expect((await look(`/p/${next}`)).statuses).toEqual([200, 200])
  await sql("update buckets set visibility = 'private', public_key = $2 where id = $1", [owner.bucketId, key])
  expect(await look(path)).toEqual(never)
  await sql("update buckets set visibility = 'everyone', deleted_at = now() where id = $1", [owner.bucketId])
  expect(await look(path)).toEqual(never)
  // Nor is a bucket's id an address of it.
  expect((await request.get(`/p/${owner.bucketId}`)).status()).toBe(404)
})

test('asks search engines to stay away unless its owner lets them in', async ({ request, baseURL }) => {
  const owner = await addPerson('Zelda')
  const { path } = await publish(owner)
  const head = async () => {
    const html = await (await request.get(path)).text()
    const found = html.match(/<meta [^>]*>/g) ?? []
    expect(html.indexOf('name="robots"')).toBeLessThan(html.indexOf('</head>'))
    return Object.fromEntries(
      found.map((tag) => [/(?:name|property)="([^"]*)"/.exec(tag)?.[1], /content="([^"]*)"/.exec(tag)?.[1]]),
    )
  }
  expect(await head()).toMatchObject({
    robots: 'noindex, nofollow',
    'og:title': 'Films to lend',
    'og:url': `${baseURL}${path}`,
    'og:image': `${baseURL}${path}/opengraph-image`,
    'og:image:width': '1200',
    'og:image:height': '630',
    'twitter:card': 'summary_large_image',
  })
  await sql('update buckets set searchable = true where id = $1', [owner.bucketId])
  expect(await head()).toMatchObject({ robots: 'index, follow' })
})

test('has a picture of its shelf, whatever is on it', async ({ request }) => {
  test.slow()
  const shelves = {
    five: MOVIES,
    empty: [],
    foreign: [
      film('七人の侍', 'VHS', 207, 1954, 5),
      film('🎬🍿', 'Streaming', 90, 2020, 1),
      film('Amélie', 'DVD', 122, 2001, 4),
    ],
    full: Array.from({ length: 60 }, (_, index) =>
      film(
        `The ${index}th film with a rather long title`.slice(0, 50),
        (['VHS', 'DVD', 'Streaming'] as const)[index % 3],
        index * 8,
        1900 + index * 2,
        (index % 5) + 1,
      ),
    ),
  }
  for (const movies of Object.values(shelves)) {
    const { path } = await publish(await addPerson(), movies)
    const response = await request.get(`${path}/opengraph-image`)
    expect(response.status()).toBe(200)
    expect(response.headers()).toMatchObject({ 'content-type': 'image/png', 'cache-control': 'no-store' })
    const png = await response.body()
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630])
  }
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('sorts, filters, turns pages and changes the view', async ({ page }) => {
    const { path } = await publish(await addPerson())
    await page.goto(path)
    await page.getByRole('combobox', { name: 'Order' }).selectOption('Newest film')
    await page.getByRole('button', { name: 'Sort' }).click()
    await expect(listedTitles(page).first()).toHaveText('Parasite')
    await page.getByRole('searchbox').fill('rating:5')
    await page.getByRole('button', { name: 'Search', exact: true }).click()
    await expect(listedTitles(page)).toHaveText(['Fargo', 'Alien'])
    await page.getByRole('link', { name: 'Shelf' }).click()
    await expect(page.getByRole('list', { name: 'Movies' }).getByRole('img')).toHaveCount(2)
  })

  test('its owner opens it, rotates it and shuts it', async ({ page, person }) => {
    await page.goto(`/buckets/${person.bucketId}/sharing`)
    const open = page.getByRole('switch', { name: 'Everyone with the link can see it' })
    await open.click()
    const link = page.getByLabel('Link', { exact: true })
    const first = await link.inputValue()
    await page.getByText('Rotate the link…').click()
    await page.getByRole('button', { name: 'Rotate the link' }).click()
    await expect(link).not.toHaveValue(first)
    await open.click()
    await expect(link).toBeHidden()
  })
})

function newKey(): string {
  return randomBytes(24).toString('base64url')
}

/** Opens a person's first bucket to everyone, with these movies in it. */
async function publish(owner: Person, movies = MOVIES): Promise<{ key: string; path: string }> {
  const key = newKey()
  await insertMovies(owner, movies)
  await sql("update buckets set name = 'Films to lend', visibility = 'everyone', public_key = $2 where id = $1", [
    owner.bucketId,
    key,
  ])
  return { key, path: `/p/${key}` }
}

async function addBucket(owner: Person, name: string): Promise<string> {
  const id = crypto.randomUUID()
  await sql('insert into buckets (id, owner_id, name) values ($1, $2, $3)', [id, owner.userId, name])
  return id
}
