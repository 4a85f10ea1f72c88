import { counted, formatNumber } from '@/domain/text'
import { countAdded, countUpdated, type DuplicateCounts, type ImportPart, type RowCounts } from './staged'

/** What became of the rows of a file: `rows` is the sum of the others, and `left` that of its reasons. */
export type Receipt = { rows: number; added: number; updated: number; same: number; left: number; reasons: Reasons }

/**
 * Why rows were left: they still wait to be added, or to change a movie that was changed since the preview; the bucket
 * has them with other values; they repeat an earlier row; the file has no value for them, or a wrong one; they are set aside.
 */
export type Reasons = {
  waiting: number
  changed: number
  here: number
  repeated: number
  incomplete: number
  problem: number
  aside: number
}

/** Adds up what an import did with the rows of its file. */
export function makeReceipt(
  parts: readonly ImportPart[],
  { ready, change, duplicate, incomplete, problem, aside }: RowCounts,
  { same, repeated }: DuplicateCounts,
): Receipt {
  const added = countAdded(parts)
  const updated = countUpdated(parts)
  const here = duplicate - same - repeated
  const reasons = { waiting: ready, changed: change, here, repeated, incomplete, problem, aside }
  const left = Object.values(reasons).reduce((sum, count) => sum + count, 0)
  return { rows: added + updated + same + left, added, updated, same, left, reasons }
}

/** A receipt for the API, which calls what has no value a problem, too. */
export function reportReceipt({ reasons: { incomplete, problem, ...reasons }, ...sums }: Receipt) {
  return { ...sums, reasons: { ...reasons, problem: problem + incomplete } }
}

/** The receipt as a sum: `1,800 rows = 1,741 added + 53 updated + 4 the same + 2 left`. */
export function describeReceipt({ rows, added, updated, same, left }: Receipt): string {
  const terms = [
    `${formatNumber(added)} added`,
    updated > 0 && `${formatNumber(updated)} updated`,
    same > 0 && `${formatNumber(same)} the same`,
    left > 0 && `${formatNumber(left)} left`,
  ].filter(Boolean)
  return `${counted(rows, 'row')} = ${terms.join(' + ')}`
}

/** Why rows were left, a phrase for each reason. */
export function describeReasons({ waiting, changed, here, repeated, incomplete, problem, aside }: Reasons): string[] {
  const is = (count: number) => `${formatNumber(count)} ${count === 1 ? 'is' : 'are'}`
  return [
    waiting > 0 && `${is(waiting)} ready to be added`,
    changed > 0 && `${is(changed)} for a movie that was changed since the preview`,
    here > 0 && `${is(here)} here already with other values`,
    repeated > 0 && `${formatNumber(repeated)} ${repeated === 1 ? 'repeats' : 'repeat'} an earlier row`,
    incomplete > 0 && `${formatNumber(incomplete)} ${incomplete === 1 ? 'lacks' : 'lack'} a value`,
    problem > 0 && `${formatNumber(problem)} ${problem === 1 ? 'has' : 'have'} a problem`,
    aside > 0 && `${is(aside)} set aside`,
  ].filter((reason) => reason !== false)
}
