import { containing } from '@/tests/support/browser/bucket'
import { expect, newcomer, signIn, test } from '@/tests/support/browser/smtp-deployment'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

test.describe.configure({ mode: 'default' })

test.beforeEach(async ({ page, person }) => {
  await page.goto('/groups')
  await page.getByRole('textbox', { name: 'Name' }).fill('Film “Club”')
  await page.getByRole('button', { name: 'Make group' }).click()
  await expect(page.getByText(`${person.name} (you)`)).toBeVisible()
})

test('a mail arrives, and its link leads a new person to the invitation', async ({
  page,
  person,
  deployment,
  browser,
  baseURL,
}) => {
  const ida = newcomer(deployment, 'Ida')
  await page.getByRole('textbox', { name: 'Email or GitHub name' }).fill(ida.email.toUpperCase())
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  await expect(page.getByText('A mail is on its way.')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Text' })).toHaveCount(0)

  const mails = deployment.mail.received.filter(({ to }) => to.includes(ida.email))
  expect(mails).toHaveLength(1)
  const [mail] = mails
  expect(mail?.from).toBe('movies@example.org')
  expect(mail?.to).toEqual([ida.email])
  expect(mail?.headers.get('from')).toBe('moviebucket <movies@example.org>')
  expect(mail?.headers.get('to')).toBe(ida.email)
  expect(mail?.headers.get('subject')).toBe('An invitation to a group on moviebucket')
  expect(mail?.text).toContain(`Ana (${person.email}) invites you to the group “Film “Club””`)
  expect(mail?.headers.get('content-type')).toMatch(/^text\/plain/)
  expect(mail?.text).toContain(`sign in with an account whose address is ${ida.email}`)
  const [link, ...others] = mail?.text.match(/https?:\/\/\S+/g) ?? []
  expect(others).toEqual([])
  expect(link).toBe(`${baseURL}/shared`)

  const context = await browser.newContext({ baseURL })
  const fresh = await context.newPage()
  await fresh.goto(link ?? '')
  await expect(fresh).toHaveURL('/sign-in?next=%2Fshared')
  await signIn(fresh, ida)
  await expect(fresh).toHaveURL('/shared')
  await fresh.getByRole('button', { name: 'Accept: Film “Club”' }).click()
  await expect(fresh.getByRole('heading', { level: 1 })).toHaveText('Film “Club”')
  await expect(fresh.getByText(`${ida.login} (you)`)).toBeVisible()
  await context.close()
})

test('a new token is mailed to its owner; signing out everywhere revokes it if asked', async ({
  page,
  person,
  deployment,
}) => {
  await page.goto('/settings')
  await page.getByRole('textbox', { name: 'Name' }).fill('A script')
  await page.getByRole('button', { name: 'Make a token' }).click()
  await expect(page.getByText('Copy it now')).toBeVisible()
  const mailed = () => deployment.mail.received.filter(({ to }) => to.includes(person.email))
  await expect.poll(() => mailed().length).toBe(1)
  expect(mailed()[0]?.headers.get('subject')).toBe('A new token for your moviebucket account')
  expect(mailed()[0]?.text).toContain('The token “A script” was made.')

  await page.goto('/groups')
  await expect(page.getByText('The token “A script” was made on')).toBeVisible()
  await page.goto('/settings')
  await page.getByRole('checkbox', { name: 'and revoke my token' }).check()
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page.getByRole('button', { name: 'Continue with GitHub' })).toBeVisible()
  expect(await sql('select from api_tokens where user_id = $1', [person.userId])).toEqual([])
})

test('by GitHub name, in other capitals: there is no mail, and they find it once they are signed in', async ({
  page,
  deployment,
  browser,
  baseURL,
}) => {
  const ida = newcomer(deployment, 'Ida')
  const before = deployment.mail.received.length
  await page.getByRole('textbox', { name: 'Email or GitHub name' }).fill(`@${ida.login.toUpperCase()}`)
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  await expect(page.getByText(`@${ida.login.toLowerCase()} is invited.`)).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Text' })).toHaveValue(containing(ida.login.toLowerCase()))
  expect(deployment.mail.received.length).toBe(before)

  const context = await browser.newContext({ baseURL })
  const fresh = await context.newPage()
  await fresh.goto('/shared')
  await signIn(fresh, ida)
  await fresh.getByRole('button', { name: 'Accept: Film “Club”' }).click()
  await expect(fresh.getByText(`${ida.login} (you)`)).toBeVisible()
  await context.close()
})

test('by link: signing in for the first time comes back to it', async ({ page, deployment, browser, baseURL }) => {
  const ida = newcomer(deployment, 'Ida')
  await page.getByText('By a link', { exact: true }).click()
  await page.getByRole('button', { name: 'Make a link' }).click()
  const href = await page.getByRole('textbox', { name: 'Link' }).inputValue()

  const context = await browser.newContext({ baseURL })
  const fresh = await context.newPage()
  await fresh.goto(href)
  await fresh.getByRole('link', { name: 'Sign in to accept' }).click()
  await signIn(fresh, ida)
  await expect(fresh).toHaveURL(href)
  await fresh.getByRole('button', { name: 'Accept' }).click()
  await expect(fresh.getByText(`${ida.login} (you)`)).toBeVisible()
  await context.close()

  const token = href.split('/').at(-1) ?? ''
  expect(deployment.app.output.join('\n')).toContain('/invitations/…')
  expect(deployment.app.output.join('\n')).not.toContain(token)
})

test('an inviter who is blocked is told the same, and no mail goes out', async ({ page, person, deployment }) => {
  const boris = await addPerson('Boris')
  await sql('insert into blocks (user_id, blocked_id) values ($1, $2)', [boris.userId, person.userId])
  const toBoris = () => deployment.mail.received.filter(({ to }) => to.includes(boris.email))
  for (const email of [boris.email, `nobody-${boris.userId}@example.org`]) {
    await page.getByRole('textbox', { name: 'Email or GitHub name' }).fill(email)
    await page.getByRole('button', { name: 'Invite', exact: true }).click()
    await expect(page.getByRole('status').filter({ hasText: `${email} is invited.` })).toContainText(
      'A mail is on its way.',
    )
  }
  expect(deployment.mail.received.some(({ to }) => to[0]?.startsWith('nobody-'))).toBe(true)
  expect(toBoris()).toEqual([])
})

test('a mail that is refused: the inviter is told and sends the text themselves; the log holds no address', async ({
  page,
  deployment,
}) => {
  const email = `nobody-${Date.now()}@example.org`
  deployment.mail.refused.add(email)
  await page.getByRole('textbox', { name: 'Email or GitHub name' }).fill(email)
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  await expect(page.getByText('But the mail could not be sent just now.')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Text' })).toHaveValue(containing('/shared'))
  await expect(page.getByRole('button', { name: `Take back: ${email}` })).toBeVisible()
  const log = deployment.app.output.join('\n')
  expect(log).toContain('mail not sent')
  expect(log).not.toContain(email)
})
