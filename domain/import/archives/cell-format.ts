/** How a workbook shows a number: as it is, or as one of these. */
export type CellFormat = 'date' | 'time' | 'percent' | undefined

// The number formats that every workbook has (ECMA-376, 18.8.30).
const DATES = [14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]
const TIMES = [18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47]
const PERCENTS = [9, 10]
const DAY = 86_400_000

/** How a number format shows numbers, by its id or else by its code. */
export function readFormat(id: number, code: string | undefined): CellFormat {
  if (DATES.includes(id)) return 'date'
  if (TIMES.includes(id)) return 'time'
  if (PERCENTS.includes(id)) return 'percent'
  // Without quoted and escaped text, and without colours and languages in brackets, but for elapsed hours: [h]:mm.
  const bare = (code ?? '').replace(/"[^"]*"|\\.|_.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
  if (/[yd]/i.test(bare)) return 'date'
  if (/[hs]/i.test(bare)) return 'time'
  return bare.includes('%') ? 'percent' : undefined
}

/** A number of a workbook as a person sees it: a date as ISO 8601, a time as hours and minutes. */
export function showNumber(text: string, format: CellFormat, since1904: boolean): string {
  const number = Number(text)
  if (text.trim() === '' || !Number.isFinite(number)) return text
  // Spreadsheets count with 15 digits, and their files may have 17.
  if (format === undefined) return String(Number(number.toPrecision(15)))
  if (format === 'percent') return `${Number((number * 100).toPrecision(15))}%`
  if (format === 'time') return showTime(number)
  const time = new Date((number + (since1904 ? 1462 : 0) - 25_569) * DAY)
  return Number.isNaN(time.getTime()) ? text : time.toISOString().slice(0, 10)
}

function showTime(days: number): string {
  const minutes = Math.round(days * 24 * 60)
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}
