import { joinNames } from '@/domain/text'
import { FIELD_LABELS, MOVIE_FIELDS, type MovieField, type MovieValues } from './movie'

export const ACTIVITY_KINDS = ['add', 'edit', 'delete', 'restore', 'move'] as const
export type ActivityKind = (typeof ACTIVITY_KINDS)[number]

/** One thing that somebody did to a bucket's movies; `at` is ISO 8601 in UTC. */
export type ActivityEntry = {
  changeId: string
  kind: ActivityKind
  at: string
  by: Person
  /** How many movies it touched, and up to 5 of their titles; null for a movie that is gone for good. */
  count: number
  titles: (string | null)[]
  /** The other bucket of a move, null if its name is not the reader's to know. */
  move?: { direction: 'to' | 'from'; bucketName: string | null }
  /** What an edit of one movie changed, as far as it can be told. */
  edited?: Edited[]
  /** The name of the file that an import added them from. */
  fileName?: string
  /** Whether at least one of them is still as this left it. */
  undoable: boolean
}

/** A field of a movie with its value before an edit and after it. */
export type Edited = { field: MovieField; from: string | number; to: string | number }

/** Who did something: the reader, somebody by name, or somebody whose name the reader may not know (any more). */
export type Person = { you: boolean; name: string | null }

/** Who changed a movie last, and when; `added` if nobody changed it since it was added. */
export type LastEdit = { by: Person; at: string; added: boolean }

/** The most titles an entry names. */
export const TITLES_SHOWN = 5

const VERBS: Record<ActivityKind, string> = {
  add: 'added',
  edit: 'changed',
  delete: 'deleted',
  restore: 'restored',
  move: 'moved',
}

type Described = Pick<ActivityEntry, 'kind' | 'count' | 'titles' | 'move' | 'edited' | 'fileName'>

/** What was done, without who: `added “Alien”, “Jaws” and 32 more`. */
export function describeActivity({ kind, count, titles, move, edited = [], fileName }: Described): string {
  const [only] = edited
  const movies = describeMovies(count, titles)
  if (only && edited.length === 1) return `changed the ${nameField(only)} of ${movies} ${describeEdit(only)}`
  return [
    VERBS[kind],
    edited.length > 1
      ? `${movies}: ${joinNames(edited.map((one) => `${nameField(one)} ${describeEdit(one)}`))}`
      : movies,
    move && describeMove(move),
    fileName && `from “${fileName}”`,
  ]
    .filter(Boolean)
    .join(' ')
}

/** The fields in which two states of a movie differ. */
export function compareMovies(before: MovieValues, after: MovieValues): Edited[] {
  return MOVIE_FIELDS.flatMap((field) =>
    before[field] === after[field] ? [] : [{ field, from: before[field], to: after[field] }],
  )
}

const nameField = ({ field }: Edited) => FIELD_LABELS[field].toLowerCase()
const quote = (value: string | number) => (typeof value === 'string' ? `“${value}”` : value)
const describeEdit = ({ from, to }: Edited) => `from ${quote(from)} to ${quote(to)}`

/** What taking a change of many movies back does, asked before it is done. */
export function describeTakingBack({ kind, count }: Pick<ActivityEntry, 'kind' | 'count'>): string {
  const movies = `${count.toLocaleString('en')} movies`
  const what: Record<ActivityKind, string> = {
    add: `${movies} go into the trash`,
    edit: `${movies} get the values back that they had before`,
    delete: `${movies} come back out of the trash`,
    restore: `${movies} go into the trash again`,
    move: `${movies} go back to where they were`,
  }
  return `${what[kind]}. Those that were changed since stay as they are.`
}

function describeMovies(count: number, titles: (string | null)[]): string {
  const named = titles.slice(0, TITLES_SHOWN).flatMap((title) => (title === null ? [] : [`“${title}”`]))
  if (named.length === 0)
    return count === 1 ? 'a movie that is gone for good' : `${count.toLocaleString('en')} movies that are gone for good`
  const more = count - named.length
  return joinNames(more > 0 ? [...named, `${more.toLocaleString('en')} more`] : named)
}

function describeMove({ direction, bucketName }: NonNullable<ActivityEntry['move']>): string {
  const other = bucketName === null ? 'another bucket' : `“${bucketName}”`
  return direction === 'to' ? `to ${other}` : `here from ${other}`
}

/** A movie's last change as made by the reader just now. */
export function editedByReader({ updatedAt, version }: { updatedAt: string; version: number }): LastEdit {
  return { by: { you: true, name: null }, at: updatedAt, added: version <= 1 }
}

/** A person as the subject of a sentence. */
export function describePerson({ you, name }: Person): string {
  return you ? 'You' : (name ?? 'Somebody')
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
