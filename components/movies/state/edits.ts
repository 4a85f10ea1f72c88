import { STALE_PAGE } from '@/components/ui/stale-page'
import { editedByReader } from '@/domain/movies/last-edit'
import type { Movie, MoviePatch, MovieValues } from '@/domain/movies/movie'
import type { Failure } from '@/domain/result'
import type { Conflict } from './collection-state'
import { EditQueue, type QueuedEdit } from './edit-queue'
import { type Tab, withoutAccess } from './tab'

/** The edits of single movies: shown at once, sent in a queue, and decided by the user when they meet another edit. */
export class Edits {
  readonly queue: EditQueue

  constructor(private readonly tab: Tab) {
    const { bucketId, actions } = tab
    this.queue = new EditQueue((edits) => actions.editMovies({ bucketId, edits }), {
      onPending: (pending) => tab.set({ pending }),
      onSaved: (movie, changeId) => this.recordSaved(movie, changeId),
      onConflict: (mine, theirs) => this.recordConflict({ mine, theirs }),
      onGone: (movies) => this.removeDeleted(movies),
      onRefused: (edits, failure) => this.showRefused(edits, failure),
      onWaiting: (reason) => this.showWaiting(reason),
      onStale: () => tab.set({ stale: true, announcement: STALE_PAGE }),
    })
  }

  edit(movie: Movie, patch: MoviePatch): void {
    const differing = Object.entries(patch).filter(([field, value]) => movie[field as keyof MovieValues] !== value)
    if (differing.length > 0) this.queue.add(movie, Object.fromEntries(differing))
  }

  keepMine(conflict: Conflict): void {
    this.dropConflict(conflict)
    this.edit(conflict.theirs, conflict.mine)
  }

  takeTheirs(conflict: Conflict): void {
    this.dropConflict(conflict)
    this.tab.announce('Kept the other change')
  }

  postpone(conflict: Conflict): void {
    this.replaceConflict(conflict, { ...conflict, postponed: true })
    this.tab.announce('Your change waits for your decision')
  }

  /** Asks about a postponed conflict again. */
  reopen(conflict: Conflict): void {
    this.replaceConflict(conflict, { ...conflict, postponed: false })
  }

  private recordSaved(movie: Movie, changeId: string): void {
    this.tab.set({ known: this.withKnown({ ...movie, lastEdit: editedByReader(movie) }) })
    const { id, version } = movie
    this.tab.recordChange({ changeId, text: `Saved “${movie.title}”`, movieIds: [], edited: { id, version } })
  }

  private recordConflict(conflict: Conflict): void {
    const { mine, theirs } = conflict
    const known = this.withKnown(theirs)
    // Both sides set the same values, or an earlier call saved them and its answer got lost: nothing to decide.
    const agreed = (Object.keys(mine) as (keyof MovieValues)[]).every((field) => mine[field] === theirs[field])
    this.tab.set(agreed ? { known } : { known, conflicts: [...this.tab.getState().conflicts, conflict] })
  }

  // Takes the rows away too: else they could be edited until the page is loaded again.
  private removeDeleted(movies: Pick<Movie, 'id' | 'title'>[]): void {
    const titles = movies.map(({ title }) => `“${title}”`).join(', ')
    const [were, they] = movies.length === 1 ? ['was', 'it was'] : ['were', 'they were']
    this.tab.set({ removed: new Set([...this.tab.getState().removed, ...movies.map(({ id }) => id)]) })
    this.tab.showFailure(`${titles} ${were} deleted meanwhile, so ${they} not changed.`)
    this.tab.refresh()
  }

  // On the screen until the user dismisses it: the row shows what the server has, and what was typed stands nowhere else.
  private showRefused(edits: QueuedEdit[], failure: Failure): void {
    this.tab.set({ refused: [...this.tab.getState().refused, ...edits] })
    this.tab.showFailure(withoutAccess(failure))
  }

  private showWaiting(reason: string | null): void {
    // Announced once, and not at every attempt that fails.
    const isNew = reason && reason !== this.tab.getState().waiting
    this.tab.set({ waiting: reason, ...(isNew && { announcement: reason }) })
  }

  private dropConflict(conflict: Conflict): void {
    this.tab.set({ conflicts: this.tab.getState().conflicts.filter((other) => other !== conflict) })
  }

  private replaceConflict(conflict: Conflict, next: Conflict): void {
    this.tab.set({ conflicts: this.tab.getState().conflicts.map((other) => (other === conflict ? next : other)) })
  }

  private withKnown(movie: Movie): Map<string, Movie> {
    return new Map(this.tab.getState().known).set(movie.id, movie)
  }
}
