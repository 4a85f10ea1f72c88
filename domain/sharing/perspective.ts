/** Whose view of a bucket its owner looks at: that of a person, of any member of a group, or of everyone else. */
export type Perspective = { kind: 'person' | 'group'; id: string } | { kind: 'everyone' }

/** Reads `person:<id>`, `group:<id>` or `everyone`; null when it is none of these. */
export function parsePerspective(text: string): Perspective | null {
  if (text === 'everyone') return { kind: 'everyone' }
  const [, kind, id] = /^(person|group):(.+)$/.exec(text) ?? []
  return kind && id ? { kind: kind as 'person' | 'group', id } : null
}
