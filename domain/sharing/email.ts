/** An address in the one form it is stored and compared in: NFKC, lower case, no space around; dots and plus stay. */
export function normalizeEmail(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase()
}
