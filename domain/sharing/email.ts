/** An address in the form it is stored and compared in: NFKC, lower case, trimmed; dots and plus signs stay. */
export function normalizeEmail(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase()
}
