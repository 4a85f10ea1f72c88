import type { Browser, BrowserContext, Page } from '@playwright/test'
import { expect, openBucket, test, untilHydrated } from '@/tests/support/browser/bucket'
import { signInAs } from '@/tests/support/browser/sign-in'
import { film } from '@/tests/support/builders/movie-values'
import { insertMovies } from '@/tests/support/builders/movies'
import { IS_TOO_LONG, TOO_LONG } from '@/tests/support/builders/out-of-limits'
import type { Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

type Opened = { context: BrowserContext; page: Page; person: Person }

async function openAs(browser: Browser, baseURL: string | undefined, name: string, script = true): Promise<Opened> {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: script })
  const person = await signInAs(context, { baseUrl: baseURL ?? '', name })
  return { context, page: await context.newPage(), person }
}

async function makeGroup(page: Page, name: string): Promise<string> {
  await page.goto('/groups')
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('button', { name: 'Make group' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
  return page.url().split('/').at(-1) ?? ''
}

async function makeLink(page: Page, works: 'once' | 'many times'): Promise<string> {
  await page.getByText('By a link', { exact: true }).click()
  await page.getByRole('combobox', { name: 'Works' }).selectOption(works)
  await page.getByRole('button', { name: 'Make a link' }).click()
  return page.getByRole('textbox', { name: 'Link' }).inputValue()
}

async function join(groupId: string, person: Person, role = 'member'): Promise<void> {
  await sql('insert into group_members (group_id, user_id, role) values ($1, $2, $3)', [groupId, person.userId, role])
}

const members = (page: Page) => page.getByRole('region', { name: /^\d+ (person|people)$/ }).getByRole('listitem')

test('a person makes a group; another joins by a link, sees its buckets, and leaves', async ({
  page,
  person,
  browser,
  baseURL,
}) => {
  test.slow()
  await insertMovies(person, [film('Alien')])
  await page.goto('/groups')
  await expect(page.getByText('You are in no group.')).toBeVisible()
  const groupId = await makeGroup(page, 'Film Club')
  await expect(members(page)).toHaveText([/^Ana \(you\)\s*Owner$/])
  await sql('insert into grants (bucket_id, id, group_id, role) values ($1, gen_random_uuid(), $2, $3)', [
    person.bucketId,
    groupId,
    'viewer',
  ])

  const href = await makeLink(page, 'once')
  expect(href).toMatch(new RegExp(`^${baseURL}/invitations/[\\w-]{43}$`))
  await expect(page.getByText('A link that works once')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Link' })).toHaveCount(0)

  const boris = await openAs(browser, baseURL, 'Boris')
  await openBucket(boris.page, boris.person)
  await boris.page.goto(href)
  await expect(boris.page.getByRole('heading', { level: 1 })).toHaveText('Ana invites you to the group “Film Club”')
  await boris.page.getByRole('button', { name: 'Accept' }).click()
  await expect(boris.page).toHaveURL(`/groups/${groupId}`)
  await expect(members(boris.page)).toHaveText([/^Ana\s*Owner$/, /^Boris \(you\)$/])
  await expect(boris.page.getByText(person.email)).toHaveCount(0)
  for (const name of ['Invite', 'Rename', /^Remove/, /^Make/])
    await expect(boris.page.getByRole('button', { name })).toHaveCount(0)
  await boris.page.getByRole('link', { name: 'My movies' }).last().click()
  await expect(boris.page.getByRole('link', { name: 'Alien' })).toBeVisible()
  const shared = boris.page.url()

  // The link is used up.
  const late = await openAs(browser, baseURL, 'Late')
  await late.page.goto(href)
  await expect(late.page.getByText('This invitation does not work')).toBeVisible()
  await late.context.close()

  await boris.page.goto('/groups')
  await expect(boris.page.getByRole('listitem').filter({ hasText: 'Film Club' })).toContainText(
    'You are a member · 2 people · 1 bucket shared with it',
  )
  await boris.page.getByRole('link', { name: 'Film Club' }).click()
  await boris.page.getByText('Leave the group…').click()
  await boris.page.getByRole('button', { name: 'Leave “Film Club”' }).click()
  await expect(boris.page.getByText('You are not in the group any more.')).toBeVisible()
  expect((await boris.page.goto(shared))?.status()).toBe(404)
  expect((await boris.page.goto(`/groups/${groupId}`))?.status()).toBe(404)
  await boris.context.close()
})

test('an owner cannot just leave: they transfer the group, or dissolve it', async ({
  page,
  person,
  browser,
  baseURL,
}) => {
  test.slow()
  expect(person.name).toBe('Ana')
  const groupId = await makeGroup(page, 'Night Owls')
  await expect(page.getByText('You are the only one in it. You can dissolve it.')).toBeVisible()
  await expect(page.getByText('Leave the group…')).toHaveCount(0)
  await expect(page.getByText('Transfer ownership…')).toHaveCount(0)

  const boris = await openAs(browser, baseURL, 'Boris')
  await join(groupId, boris.person)
  await page.reload()
  await expect(page.getByText('Before you can leave, transfer it to another member')).toBeVisible()
  await page.getByText('Transfer ownership…').click()
  await page.getByText('Dissolve it…').click()
  await page.getByText('Remove Boris…').click()
  await page.getByRole('combobox', { name: 'To whom' }).selectOption('Boris')
  await page.getByRole('checkbox', { name: 'and leave the group' }).check()
  await page.getByRole('button', { name: 'Transfer “Night Owls”' }).click()
  await expect(page.getByText('You are not in the group any more.')).toBeVisible()
  await expect(page.getByText('You are in no group.')).toBeVisible()

  await boris.page.goto(`/groups/${groupId}`)
  await expect(members(boris.page)).toHaveText([/^Boris \(you\)\s*Owner$/])
  await boris.page.getByText('Dissolve it…').click()
  await boris.page.getByRole('button', { name: 'Dissolve “Night Owls”' }).click()
  await expect(boris.page.getByText('The group is dissolved.')).toBeVisible()
  expect(await sql('select from groups where id = $1', [groupId])).toHaveLength(0)
  await boris.context.close()
})

test('admins rename, invite, change and remove members', async ({ page, person, browser, baseURL }) => {
  test.slow()
  expect(person.name).toBe('Ana')
  const groupId = await makeGroup(page, 'Film Club')
  const boris = await openAs(browser, baseURL, 'Boris')
  const cleo = await openAs(browser, baseURL, 'Cleo')
  await join(groupId, boris.person)
  await join(groupId, cleo.person)
  await page.reload()
  await page.getByRole('button', { name: 'Make Boris an admin' }).click()
  await expect(page.getByText('Their role has changed.')).toBeVisible()

  await boris.page.goto(`/groups/${groupId}`)
  await untilHydrated(boris.page)
  await expect(boris.page.getByText('Remove Ana…')).toHaveCount(0)
  const name = boris.page.getByRole('textbox', { name: 'Name of the group' })
  await name.fill(TOO_LONG)
  await boris.page.getByRole('button', { name: 'Rename' }).click()
  await expect(name).toHaveAccessibleDescription(new RegExp(IS_TOO_LONG))
  await expect(name).toHaveValue(TOO_LONG)
  await name.fill(' Cinema Club ')
  await boris.page.getByRole('button', { name: 'Rename' }).click()
  await expect(boris.page.getByRole('heading', { level: 1 })).toHaveText('Cinema Club')

  await boris.page.getByText('Remove Cleo…').click()
  await boris.page.getByRole('button', { name: 'Remove Cleo from the group' }).click()
  await expect(members(boris.page)).toHaveText([/^Ana\s*Owner$/, /^Boris \(you\)\s*Admin/])
  expect((await cleo.page.goto(`/groups/${groupId}`))?.status()).toBe(404)

  // By name: what is no address and no GitHub name is said so and kept; else nothing tells whether they exist.
  const to = boris.page.getByRole('textbox', { name: 'Email or GitHub name' })
  await to.fill('not an address')
  await boris.page.getByRole('button', { name: 'Invite', exact: true }).click()
  await expect(to).toHaveAccessibleDescription(/“not an address” is neither an email address nor a GitHub name/)
  await expect(to).toHaveValue('not an address')
  await to.fill(` ${cleo.person.email.toUpperCase()} `)
  await boris.page.getByRole('button', { name: 'Invite', exact: true }).click()
  await expect(boris.page.getByText(`${cleo.person.email} is invited.`)).toBeVisible()
  const text = boris.page.getByRole('textbox', { name: 'Text' })
  await expect(text).toHaveValue(/Boris \(.+@example\.org\) invites you to the group “Cinema Club”, as a member\./)
  await expect(text).toHaveValue(new RegExp(`${baseURL}/shared`))
  await expect(boris.page.getByRole('link', { name: 'Write a mail' })).toHaveAttribute(
    'href',
    new RegExp(`^mailto:${encodeURIComponent(cleo.person.email)}\\?subject=An%20invitation%20to%20a%20group`),
  )
  await boris.page.getByRole('button', { name: `Take back: ${cleo.person.email}` }).click()
  await expect(boris.page.getByText('Taken back. The invitation no longer works.')).toBeVisible()
  await cleo.page.goto('/shared')
  await expect(cleo.page.getByRole('button', { name: /^Accept/ })).toHaveCount(0)

  await boris.page.getByText('Leave the group…').click()
  await boris.page.getByRole('button', { name: 'Leave “Cinema Club”' }).click()
  await expect(boris.page.getByText('You are not in the group any more.')).toBeVisible()
  await boris.context.close()
  await cleo.context.close()
})

test('all of it works without JavaScript', async ({ browser, baseURL }) => {
  test.slow()
  const ana = await openAs(browser, baseURL, 'Ana', false)
  const boris = await openAs(browser, baseURL, 'Boris', false)
  const groupId = await makeGroup(ana.page, 'Silent Films')
  const href = await makeLink(ana.page, 'many times')
  await expect(ana.page.getByText('Copy it now: it is not shown again.')).toBeVisible()
  await ana.page.getByRole('textbox', { name: 'Email or GitHub name' }).fill('@somebody')
  await ana.page.getByRole('button', { name: 'Invite', exact: true }).click()
  await expect(ana.page.getByText('@somebody is invited.')).toBeVisible()
  await expect(ana.page.getByRole('textbox', { name: 'Text' })).toHaveValue(/GitHub account somebody/)

  await boris.page.goto(href)
  await boris.page.getByRole('button', { name: 'Accept' }).click()
  await expect(boris.page).toHaveURL(`/groups/${groupId}`)
  await ana.page.goto(`/groups/${groupId}`)
  await ana.page.getByRole('button', { name: 'Make Boris an admin' }).click()
  await expect(members(ana.page)).toContainText(['Owner', 'Admin'])
  await ana.page.getByText('Transfer ownership…').click()
  await ana.page.getByRole('button', { name: 'Transfer “Silent Films”' }).click()
  await expect(ana.page.getByText('The group has a new owner. You stay in it as an admin.')).toBeVisible()
  await ana.page.getByText('Leave the group…').click()
  await ana.page.getByRole('button', { name: 'Leave “Silent Films”' }).click()
  await expect(ana.page.getByText('You are not in the group any more.')).toBeVisible()
  await ana.context.close()
  await boris.context.close()
})
