import { newId } from '@/db/ids'
import { expect, openBucket, rowOf, untilHydrated } from '@/tests/support/browser/bucket'
import { addBucket, openToEveryone } from '@/tests/support/builders/buckets'
import { addInvitation, grant } from '@/tests/support/builders/grants'
import { addGroup } from '@/tests/support/builders/groups'
import { film } from '@/tests/support/builders/movie-values'
import { insertMovies } from '@/tests/support/builders/movies'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import type { Screen } from './screen'

/** As long as a name may be, and in one word. */
const LONG_NAME = 'W'.padEnd(50, 'w')

const SOME = [
  film('Alien', 'VHS', 117, 1979, 5),
  film('Jaws', 'DVD', 124, 1975, 4),
  film('Z', 'Streaming', 127, 1969, 2),
]

/** The screens of sharing, each with as much on it as there can be. */
export const SHARING_SCREENS: readonly Screen[] = [
  {
    name: 'buckets, with some in the trash',
    movies: SOME,
    async open(page, person) {
      await shareWith(person)
      await addBucket(person, { name: LONG_NAME })
      const gone = await addBucket(person, { name: 'Gone' })
      await sql('update buckets set deleted_at = now() where id = $1', [gone])
      await page.goto(`/buckets?deleted=${gone}`)
      await expect(page.getByText('“Gone” is in the trash')).toBeVisible()
    },
  },
  {
    name: 'switcher of buckets',
    movies: SOME,
    async open(page, person) {
      await addBucket(person, { name: LONG_NAME })
      await openBucket(page, person)
      await page.getByRole('button', { name: /^Buckets/ }).click()
      await expect(page.getByRole('link', { name: LONG_NAME })).toBeVisible()
    },
  },
  {
    name: 'bucket of several people',
    movies: SOME,
    async open(page, person) {
      const ben = await shareWith(person, 'editor')
      await sql('update movies set updated_by = $2, version = 2 where bucket_id = $1', [person.bucketId, ben.userId])
      await openBucket(page, person)
    },
  },
  {
    name: 'moving what is selected',
    movies: SOME,
    async open(page, person) {
      await addBucket(person, { name: LONG_NAME })
      await openBucket(page, person)
      await rowOf(page, 'Alien').locator('label').click()
      await page.getByRole('button', { name: 'Move or copy…' }).click()
      await expect(page.getByRole('combobox', { name: 'To' })).toBeVisible()
    },
  },
  {
    name: 'sharing, with a refusal',
    movies: SOME,
    async open(page, person) {
      await shareWith(person)
      await openBucket(page, person, '/sharing')
      await page.getByText('Rotate the link…').click()
      await page.getByRole('textbox', { name: 'Invite by email or GitHub name' }).fill('no address, no name')
      await page.getByRole('button', { name: 'Save who can see it' }).click()
      await expect(page.getByText('is neither an email address nor a GitHub name').first()).toBeVisible()
    },
  },
  {
    name: 'sharing, with a new invitation',
    async open(page, person) {
      await openBucket(page, person, '/sharing')
      await page.getByRole('textbox', { name: 'Invite by email or GitHub name' }).fill('dora@example.org')
      await page.getByRole('button', { name: 'Save who can see it' }).click()
      await expect(page.getByText('dora@example.org is invited.')).toBeVisible()
    },
  },
  {
    name: 'bucket from another perspective',
    movies: SOME,
    async open(page, person) {
      const ben = await shareWith(person)
      await openBucket(page, person, `/sharing/view?as=person:${ben.userId}`)
    },
  },
  {
    name: 'activity',
    movies: SOME,
    async open(page, person) {
      await shareWith(person, 'editor')
      await openBucket(page, person)
      await rowOf(page, 'Alien').getByRole('link').focus()
      await page.keyboard.press('1')
      await page.keyboard.press('Delete')
      await expect(page.getByText('Deleted “Alien”').first()).toBeVisible()
      await openBucket(page, person, '/activity?undone=1&left=1')
      await expect(page.getByRole('list', { name: 'Activity' })).toContainText('You deleted “Alien”')
    },
  },
  {
    name: 'groups',
    async open(page, person) {
      await addGroup(person, [person], LONG_NAME)
      await page.goto('/groups')
      await expect(page.getByRole('link', { name: LONG_NAME })).toBeVisible()
    },
  },
  {
    name: 'own group, with everything an owner can do',
    async open(page, person) {
      const [ben, cleo] = [await addPerson('Ben'), await addPerson(LONG_NAME)]
      const group = await addGroup(person, [person, ben, cleo])
      await grant(person.bucketId, { groupId: group }, 'editor')
      await addInvitation(person, { groupId: group }, 'member', { email: 'dora@example.org' })
      await page.goto(`/groups/${group}`)
      await untilHydrated(page)
      for (const text of ['Transfer ownership…', 'Dissolve it…', 'Remove Ben…', 'By a link'])
        await page.getByText(text, { exact: true }).click()
      await page.getByRole('button', { name: 'Make a link' }).click()
      await expect(page.getByRole('textbox', { name: 'Link' })).toBeVisible()
    },
  },
  {
    name: 'group, for a member',
    async open(page, person) {
      const ben = await addPerson('Ben')
      const group = await addGroup(ben, [ben, person])
      await grant(ben.bucketId, { groupId: group }, 'viewer')
      await page.goto(`/groups/${group}`)
      await page.getByText('Leave the group…').click()
    },
  },
  {
    name: 'invitation by a link',
    async open(page) {
      const ben = await addPerson('Ben')
      await addInvitation(ben, { bucketId: ben.bucketId }, 'editor', { token: `token-${ben.userId}` })
      await page.goto(`/invitations/token-${ben.userId}`)
      await expect(page.getByRole('button', { name: 'Accept' })).toBeVisible()
    },
  },
  {
    name: 'invitation by a link, signed out',
    async open(page) {
      const ben = await addPerson('Ben')
      await addInvitation(ben, { bucketId: ben.bucketId }, 'owner', { token: `token-${ben.userId}` })
      await page.context().clearCookies()
      await page.goto(`/invitations/token-${ben.userId}`)
      await expect(page.getByRole('link', { name: 'Sign in to accept' })).toBeVisible()
    },
  },
  {
    name: 'invitation that no longer works',
    async open(page) {
      await page.goto('/invitations/x')
      await expect(page.getByText('This invitation does not work')).toBeVisible()
    },
  },
  {
    name: 'shared with me',
    async open(page, person) {
      const [ben, cleo] = [await addPerson('Ben'), await addPerson('Cleo')]
      await insertMovies(ben, SOME)
      await grant(ben.bucketId, { user: person }, 'viewer')
      await grant(ben.bucketId, { groupId: await addGroup(ben, [ben, person]) }, 'editor')
      await addInvitation(cleo, { bucketId: cleo.bucketId }, 'owner', { email: person.email })
      await page.goto('/shared')
      for (const text of ['Block Cleo…', 'Copy to mine…', 'Leave…']) await page.getByText(text).click()
    },
  },
  {
    name: 'search in everything',
    movies: SOME,
    async open(page, person) {
      const ben = await addPerson('Ben')
      await insertMovies(ben, SOME)
      await grant(ben.bucketId, { user: person }, 'viewer')
      await page.goto('/shared?q=a')
      await expect(page.getByText('Jaws').first()).toBeVisible()
    },
  },
  {
    name: 'settings, with a blocked person',
    async open(page, person) {
      const ben = await addPerson('Ben')
      await sql('insert into blocks (user_id, blocked_id) values ($1, $2)', [person.userId, ben.userId])
      await page.goto('/settings')
      await expect(page.getByRole('button', { name: 'Unblock Ben' })).toBeVisible()
    },
  },
  {
    name: 'account about to be deleted, with what others lose',
    async open(page, person) {
      await shareWith(person)
      await page.goto('/settings/delete-account')
      await expect(page.getByRole('region', { name: 'What others lose' })).toContainText('1 person loses')
    },
  },
  { name: 'public page', open: (page) => openPublicPage(page, '') },
  { name: 'public page, as a shelf', open: (page) => openPublicPage(page, '?view=shelf') },
  { name: 'public page, nothing matches', open: (page) => openPublicPage(page, '?q=nowhere&format=VHS') },
]

async function openPublicPage(page: Parameters<Screen['open']>[0], query: string): Promise<void> {
  const ben = await addPerson('Ben')
  await insertMovies(ben, SOME)
  const key = await openToEveryone(ben.bucketId)
  await page.context().clearCookies()
  await page.goto(`/p/${key}${query}`)
}

/** Shares a person's bucket on every way there is. Returns the person it is granted to. */
async function shareWith(owner: Person, role: 'viewer' | 'editor' = 'viewer'): Promise<Person> {
  const { bucketId } = owner
  const ben = await addPerson('Ben')
  await grant(bucketId, { user: ben }, role)
  await grant(bucketId, { groupId: await addGroup(owner, [owner, ben], LONG_NAME) }, 'viewer')
  await addInvitation(owner, { bucketId }, 'editor', { email: `${'long'.repeat(15)}@example.org` })
  await addInvitation(owner, { bucketId }, 'viewer', { token: newId() })
  await openToEveryone(bucketId)
  return ben
}
