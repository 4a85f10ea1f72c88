/** What an If-Match or If-None-Match header names: entity tags without their quotes, or `any` for `*`. */
export type EntityTags = 'any' | { strong: string[]; weak: string[] }

const TAG = /^(W\/)?"([\x21\x23-\x7e\x80-\uffff]*)"$/

/** Reads such a header (RFC 9110, 13.1); null when there is none. What is no entity tag matches nothing. */
export function parseEntityTags(header: string | null): EntityTags | null {
  if (header === null) return null
  if (header.trim() === '*') return 'any'
  const tags: EntityTags = { strong: [], weak: [] }
  // A comma inside of a tag would split it; none of ours has one.
  for (const part of header.split(',')) {
    const [, weak, tag] = TAG.exec(part.trim()) ?? []
    if (tag !== undefined) tags[weak ? 'weak' : 'strong'].push(tag)
  }
  return tags
}

/** Whether what has this tag may be changed by a request with this If-Match: strong comparison. */
export function mayChange(tags: EntityTags | null, tag: string): boolean {
  return tags === null || tags === 'any' || tags.strong.includes(tag)
}

/** Whether a client has what has this tag already, by its If-None-Match: weak comparison. */
export function isKnown(tags: EntityTags | null, tag: string): boolean {
  return tags === 'any' || (tags !== null && [...tags.strong, ...tags.weak].includes(tag))
}

/** The versions of a movie that an If-Match names; undefined: whichever it has. */
export function versionsOf(tags: EntityTags | null): number[] | undefined {
  if (tags === null || tags === 'any') return undefined
  return tags.strong.filter((tag) => /^[1-9]\d{0,8}$/.test(tag)).map(Number)
}
