import { counted, formatNumber } from '@/domain/text'
import { countAdded, countUpdated, type DuplicateCounts, type ImportPart, type RowCounts } from './staged'

/** What became of the rows of a file: `rows` is the sum of the others, and `left` that of its reasons. */
export type Receipt = { rows: number; added: number; updated: number; same: number; left: number; reasons: Reasons }

/**
 * Why rows were left: they still wait to be added, or to change a movie that was changed since the preview; the bucket
 * has them with other values; they repeat an earlier row; they have a problem; they are no films.
 */
export type Reasons = {
  waiting: number
  changed: number
  here: number
  repeated: number
  problem: number
  aside: number
}

/** Adds up what an import did with the rows of its file. */
export function makeReceipt(
  parts: readonly ImportPart[],
  { ready, change, duplicate, problem, aside }: RowCounts,
  { same, repeated }: DuplicateCounts,
): Receipt {
  const added = countAdded(parts)
  const updated = countUpdated(parts)
  const reasons = { waiting: ready, changed: change, here: duplicate - same - repeated, repeated, problem, aside }
  const left = Object.values(reasons).reduce((sum, count) => sum + count, 0)
  return { rows: added + updated + same + left, added, updated, same, left, reasons }
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
export function describeReasons({ waiting, changed, here, repeated, problem, aside }: Reasons): string[] {
  const is = (count: number) => `${formatNumber(count)} ${count === 1 ? 'is' : 'are'}`
  return [
    waiting > 0 && `${is(waiting)} ready to be added`,
    changed > 0 && `${is(changed)} for a movie that was changed since the preview`,
    here > 0 && `${is(here)} here already with other values`,
    repeated > 0 && `${formatNumber(repeated)} ${repeated === 1 ? 'repeats' : 'repeat'} an earlier row`,
    problem > 0 && `${formatNumber(problem)} ${problem === 1 ? 'has' : 'have'} a problem`,
    aside > 0 && `${is(aside)} no film`,
  ].filter((reason) => reason !== false)
}
