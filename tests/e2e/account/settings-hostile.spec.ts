import { hiddenFields, send } from '@/tests/support/api/http-client'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'
import { type Deployment, expect, test } from '@/tests/support/oauth/deployment'

test.describe.configure({ mode: 'default' })

/** Every form of Settings by a text in it, with what its owner would type. */
const FORMS: { page: string; holds: string; typed?: [string, string][] }[] = [
  {
    page: '/settings',
    holds: 'name="theme"',
    typed: [
      ['theme', 'dark'],
      ['density', 'roomy'],
    ],
  },
  { page: '/settings', holds: 'Connect Film Club' },
  { page: '/settings', holds: 'Disconnect GitHub' },
  { page: '/settings', holds: 'Sign out: this browser' },
  { page: '/settings', holds: 'Sign out everywhere else' },
  { page: '/settings', holds: '>Sign out everywhere<' },
  { page: '/settings/delete-account', holds: 'Delete my account for good', typed: [['email', '']] },
]

for (const { page, holds, typed = [] } of FORMS) {
  test(`${holds}: done for its page alone, and for nobody who is signed out`, async ({ baseURL, deployment }) => {
    const url = baseURL ?? ''
    const person = await addPerson({ account: false })
    await addMore(person, deployment)
    const cookie = `moviebucket.session=${person.token}`
    const { body } = await send(`${url}${page}`, { headers: { cookie } })
    const values = typed.map(([name, value]): [string, string] => [name, value || person.email])
    const form = [...hiddenFields(body, holds), ...values]
    const before = await stateOf(person)

    const hostile: Record<string, string>[] = [
      { cookie },
      { cookie, origin: 'null' },
      { cookie, origin: 'https://evil.example' },
      { cookie, origin: 'http://localhost:1' },
      { cookie, origin: `${url}.evil.example` },
      { cookie, origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
      { cookie, origin: url, 'sec-fetch-site': 'cross-site' },
      { cookie, origin: url, 'sec-fetch-site': 'same-site' },
      { origin: url },
      { origin: url, cookie: 'moviebucket.session=' },
      { origin: url, cookie: `moviebucket.session=${'a'.repeat(43)}` },
    ]
    for (const headers of hostile) {
      const answer = await send(`${url}${page}`, { form, headers })
      expect(answer.cookies, JSON.stringify(headers)).toEqual([])
      expect(await stateOf(person), JSON.stringify(headers)).toEqual(before)
    }

    const own = await send(`${url}${page}`, { form, headers: { cookie, origin: url, 'sec-fetch-site': 'same-origin' } })
    const changed = JSON.stringify(await stateOf(person)) !== JSON.stringify(before)
    expect(changed || own.cookies.length > 0, 'what its own page sends is done').toBe(true)
  })
}

test('one signs nobody else out, and disconnects nobody else', async ({ baseURL }) => {
  const url = baseURL ?? ''
  const [ana, bob] = [await addPerson({ account: false }), await addPerson({ account: false })]
  const headers = { cookie: `moviebucket.session=${ana.token}`, origin: url }
  const { body } = await send(`${url}/settings`, { headers })
  const form = hiddenFields(body, 'Sign out: this browser').map(([name, value]): [string, string] => [
    name,
    name === 'id' ? bob.sessionId : value,
  ])
  const before = await stateOf(bob)
  await send(`${url}/settings`, { form, headers })
  expect(await stateOf(bob)).toEqual(before)
})

async function addMore({ userId }: Person, { github, google }: Deployment): Promise<void> {
  await sql(
    `insert into accounts (user_id, type, provider, issuer, provider_account_id)
     values ($1, 'oauth', 'github', $3, $2), ($1, 'oidc', 'google', $4, $2)`,
    [userId, `subject-${userId}`, github.url, google.url],
  )
  await sql(
    `insert into sessions (id, token_hash, user_id, expires) values (gen_random_uuid(), $2, $1, now() + interval '1 day')`,
    [userId, `hash-${userId}`],
  )
}

async function stateOf({ userId }: Person): Promise<unknown> {
  return sql(
    `select (select count(*)::int from users where id = $1) as users,
            (select count(*)::int from accounts where user_id = $1) as accounts,
            (select count(*)::int from sessions where user_id = $1) as sessions`,
    [userId],
  )
}
