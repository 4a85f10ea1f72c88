import { counted, formatNumber, joinNames } from '@/domain/text'
import type { Person } from './last-edit'
import { differingFields, FIELDS, type MovieField, type MoviePatch } from './movie'

export const ACTIVITY_KINDS = ['add', 'edit', 'delete', 'restore', 'move'] as const
export type ActivityKind = (typeof ACTIVITY_KINDS)[number]

/** A change to a bucket's movies; `at` is ISO 8601 in UTC. */
export type ActivityEntry = {
  changeId: string
  kind: ActivityKind
  at: string
  by: Person
  /** How many movies it touched, and up to 5 of their titles; null for a purged movie. */
  count: number
  titles: (string | null)[]
  /** The other bucket of a move; its name is null if the reader may not know it. */
  move?: { direction: 'to' | 'from'; bucketName: string | null }
  /** An import adds some movies and changes others; its undo deletes and changes. */
  alsoEdits?: true
  /** What an edit of one movie changed, as far as the history tells. */
  edited?: Edited[]
  /** What an edit of several movies gave all of them, as far as the history tells. */
  given?: Given[]
  /** The name of the file that an import added or changed them from. */
  fileName?: string
  /** Whether at least one movie is still as this change left it. */
  undoable: boolean
}

/** A field of a movie with its value before an edit and after it. */
export type Edited = { field: MovieField; from: string | number; to: string | number }

/** A field with the value that an edit gave several movies. */
export type Given = Omit<Edited, 'from'>

/** The most titles that an entry names. */
export const TITLES_SHOWN = 5

const VERBS: Record<ActivityKind, string> = {
  add: 'added',
  edit: 'changed',
  delete: 'deleted',
  restore: 'restored',
  move: 'moved',
}

type Described = Pick<
  ActivityEntry,
  'kind' | 'count' | 'titles' | 'move' | 'alsoEdits' | 'edited' | 'given' | 'fileName'
>

/** A change as the predicate of a sentence: `added “Alien”, “Jaws” and 32 more`. */
export function describeActivity(change: Described): string {
  const { kind, count, titles, move, alsoEdits, edited = [], given = [], fileName } = change
  const [only] = edited
  const movies = describeMovies(count, titles)
  if (only && edited.length === 1) return `changed the ${nameField(only)} of ${movies} ${describeEdit(only)}`
  const fields = [
    ...edited.map((one) => `${nameField(one)} ${describeEdit(one)}`),
    ...given.map((one) => `${nameField(one)} to ${quote(one.to)}`),
  ]
  return [
    alsoEdits ? `${VERBS[kind]} or ${VERBS.edit}` : VERBS[kind],
    fields.length > 0 ? `${movies}: ${joinNames(fields)}` : movies,
    move && describeMove(move),
    fileName && `from “${fileName}”`,
  ]
    .filter(Boolean)
    .join(' ')
}

/** What an edit changed; a state from before a field existed does not tell about it. */
export function compareMovies(before: MoviePatch, after: MoviePatch): Edited[] {
  return differingFields(before, after).flatMap((field) => {
    const [from, to] = [before[field], after[field]]
    return from === undefined || to === undefined ? [] : [{ field, from, to }]
  })
}

/** What an edit gave each of several movies: the fields that are the same in all of them now and were not before. */
export function compareMany(pairs: readonly { before: MoviePatch; after: MoviePatch }[]): Given[] {
  const changed = new Set(pairs.flatMap(({ before, after }) => compareMovies(before, after).map(({ field }) => field)))
  return [...changed].flatMap((field) => {
    const [to, ...others] = [...new Set(pairs.map(({ after }) => after[field]))]
    return to === undefined || others.length > 0 ? [] : [{ field, to }]
  })
}

const nameField = ({ field }: Pick<Edited, 'field'>) => FIELDS[field].label.toLowerCase()
const quote = (value: string | number) => (typeof value === 'string' ? `“${value}”` : value)
const describeEdit = ({ from, to }: Edited) => `from ${quote(from)} to ${quote(to)}`

/** What undoing a change of many movies does, for the question before it. */
export function describeTakingBack({
  kind,
  count,
  alsoEdits,
}: Pick<ActivityEntry, 'kind' | 'count' | 'alsoEdits'>): string {
  const movies = counted(count, 'movie')
  const what: Record<ActivityKind, string> = {
    add: `${movies} go into the trash`,
    edit: `${movies} get their former values back`,
    delete: `${movies} come back out of the trash`,
    restore: `${movies} go into the trash again`,
    move: `${movies} go back to where they were`,
  }
  const also = alsoEdits ? ' or get their former values back' : ''
  return `${what[kind]}${also}. Those that were changed since stay as they are.`
}

function describeMovies(count: number, titles: (string | null)[]): string {
  const named = titles.slice(0, TITLES_SHOWN).flatMap((title) => (title === null ? [] : [`“${title}”`]))
  if (named.length === 0)
    return count === 1 ? 'a movie that is gone for good' : `${counted(count, 'movie')} that are gone for good`
  const more = count - named.length
  return joinNames(more > 0 ? [...named, `${formatNumber(more)} more`] : named)
}

function describeMove({ direction, bucketName }: NonNullable<ActivityEntry['move']>): string {
  const other = bucketName === null ? 'another bucket' : `“${bucketName}”`
  return direction === 'to' ? `to ${other}` : `here from ${other}`
}
