import { isNoValue, isZero } from './no-value'
import { parseDecimal, readRating } from './numbers'
import type { ImportSettings, Scale, Unit } from './settings'
import { splitYear } from './titles'

/** What the values of a whole column decide, where neither a program nor a name does. */
export type Undecided = { scale: boolean; unit: boolean; yearInTitle: boolean }

/** So few ratings above a scale are mistakes in their rows and do not make the scale of the column a higher one. */
const FEW = 0.2
/** So few rows say nothing of their column. */
const FEWEST = 3

/**
 * Makes what counts the values of columns row by row, and decides what they mean: the scale of ratings, the unit of
 * running times, and whether titles end with their year.
 */
export function makeTally({ columns }: Pick<ImportSettings, 'columns'>, undecided: Undecided) {
  const ratings = { all: 0, above5: 0, above10: 0 }
  const lengths: Record<Unit | 'all' | 'fractions', number> = {
    ...{ all: 0, fractions: 0, minutes: 0, hours: 0, seconds: 0, milliseconds: 0, ticks: 0 },
  }
  const titles = { all: 0, ended: 0 }
  const cell = (cells: readonly string[], at: number | undefined) => (at === undefined ? '' : (cells[at] ?? '').trim())

  function add(cells: readonly string[]): void {
    if (undecided.scale) addRating(cell(cells, columns.rating))
    if (undecided.unit) addLength(cell(cells, columns.length))
    if (undecided.yearInTitle) {
      const title = cell(cells, columns.title)
      if (title !== '') titles.all++
      if (splitYear(title)) titles.ended++
    }
  }

  function addRating(text: string): void {
    if (text === '' || isNoValue(text)) return
    const { number, own } = readRating(text)
    // Stars and 8/10 bring their own scale.
    if (own || Number.isNaN(number) || number <= 0) return
    ratings.all++
    if (number > 5) ratings.above5++
    if (number > 10) ratings.above10++
  }

  function addLength(text: string): void {
    const number = parseDecimal(text.replaceAll(/(?<=\d)[,' ](?=\d{3}\b)/g, ''))
    if (Number.isNaN(number) || number <= 0 || isZero(text)) return
    lengths.all++
    if (!Number.isInteger(number)) lengths.fractions++
    lengths[unitOf(number)]++
  }

  /** The settings as they were, with what the values decide. */
  function decide<Settings extends Pick<ImportSettings, 'scale' | 'unit' | 'yearInTitle'>>(
    settings: Settings,
  ): Settings {
    const decided = { ...settings }
    if (undecided.scale) decided.scale = decideScale()
    if (undecided.unit) decided.unit = decideUnit()
    if (undecided.yearInTitle) decided.yearInTitle = titles.ended > titles.all / 2
    return decided
  }

  function decideScale(): Scale {
    const { all, above5, above10 } = ratings
    if (above10 > all * FEW) return '100'
    return above5 > all * FEW ? '10' : '5'
  }

  function decideUnit(): Unit {
    const { all, fractions } = lengths
    if (all < FEWEST) return 'minutes'
    const unit = (['ticks', 'milliseconds', 'seconds'] as const).find((one) => lengths[one] === all)
    if (unit) return unit
    return lengths.hours === all && fractions > all / 2 ? 'hours' : 'minutes'
  }

  return { add, decide }
}

// The only unit in which a number is the running time of a film; minutes where two units would do.
function unitOf(number: number): Unit {
  if (number <= 8.4) return 'hours'
  if (number <= 900) return 'minutes'
  if (number <= 30_000) return 'seconds'
  return number <= 30_000_000 ? 'milliseconds' : 'ticks'
}
