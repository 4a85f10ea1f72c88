import { eventually, type Formula, next, now } from '@antithesishq/bombadil'
import { clicked, list, saved, undoable } from './screen.ts'

type List = NonNullable<typeof list.current>

/** What this tab did to a list: how the list was before each change that Undo still reaches. */
type Done = { last: List | null; bar: string | null; before: List[] }

const NOTHING: Done = { last: null, bar: null, before: [] }
const ONE_MOVIE = /^(Added|Saved|Deleted) “/

/** After Undo, a list equals the one before the change. */
export const undoRestoresTheList = follow(NOTHING)

function follow(done: Done): Formula {
  return now(() => {
    if (clicked.current !== 'Undo') return next(follow(observe(done)))
    const expected = done.before.at(-1)
    const rest = next(follow({ last: null, bar: null, before: done.before.slice(0, -1) }))
    return expected
      ? eventually(() => isShown(expected))
          .within(8, 'seconds')
          .and(rest)
      : rest
  })
}

function observe({ last, bar, before }: Done): Done {
  const shown = list.current
  if (shown === null) return NOTHING
  // A row that is being edited shows unsaved text.
  if (!saved.current || shown.isEditing) return { last, bar, before }
  const seen = { last: shown, bar: undoable.current }
  if (last === null) return { ...seen, before: before.at(-1)?.place === shown.place ? before : [] }
  if (last.place !== shown.place) return { ...seen, before: [] }
  const differing = countDifferences(last, shown)
  if (differing === 0 && (seen.bar === null || seen.bar === bar)) return { ...seen, before }
  // Leaving a row's editor saves it: an action may make two changes, and the list between them is never seen.
  if (seen.bar === null || (ONE_MOVIE.test(seen.bar) && differing !== 1)) return { ...seen, before: [] }
  return { ...seen, before: [...before, last] }
}

function isShown(expected: List): boolean {
  const shown = list.current
  // The user may leave before the list is drawn again.
  if (shown?.place !== expected.place) return true
  // A row in the editor is none of the list's.
  const missing = shown.isEditing ? 1 : 0
  const isSame = shown.rows.every((row) => expected.rows.includes(row))
  return saved.current && isSame && shown.rows.length === expected.rows.length - missing
}

/** Counts the movies that only one of the lists has, or that differ. */
function countDifferences(one: List, other: List): number {
  const ids = [...one.rows, ...other.rows].filter((row) => !(one.rows.includes(row) && other.rows.includes(row)))
  return new Set(ids.map((row) => row.split(' · ')[0])).size
}
