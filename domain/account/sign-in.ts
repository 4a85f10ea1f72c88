import type { AddressGap } from './claims'

/** Why signing in or connecting an account failed; appears in URLs as `?error=`. */
export const SIGN_IN_REFUSALS = [
  'cancelled',
  'expired',
  'unverified',
  'unvouched',
  'no_address',
  'lookalike',
  'other_provider',
  'moved',
  'closed',
  'taken',
  'signed_in',
  'connected',
  'stale',
  'unavailable',
  'clock',
  'provider',
] as const
export type SignInRefusal = (typeof SIGN_IN_REFUSALS)[number]

/** The facts after a provider has identified a person; users are ids. */
export type SignInCase = {
  /** What the provider does not say of the address; null if it has verified it, or is trusted. */
  gap: AddressGap | null
  /** Whether the address is the same in compatibility forms (NFKC), as `isPlainEmail` says. */
  plain: boolean
  /** The user whom this browser is signed in as. */
  signedInAs: string | null
  /** The user who has connected this account of the provider. */
  accountOwner: string | null
  /** The user with the same address. */
  addressOwner: string | null
  /** Whether that user came by this provider, when another issuer was behind it. */
  moved: boolean
  /** Whether the person pressed *Connect* in Settings. */
  connecting: boolean
  /** Whether the signed-in user has an account of this provider. */
  connected: boolean
  /** Whether a person who is new here may sign up, as SIGN_UP says. */
  welcome: boolean
  /** Whether the signed-in user has signed in lately enough to connect an account. */
  fresh: boolean
}

/**
 * Decides whether a person may sign in: null, or why not. An account is known by provider, issuer and subject, never by
 * its address. A new account signs in only if no user has its address, and joins a user only when that user asked for it soon
 * after signing in, and has no other account of the provider.
 */
export function judgeSignIn(facts: SignInCase): SignInRefusal | null {
  const { gap, plain, moved, signedInAs, accountOwner, addressOwner, connecting, connected, welcome, fresh } = facts
  if (gap) return gap
  if (!accountOwner && !plain) return 'lookalike'
  if (accountOwner) return signedInAs && signedInAs !== accountOwner ? 'taken' : null
  if (signedInAs && !connecting) return 'signed_in'
  if (signedInAs && connected) return 'connected'
  if (signedInAs) return fresh ? null : 'stale'
  if (connecting) return 'expired'
  if (addressOwner) return moved ? 'moved' : 'other_provider'
  return welcome ? null : 'closed'
}

/**
 * Names for the message; only `other_provider` and `moved` have `email` and `others`, names of providers, and only `connected` has
 * `account`, the login or address of the account that is connected. `trustable`: a setting can take the provider's word.
 */
export type RefusalDetails = {
  provider?: string
  email?: string
  others?: string[]
  account?: string
  trustable?: boolean
}

const TRUST_SETTING = 'the setting AUTH_OIDC_TRUST_EMAIL takes the provider’s word for its addresses'

/** Explains a refusal in plain words: what happened and what to do. */
export function explainRefusal(
  refusal: SignInRefusal,
  { provider = 'the provider', email, others = [], account, trustable = false }: RefusalDetails = {},
): { title: string; text: string } {
  const way = others.length > 0 ? others.join(' or ') : 'another provider'
  const Provider = provider.replace(/^the /, 'The ')
  switch (refusal) {
    case 'cancelled':
      return {
        title: `You cancelled at ${provider}`,
        text: 'Nothing was shared and nobody was signed in. You can try again, or choose another way.',
      }
    case 'expired':
      return {
        title: 'This sign-in has expired',
        text: 'It was already used, took longer than 15 minutes, or began in another window. Start again here.',
      }
    case 'unverified':
      return {
        title: `${Provider} has not verified your email address`,
        text: trustable
          ? `You need a verified address to sign in. Confirm it at ${provider}, then try again. If it cannot be confirmed there, ask the operator of this moviebucket: ${TRUST_SETTING}.`
          : `You need a verified address to sign in. Confirm it at ${provider}, which sends you a message for that, then try again.`,
      }
    case 'unvouched':
      return {
        title: `${Provider} does not say whether your email address is verified`,
        text: `Nobody was signed in, and trying again does not help. Ask the operator of this moviebucket: ${TRUST_SETTING}.`,
      }
    case 'no_address':
      return {
        title: `${Provider} gives no email address of yours`,
        text: `You need one to sign in. Add it to your account at ${provider}, then try again. If it has one, ask the operator of this moviebucket: ${provider} has to pass the claim “email” on.`,
      }
    case 'lookalike':
      return {
        title: `Your email address at ${provider} has unusual letters`,
        text: `One of them stands for several, or for a plain one, so the address reads like that of another mailbox. Choose an address with plain letters at ${provider}, then try again.`,
      }
    case 'other_provider':
      return {
        title: `${email ?? 'Your address'} signs in with ${way}`,
        text: `Sign in with it, then connect ${provider} in Settings. After that, both work.`,
      }
    case 'moved':
      return {
        title: `${email ?? 'Your address'} has an account from before ${provider} moved`,
        text: `Nobody was signed in: another server answers for ${provider} now, and may give your number to another person. ${
          others.length > 0 ? `Sign in with ${way}, then connect ${provider} in Settings. Or ask` : 'Ask'
        } the operator of this moviebucket, who can say that the server has only moved.`,
      }
    case 'closed':
      return {
        title: 'This moviebucket is not open to everybody',
        text: 'Nobody was signed in. Ask a person who uses it to invite the address that you sign in with, or its operator to let you in.',
      }
    case 'taken':
      return {
        title: `This ${provider} account belongs to another user here`,
        text: 'To use that user, sign out first. To connect the account here, disconnect it in that user’s Settings.',
      }
    case 'signed_in':
      return {
        title: 'You are already signed in',
        text: `Nothing was changed. To sign in with ${provider} as well, press Connect beside it.`,
      }
    case 'connected':
      return {
        title: account ? `${Provider} is connected already, as ${account}` : `${Provider} is connected already`,
        text: 'Nothing was changed: one account of each provider signs you in. To use another one, disconnect this one first.',
      }
    case 'stale':
      return {
        title: 'Too much time has passed since you signed in',
        text: `Nothing was changed. Press Connect beside ${provider} again: you sign in once more, then connect it.`,
      }
    case 'unavailable':
      return {
        title: 'The database cannot be reached just now',
        text: 'Nobody was signed in and nothing was changed. Try again in a moment.',
      }
    case 'clock':
      return {
        title: `The clocks of moviebucket and ${provider} are apart`,
        text: 'Nobody was signed in. Tell the operator of this moviebucket: the log says by how much, and time synchronisation mends it.',
      }
    case 'provider':
      return {
        title: `Signing in with ${provider} did not work`,
        text: 'It is not your fault. Try again in a moment. If it happens again, tell the operator of this moviebucket: the reason is in its log.',
      }
  }
}
