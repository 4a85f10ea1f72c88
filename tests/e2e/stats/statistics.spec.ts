import { randomBytes } from 'node:crypto'
import { expect, listedTitles, openFilters, test, useBucketMenu } from '@/tests/support/browser/bucket'
import { insertMovies } from '@/tests/support/builders/movies'
import { addPerson } from '@/tests/support/builders/people'
import { sessionCookie } from '@/tests/support/builders/sessions'
import { sql } from '@/tests/support/database/sql'

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('statistics are read from bar to list and back, and follow the filter', async ({ page, person }) => {
    await insertMovies(person)
    await page.goto(`/buckets/${person.bucketId}?sort=-year`)
    await useBucketMenu(page, 'Statistics')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Statistics')
    await expect(page.getByText('8 hours and 52 minutes')).toBeVisible()
    const ratings = page.getByRole('figure', { name: 'Ratings' })
    await expect(ratings.getByRole('group').getByRole('listitem')).toHaveCount(4)
    await ratings.getByText('Ratings as a table').click()
    await expect(ratings.getByRole('row')).toContainText(['Rating', '1 ★', '2 ★', '3 ★', '4 ★', '5 ★240.0%'])

    await page.getByRole('link', { name: 'VHS: 2 movies' }).click()
    await expect(listedTitles(page)).toHaveText(['Blade Runner', 'Alien'])
    await useBucketMenu(page, 'Statistics')
    await expect(page.getByText('3 hours and 54 minutes')).toBeVisible()
    // By keyboard: the bar is a link like any other.
    const seventies = page.getByRole('figure', { name: 'Decades' }).getByRole('link', { name: '1970s: 1 movie' })
    await seventies.focus()
    await expect(seventies).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(`/buckets/${person.bucketId}?format=VHS&year=1970-1979&sort=-year`)
    await expect(listedTitles(page)).toHaveText(['Alien'])
    await page.goBack()
    await page.getByRole('link', { name: 'Remove the filter VHS' }).click()
    await expect(page.getByText('8 hours and 52 minutes')).toBeVisible()

    await page
      .getByRole('figure', { name: /^Added/ })
      .getByRole('listitem')
      .getByRole('link')
      .click()
    await expect(page.getByRole('link', { name: /^Remove the filter Added / })).toBeVisible()
    await expect(listedTitles(page)).toHaveCount(5)
    // The filter of a bar stays when another is added.
    await openFilters(page)
    await page.getByRole('search').locator('label', { hasText: 'DVD' }).click()
    await page.getByRole('button', { name: 'Apply' }).click()
    await expect(listedTitles(page)).toHaveText(['Fargo', 'The Kid'])
    await expect(page).toHaveURL(/format=DVD&added=|added=\d{4}-\d{2}.*format=DVD/)
  })

  test('a view is saved as a file, and so is the whole bucket', async ({ page, person }) => {
    await insertMovies(person)
    await page.goto(`/buckets/${person.bucketId}?format=DVD&sort=year`)
    await useBucketMenu(page)
    const save = async (section: string, link: string) => {
      const waiting = page.waitForEvent('download')
      await page.getByRole('region', { name: section }).getByRole('link', { name: link, exact: true }).click()
      const download = await waiting
      const chunks: Buffer[] = []
      for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
      return { name: download.suggestedFilename(), text: Buffer.concat(chunks).toString() }
    }
    const view = await save('Export this view, 2 movies', 'CSV for spreadsheets')
    expect(view.name).toBe('My movies.csv')
    expect(view.text.split('\r\n').map((line) => line.split(',')[0])).toEqual(['\ufefftitle', 'The Kid', 'Fargo', ''])
    const whole = await save('Export the whole bucket', 'CSV for Letterboxd')
    expect(whole.name).toBe('My movies (Letterboxd).csv')
    expect(whole.text).toBe(
      'Title,Year,Rating\r\nThe Kid,1921,3\r\nAlien,1979,5\r\nBlade Runner,1982,4\r\nFargo,1996,5\r\nParasite,2019,2\r\n',
    )
  })
})

test('the public page has both, and they tell nothing of its owner', async ({ page, person, request, baseURL }) => {
  const key = randomBytes(24).toString('base64url')
  await insertMovies(person)
  await sql("update buckets set visibility = 'everyone', public_key = $2, name = 'To lend' where id = $1", [
    person.bucketId,
    key,
  ])
  await page.context().clearCookies()
  await page.goto(`/p/${key}?format=VHS`)
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('link', { name: 'Statistics' }).click()
  await expect(page.getByText('Of the movies that match in To lend')).toBeVisible()
  await page.getByRole('link', { name: '1970s: 1 movie', exact: true }).click()
  await expect(page).toHaveURL(`/p/${key}?format=VHS&year=1970-1979`)
  await expect(listedTitles(page)).toHaveText(['Alien'])

  const secrets = [person.userId, person.email, person.name, person.bucketId]
  const readers = { nobody: '', stranger: (await addPerson()).token, owner: person.token }
  for (const [reader, token] of Object.entries(readers)) {
    const cookie = token && `${sessionCookie(baseURL ?? '', token).name}=${token}`
    for (const path of ['/statistics', '/statistics?format=DVD', '/export?as=csv', '/export?as=json']) {
      const answer = await request.get(`/p/${key}${path}`, { headers: { cookie } })
      expect(answer.status()).toBe(200)
      const body = await answer.text()
      expect(body).toContain('The Kid')
      for (const secret of secrets) expect(body, `${secret} for ${reader} at ${path}`).not.toContain(secret)
    }
  }
  await sql("update buckets set visibility = 'private' where id = $1", [person.bucketId])
  for (const path of ['/statistics', '/export']) expect((await request.get(`/p/${key}${path}`)).status()).toBe(404)
})
