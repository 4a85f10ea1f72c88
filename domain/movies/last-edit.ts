/** A person who did something: the reader, a person by name, or a person whose name the reader may not know. */
export type Person = { you: boolean; name: string | null }

/** Who edited a movie last, and when (ISO 8601, UTC); `added` if nobody edited it since it was added. */
export type LastEdit = { by: Person; at: string; added: boolean }

/** A movie's last edit, made by the reader just now. */
export function editedByReader({ updatedAt, version }: { updatedAt: string; version: number }): LastEdit {
  return { by: { you: true, name: null }, at: updatedAt, added: version <= 1 }
}

/** A person as the subject of a sentence. */
export function describePerson({ you, name }: Person): string {
  return you ? 'You' : (name ?? 'Another person')
}

const STEPS: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

/** How long ago a time (ISO 8601) was, roughly: `3 minutes ago`. `now` is in milliseconds. */
export function describeAgo(at: string, now: number): string {
  const seconds = Math.max(0, (now - Date.parse(at)) / 1000)
  const step = STEPS.find(([, size]) => seconds >= size)
  return step ? relative.format(-Math.floor(seconds / step[1]), step[0]) : 'just now'
}
