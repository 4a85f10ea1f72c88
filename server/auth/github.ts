import 'server-only'
import * as z from 'zod'
import { log } from '@/server/log'

const TIMEOUT_MS = 10_000

const userSchema = z.object({ id: z.int(), login: z.string(), name: z.string().nullish() })
const emailsSchema = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }))

type Request = { tokens: { access_token?: string }; provider: { userinfo?: { url?: URL | string } } }

const membershipSchema = z.object({ state: z.string() })

/**
 * Reads a person's profile at GitHub. Their address is the primary one, and verified if GitHub says so: the public address
 * of a profile is only a claim.
 */
export async function readGitHubProfile({ tokens, provider }: Request) {
  const url = String(provider.userinfo?.url)
  const read = async <T>(address: string, schema: z.ZodType<T>): Promise<T> => {
    const response = await ask(address, tokens.access_token)
    if (!response.ok) throw new Error(`GitHub answered ${response.status} to the request for the profile`)
    return schema.parse(await response.json())
  }
  const [user, emails] = await Promise.all([read(url, userSchema), read(`${url}/emails`, emailsSchema)])
  const primary = emails.find((email) => email.primary)
  return { ...user, email: primary?.email ?? null, email_verified: primary?.verified }
}

/** Whether a person is an active member of one of these organisations; `base` is the address of GitHub Enterprise. */
export async function isMember(organisations: string[], token: string | undefined, base?: string): Promise<boolean> {
  const api = base ? `${base}/api/v3` : 'https://api.github.com'
  const states = await Promise.all(
    organisations.map(async (organisation) => {
      const response = await ask(`${api}/user/memberships/orgs/${organisation}`, token)
      if (response.ok) return membershipSchema.parse(await response.json()).state
      // 404: no member. 403: the organisation lets no application ask before an owner has approved it.
      if (response.status !== 404)
        log.warn(
          { organisation, status: response.status },
          'GitHub does not say who is a member: approve the app there',
        )
      return 'none'
    }),
  )
  return states.includes('active')
}

function ask(address: string, token: string | undefined): Promise<Response> {
  return fetch(address, {
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'user-agent': 'moviebucket',
    },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
}

/** Makes GitHub's 200 for a refused code or a wrong client secret a 400, so that the reason reaches the log. */
export async function reportGitHubError(response: Response): Promise<Response | undefined> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null)
  const refused = typeof body === 'object' && body !== null && 'error' in body
  return refused && response.ok ? Response.json(body, { status: 400 }) : undefined
}
