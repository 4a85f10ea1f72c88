import { useRef, useState } from 'react'
import { isBeingAdded } from '@/components/movies/state/collection-state'
import type { Movie } from '@/domain/movies/movie'
import type { Selection } from '@/domain/movies/selection'

type Chosen = { filter: string; all: boolean; ids: ReadonlySet<string> }

export type SelectionState = {
  has: (id: string) => boolean
  /** With `range`, all rows from the last toggled one to this one get the same state. */
  toggle: (id: string, range?: boolean) => void
  page: 'all' | 'some' | 'none'
  togglePage: () => void
  all: boolean
  selectMatching: () => void
  clear: () => void
  /** How many are selected, of `total` that match the filter. */
  count: (total: number) => number
  /** For the server; null when nothing is selected. */
  toSelection: () => Selection | null
}

/** The rows of the list that a selection names. */
export function idsOf(selection: Selection, rows: readonly Movie[]): string[] {
  if ('ids' in selection) return selection.ids
  return rows.filter(({ id }) => !selection.except.includes(id)).map(({ id }) => id)
}

/** The selection: ids one by one, across pages, or all that the filter finds but some. Another filter empties it. */
export function useSelection(filter: string, rows: readonly Movie[]): SelectionState {
  const [kept, setChosen] = useState<Chosen>({ filter, all: false, ids: new Set() })
  const chosen: Chosen = kept.filter === filter ? kept : { filter, all: false, ids: new Set() }
  const last = useRef<string>(undefined)
  // With `all`, the ids are those left out.
  const has = (id: string) => chosen.all !== chosen.ids.has(id)
  const here = rows.filter((row) => !isBeingAdded(row))
  const selectedHere = here.filter(({ id }) => has(id)).length
  const page = selectedHere === 0 ? 'none' : selectedHere === here.length ? 'all' : 'some'

  const set = (ids: Iterable<string>, selected: boolean) => {
    const next = new Set(chosen.ids)
    for (const id of ids) {
      if (selected === chosen.all) next.delete(id)
      else next.add(id)
    }
    setChosen({ ...chosen, ids: next })
  }

  return {
    has,
    toggle: (id, range = false) => {
      const at = (which?: string) => here.findIndex((row) => row.id === which)
      const [from = -1, to = -1] = [at(last.current), at(id)].sort((a, b) => a - b)
      const between = here.slice(from, to + 1).map((row) => row.id)
      set(range && from >= 0 ? between : [id], !has(id))
      last.current = id
    },
    page,
    togglePage: () =>
      set(
        here.map(({ id }) => id),
        page !== 'all',
      ),
    all: chosen.all,
    selectMatching: () => setChosen({ filter, all: true, ids: new Set() }),
    clear: () => setChosen({ filter, all: false, ids: new Set() }),
    count: (total) => (chosen.all ? Math.max(0, total - chosen.ids.size) : chosen.ids.size),
    toSelection: () => {
      if (chosen.all) return { matching: filter, except: [...chosen.ids] }
      return chosen.ids.size > 0 ? { ids: [...chosen.ids] } : null
    },
  }
}
