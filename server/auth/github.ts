import 'server-only'
import * as z from 'zod'

const TIMEOUT_MS = 10_000

const userSchema = z.object({ id: z.int(), login: z.string(), name: z.string().nullish() })
const emailsSchema = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }))

type Request = { tokens: { access_token?: string }; provider: { userinfo?: { url?: URL | string } } }

/**
 * Reads a person's profile at GitHub. Their address is the primary one if GitHub has verified it, otherwise null: the
 * public address of a profile need not be verified.
 */
export async function readGitHubProfile({ tokens, provider }: Request) {
  const url = String(provider.userinfo?.url)
  const [user, emails] = await Promise.all([read(url, userSchema), read(`${url}/emails`, emailsSchema)])
  const primary = emails.find((email) => email.primary && email.verified)
  return { ...user, email: primary?.email ?? null, email_verified: primary !== undefined }

  async function read<T>(address: string, schema: z.ZodType<T>): Promise<T> {
    const response = await fetch(address, {
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${tokens.access_token}`,
        'user-agent': 'moviebucket',
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (!response.ok) throw new Error(`GitHub answered ${response.status} to the request for the profile`)
    return schema.parse(await response.json())
  }
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
