// Characters that Windows forbids in file names, and those that end or escape a quoted string in a header.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among them
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"/\\|?*]/g

/**
 * The Content-Disposition of a file to save under a name in any script: the full name as in RFC 8187, and one in ASCII
 * for clients that do not read that (RFC 6266, appendix D).
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
    // Again, because normalizing turns a full-width quotation mark, for example, into a plain one.
    .replace(UNSAFE, '-')
    // Some clients take a percent sign for an encoding.
    .replace(/[^\x20-\x7e]|%/g, '_')
    .trim()
    // A name of combining marks alone has lost all of them.
    .replace(/^(?=\.|$)/, 'movies')
  const full = encodeURIComponent(safe).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`
}
