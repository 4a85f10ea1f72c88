import { inBucket } from '@/db/buckets/access'
import { makeLink } from '@/db/sharing/invitations/links'
import { hiddenFields, type Sent, send } from '@/tests/support/api/http-client'
import { type App, startApp } from '@/tests/support/browser/app-server'
import { expect, test } from '@/tests/support/browser/e2e'
import { addPerson, type Person } from '@/tests/support/builders/people'

const PUBLIC = 'https://movies.example.org'

let app: App
let person: Person

test.beforeAll(async () => {
  const env = { AUTH_URL: PUBLIC, AUTH_GITHUB_ID: 'id', AUTH_GITHUB_SECRET: 'secret' }
  app = await startApp({ databaseUrl: process.env.DATABASE_URL ?? '', env })
})
test.beforeEach(async () => {
  person = await addPerson('Tls')
})
test.afterAll(() => app.stop())

type Case = [name: string, sameSite: string, post: () => Promise<Sent>]
const CASES: Case[] = [
  ['session', 'lax', () => postForm('/settings', 'Sign out', [])],
  [
    'preferences',
    'lax',
    () =>
      postForm('/settings', 'name="density"', [
        ['theme', 'dark'],
        ['density', 'compact'],
      ]),
  ],
  ['import', 'strict', () => post(`/buckets/${person.bucketId}/import/upload`, [['cells', '']])],
  ['accepted', 'lax', acceptLink],
]

for (const [name, sameSite, act] of CASES) {
  test(`on https the cookie ${name} is bound to its host`, async () => {
    const cookies = (await act()).cookies.filter((cookie) => cookie.includes(`moviebucket.${name}=`))
    expect(cookies).toHaveLength(1)
    const [cookie = ''] = cookies
    expect(cookie).toMatch(/^__Host-moviebucket\./)
    for (const attribute of [/; Path=\/(;|$)/, /; Secure/, /; HttpOnly/, new RegExp(`; SameSite=${sameSite}`, 'i')])
      expect(cookie).toMatch(attribute)
    expect(cookie).not.toContain('Domain')
  })
}

test('a failed upload is told in its own bucket only', async () => {
  const failed = await post(`/buckets/${person.bucketId}/import/upload`, [['cells', '']])
  const other = await addPerson('Other')
  const own = `/buckets/${person.bucketId}/import`
  expect((await open(own, person, failed)).body).toContain('Choose a file, or paste some cells.')
  expect((await open(`/buckets/${other.bucketId}/import`, other, failed)).body).not.toContain('Choose a file, or paste')
})

async function acceptLink(): Promise<Sent> {
  const owner = await addPerson('Owner')
  const { token } = await inBucket({ userId: owner.userId }, owner.bucketId, 'changeSharing', ({ db, bucket }) =>
    makeLink(db, { bucketId: bucket.id, role: 'viewer', uses: 1, days: 1 }, owner.userId),
  )
  const accepted = await postForm(`/invitations/${token}`, 'name="token"', [])
  expect((await open(`/invitations/${token}`, person, accepted)).status).toBeLessThan(400)
  return accepted
}

const host = { host: 'movies.example.org', 'x-forwarded-proto': 'https' }
const session = ({ token }: Person) => `__Host-moviebucket.session=${token}`

async function postForm(path: string, text: string, more: [string, string][]): Promise<Sent> {
  const page = await open(path, person)
  return post(path, [...hiddenFields(page.body, text), ...more])
}

function post(path: string, form: [string, string][]): Promise<Sent> {
  return send(app.url + path, { form, headers: { ...host, origin: PUBLIC, cookie: session(person) } })
}

function open(path: string, reader: Person, after?: Sent): Promise<Sent> {
  const cookies = [session(reader), ...(after?.cookies ?? []).map((cookie) => cookie.split(';')[0] ?? '')]
  return send(app.url + path, { headers: { ...host, cookie: cookies.join('; ') } })
}
