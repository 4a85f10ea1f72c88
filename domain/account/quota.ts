import { counted, formatNumber } from '@/domain/text'

/** What a person may use only so much of; the names are those in the database. */
export const QUOTA_NAMES = ['buckets', 'movies', 'groups', 'tokens', 'staged_bytes', 'changes'] as const
export type QuotaName = (typeof QUOTA_NAMES)[number]

/** How much a person may use of each. */
export type Quotas = Record<QuotaName, number>

/** How much of it a person uses, of how much. */
export type Usage = { name: QuotaName; used: number; most: number }

const MEGABYTE = 1_000_000
// The part of a limit from which on a person is told before it refuses anything.
const NEAR = 0.9

type Words = { title: string; amount: (number: number) => string; remedy: string }

const WORDS: Record<QuotaName, Words> = {
  buckets: {
    title: 'Buckets, with those in the trash',
    amount: (number) => counted(number, 'bucket'),
    remedy: 'Delete one for good first.',
  },
  movies: {
    title: 'Movies in your buckets, with those in the trash',
    amount: (number) => counted(number, 'movie'),
    remedy: 'Empty a trash, or delete a bucket for good first.',
  },
  groups: {
    title: 'Groups that you own',
    amount: (number) => counted(number, 'group'),
    remedy: 'Dissolve or transfer one first.',
  },
  tokens: {
    title: 'Tokens for the API',
    amount: (number) => counted(number, 'token'),
    remedy: 'Revoke one first.',
  },
  staged_bytes: {
    title: 'Unfinished imports',
    amount: (bytes) => `${formatNumber(Math.ceil(bytes / MEGABYTE))} MB`,
    remedy: 'Confirm or discard an unfinished import first.',
  },
  changes: {
    title: 'Changes kept for Undo, one for each movie',
    amount: (number) => counted(number, 'change'),
    remedy: 'The oldest ones make room within an hour. Try again then, or change fewer movies.',
  },
}

/** The name of a quota and how much of it is used, in words. */
export function usageWords({ name, used, most }: Usage): { title: string; amount: string; near: string | null } {
  const { title, amount, remedy } = WORDS[name]
  const near = used >= most * NEAR ? `Near the limit. ${remedy}` : null
  return { title, amount: `${amount(used)} of ${amount(most)}`, near }
}

/**
 * Why a change was refused; `present` is how much there would be after it, null if the quota is that of another person,
 * of whom the reader learns no numbers.
 */
export function quotaRefusal(name: QuotaName, present: number | null, most: number): string {
  const { amount, remedy } = WORDS[name]
  if (present === null) return `The owner of this bucket has reached a limit: ${amount(most)}. Nothing was changed.`
  return `${amount(present)} would be above your limit of ${amount(most)}. Nothing was changed. ${remedy}`
}
