/** Why signing in or connecting an account did not work; stands in URLs as `?error=`. */
export const SIGN_IN_PROBLEMS = [
  'cancelled',
  'expired',
  'unverified',
  'other_provider',
  'taken',
  'signed_in',
  'unavailable',
  'provider',
] as const
export type SignInProblem = (typeof SIGN_IN_PROBLEMS)[number]

/** What is known when a provider has vouched for somebody; users are given by id. */
export type SignInCase = {
  /** Whether the provider has verified their address. */
  verified: boolean
  /** Who this browser is signed in as. */
  signedInAs: string | null
  /** Who has this very account of the provider connected. */
  accountOwner: string | null
  /** Who has the same address. */
  addressOwner: string | null
  /** Whether they came from *Connect* in Settings. */
  connecting: boolean
}

/**
 * Whether to let somebody in; if not, why. Accounts are known by provider and subject, never by address: one that
 * is new here signs in by itself only if nobody has its address, and joins a user only when that user asked for it.
 */
export function judgeSignIn(facts: SignInCase): SignInProblem | null {
  const { verified, signedInAs, accountOwner, addressOwner, connecting } = facts
  if (!verified) return 'unverified'
  if (accountOwner) return signedInAs && signedInAs !== accountOwner ? 'taken' : null
  if (signedInAs) return connecting ? null : 'signed_in'
  if (connecting) return 'expired'
  return addressOwner ? 'other_provider' : null
}

/** Names to fill into a message; `email` and `others` (names of providers) are known for `other_provider` alone. */
export type ProblemDetails = { provider?: string; email?: string; others?: string[] }

/** A problem in plain words: what happened and what to do. */
export function explainSignInProblem(
  problem: SignInProblem,
  { provider = 'the provider', email, others = [] }: ProblemDetails = {},
): { title: string; text: string } {
  const way = others.length > 0 ? others.join(' or ') : 'another provider'
  switch (problem) {
    case 'cancelled':
      return {
        title: `You said no at ${provider}`,
        text: 'Nothing was shared and nobody was signed in. You can try again, or choose another way.',
      }
    case 'expired':
      return {
        title: 'That attempt is over',
        text: 'It was used already, took longer than 15 minutes, or was started in another window. Start again here.',
      }
    case 'unverified':
      return {
        title: `${provider} has not verified your email address`,
        text: `Only verified addresses are let in. Confirm your address at ${provider} (it sends you a message for that), then try again.`,
      }
    case 'other_provider':
      return {
        title: `${email ?? 'Your address'} signs in with ${way}`,
        text: `Sign in with it, then connect ${provider} in Settings. After that both work.`,
      }
    case 'taken':
      return {
        title: `That ${provider} account belongs to somebody else here`,
        text: 'It signs in as another user. To use it, sign out first; to move it here, disconnect it in its Settings.',
      }
    case 'signed_in':
      return {
        title: 'You are signed in already',
        text: `Nothing was changed. To sign in with ${provider} as well, press Connect beside it.`,
      }
    case 'unavailable':
      return {
        title: 'The database cannot be reached just now',
        text: 'Nobody was signed in and nothing was changed. Try again in a moment.',
      }
    case 'provider':
      return {
        title: `Signing in with ${provider} did not work`,
        text: 'It is not your fault. Try again in a moment. If it happens again, tell whoever runs this moviebucket: the reason is in its log.',
      }
  }
}
