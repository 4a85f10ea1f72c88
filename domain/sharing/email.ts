/** An address in the form it is stored and compared in: NFKC, lower case, trimmed; dots and plus signs stay. */
export function normalizeEmail(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase()
}

/**
 * Whether NFKC leaves an address from a provider as it is. It makes of any other one the address of another mailbox: of
 * `ﬁona@…`, with one letter for fi, `fiona@…`.
 */
export function isPlainEmail(text: string): boolean {
  return text.normalize('NFKC') === text
}
