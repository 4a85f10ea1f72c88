import { AppError } from '@/domain/result'

// What a text that begins with `<` is, by its beginning.
const KINDS: [RegExp, string][] = [
  [/^<!doctype html|^<html|^<(head|body|script|div|table|p|meta|a|span)\b/i, 'a web page'],
  [/<(ss:)?workbook\b[^>]*office:spreadsheet/i, 'an old Excel workbook as XML'],
  [/^<plist|<!doctype plist/i, 'a property list of a Mac'],
  [/^<(rss|feed|rdf:rdf)\b/i, 'a news feed'],
  [/^<svg\b/i, 'a picture'],
]
const ADVICE: Record<string, string> = {
  'a web page': 'Choose Export or Download on that page, and import the file that you get, not the page.',
}

/**
 * The error for a text that begins with `<` and is no list of movies that can be read.
 * @returns {AppError} `invalid`, with the name of what it is
 */
export function refuseMarkup(head: string): AppError {
  const text = head.replace(/^\s*(<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*)*/i, '')
  const root = /^<(?:!doctype\s+)?([\w:.-]{1,40})/i.exec(text)?.[1]
  const name = KINDS.find(([pattern]) => pattern.test(text))?.[1] ?? (root ? `XML of the kind <${root}>` : 'XML')
  const advice = ADVICE[name] ?? 'Save it as CSV (UTF-8) or as an Excel workbook (.xlsx).'
  return new AppError('invalid', `This is ${name}, in which no list of movies is found. ${advice}`)
}
