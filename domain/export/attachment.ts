// What Windows has no files of, and what ends or escapes a quoted string in a header.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"/\\|?*]/g

/**
 * The Content-Disposition of a file to save under a name of any script: in full as RFC 8187 has it, and in ASCII for
 * what does not read that (RFC 6266, appendix D).
 */
export function attachment(name: string): string {
  const safe =
    name
      .toWellFormed()
      .replace(UNSAFE, '-')
      .replace(/^[.\s]+/, '')
      .trim() || 'movies'
  const plain = safe
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    // A full-width quotation mark, for one, has just become a plain one.
    .replace(UNSAFE, '-')
    // A percent sign would be taken for an encoding by some.
    .replace(/[^\x20-\x7e]|%/g, '_')
  const full = encodeURIComponent(safe).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`
}
