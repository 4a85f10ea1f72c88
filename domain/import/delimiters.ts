/** What stands between two cells, with the words for it; a tab comes first where several fit as well. */
export const DELIMITERS = { '\t': 'tab', ';': 'semicolon', '|': 'vertical bar', ',': 'comma' } as const
export type Delimiter = keyof typeof DELIMITERS
export const DELIMITER_CHARACTERS = Object.keys(DELIMITERS) as [Delimiter, ...Delimiter[]]

const SAMPLE_RECORDS = 20

/**
 * The delimiter that a first line `sep=;` names, as Excel writes it, or the one that stands equally often in the most of
 * the first records: commas in titles are in few of them. `sure` says whether no other one fits as well.
 */
export function guessDelimiter(text: string): { delimiter: Delimiter; sure: boolean } {
  const named = DELIMITER_CHARACTERS.find((delimiter) => readSeparatorLine(text) === delimiter)
  if (named) return { delimiter: named, sure: true }
  const records = splitRecords(text)
  const scored = DELIMITER_CHARACTERS.map((delimiter) => ({ delimiter, ...measure(records, delimiter) }))
  const best = scored.reduce((a, b) => (b.records > a.records || (b.records === a.records && b.each > a.each) ? b : a))
  if (best.records === 0) return { delimiter: ',', sure: true }
  const sure = scored.every(({ delimiter, records }) => delimiter === best.delimiter || records < best.records)
  return { delimiter: best.delimiter, sure }
}

/** The delimiter in a line `sep=;`, if a text begins with one. */
export function readSeparatorLine(text: string): string | undefined {
  return /^"?sep=(.)"?\s*(?:[\r\n]|$)/i.exec(text)?.[1]
}

// How many of the records have one count of the delimiter, and that count.
function measure(records: readonly string[], delimiter: string): { records: number; each: number } {
  const tally = new Map<number, number>()
  for (const record of records) {
    const each = record.split(delimiter).length - 1
    if (each > 0) tally.set(each, (tally.get(each) ?? 0) + 1)
  }
  const [each = 0, count = 0] = [...tally].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? []
  return { records: count, each }
}

// The first records without what stands in quotation marks, which may hold line ends and delimiters.
function splitRecords(text: string): string[] {
  const records: string[] = []
  let record = ''
  let quoted = false
  for (const character of text) {
    if (character === '"') quoted = !quoted
    else if (quoted) continue
    else if (character === '\n' || character === '\r') {
      if (record !== '') records.push(record)
      record = ''
      if (records.length === SAMPLE_RECORDS) return records
    } else record += character
  }
  return record === '' ? records : [...records, record]
}
