/** The months in which movies were added, `from` and `to` included, each as `2024-03`, in UTC. */
export type Months = { from: string; to: string }

// Postgres knows no year 0, and what follows 9999 has five digits.
const MONTHS = /^((?!0000|9999)\d{4})(-(?:0[1-9]|1[0-2]))?(?:\.\.((?!0000|9999)\d{4})(-(?:0[1-9]|1[0-2]))?)?$/
const NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Reads `2024`, `2024-03`, `2023-11..2024-03` or `2020..2024`; undefined for another text, or months upside down. */
export function parseMonths(text: string): Months | undefined {
  const [, year, month, toYear = year, toMonth] = MONTHS.exec(text.trim()) ?? []
  if (!year) return undefined
  const end = text.includes('..') ? toMonth : month
  const months = { from: `${year}${month ?? '-01'}`, to: `${toYear}${end ?? '-12'}` }
  return months.from <= months.to ? months : undefined
}

/** The shortest text that `parseMonths` reads back. */
export function formatMonths({ from, to }: Months): string {
  if (from === to) return from
  const [start, end] = isWholeYears({ from, to }) ? [from.slice(0, 4), to.slice(0, 4)] : [from, to]
  return start === end ? start : `${start}..${end}`
}

/** The months in words: `Mar 2024`, `Jan–Mar 2024`, `Nov 2023 – Jan 2024`, `2024`, `2020–2024`. */
export function monthsLabel({ from, to }: Months): string {
  const [fromYear, toYear] = [from.slice(0, 4), to.slice(0, 4)]
  if (isWholeYears({ from, to })) return fromYear === toYear ? fromYear : `${fromYear}–${toYear}`
  if (from === to) return `${monthName(from)} ${fromYear}`
  if (fromYear === toYear) return `${monthName(from)}–${monthName(to)} ${toYear}`
  return `${monthName(from)} ${fromYear} – ${monthName(to)} ${toYear}`
}

/** The months that both have, if any; without the other one, all of the first. */
export function commonMonths(a: Months, b: Months | undefined): Months | undefined {
  if (!b) return a
  const [, from = a.from] = [a.from, b.from].sort()
  const [to = a.to] = [a.to, b.to].sort()
  return from <= to ? { from, to } : undefined
}

/** The number of a month, counted from `0000-01`, which is 0. */
export function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1
}

/** The month of a number from `monthNumber`. */
export function monthOf(number: number): string {
  return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`
}

function isWholeYears({ from, to }: Months): boolean {
  return from.endsWith('-01') && to.endsWith('-12')
}

function monthName(month: string): string {
  return NAMES[Number(month.slice(5)) - 1] ?? ''
}
