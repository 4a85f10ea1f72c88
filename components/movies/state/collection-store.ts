import { carryTyped, noteTyped } from '@/components/ui/carried-text'
import type { Change } from '@/domain/movies/change'
import type { Movie, MoviePatch, MovieValues } from '@/domain/movies/movie'
import type { Selection } from '@/domain/movies/selection'
import { bucketPath, type ListPath } from '@/domain/paths'
import type { Result } from '@/domain/result'
import { Additions } from './additions'
import { carryCollection, takeCarriedCollection } from './carried-collection'
import {
  applyState,
  type CollectionState,
  type Conflict,
  type DoneChange,
  EMPTY_STATE,
  type FailedAdd,
} from './collection-state'
import { Edits } from './edits'
import type { MovieActions, Target } from './movie-actions'
import { Removals } from './removals'
import { Tab } from './tab'
import type { Draft, FormSubject, TypedMovie } from './typed-movie'
import { undoChange, undoLast } from './undo'

/** What one tab did to a bucket on top of what the server rendered: shown at once, taken back when refused. */
export class CollectionStore {
  private readonly tab: Tab
  private readonly edits: Edits
  private readonly additions: Additions
  private readonly removals: Removals
  private showForm: ((subject: FormSubject) => boolean) | null = null
  /** The list in the state the user last saw, and the movie opened from it: for coming back from that movie's page. */
  listHref: ListPath
  openedMovieId: string | null = null
  /** The new movie that was begun, for the next time the form opens. */
  draft: Draft | null = null
  /** The line that was begun, for the next time as well. */
  lineDraft = ''

  constructor(
    readonly bucketId: string,
    readonly actions: MovieActions,
    /** Fetches the rendered rows and counts again. */
    refresh: () => void,
  ) {
    this.tab = new Tab(bucketId, actions, refresh)
    this.edits = new Edits(this.tab)
    this.additions = new Additions(this.tab, this.edits)
    this.removals = new Removals(this.tab, this.edits)
    this.listHref = bucketPath(bucketId)
  }

  subscribe = (listener: () => void): (() => void) => this.tab.subscribe(listener)
  getState = (): CollectionState => this.tab.getState()
  getServerState = (): CollectionState => EMPTY_STATE

  /** Whether leaving the page would lose a change or what was typed. */
  get hasUnsaved(): boolean {
    const { failedAdds, conflicts, refused, undoing, stale } = this.getState()
    // The reload carries everything else.
    if (stale) return conflicts.length + refused.length > 0
    return (
      !this.edits.queue.isEmpty ||
      !this.tab.isIdle ||
      undoing ||
      failedAdds.length + conflicts.length + refused.length > 0
    )
  }

  /** Keeps unsaved changes for the next load of this page in this tab, if the page has to be loaded again. */
  carry(): void {
    if (!this.getState().stale) return
    const { failedAdds } = this.getState()
    carryCollection(this.bucketId, {
      edits: this.edits.queue.queued,
      failedAdds,
      draft: this.draft,
      line: this.lineDraft,
    })
    noteTyped()
    carryTyped()
  }

  /** Takes up what was carried over the reload, and sends the edits again. */
  restore(): void {
    const carried = takeCarriedCollection(this.bucketId)
    if (!carried) return
    this.draft = carried.draft
    this.lineDraft = carried.line
    this.tab.set({ failedAdds: carried.failedAdds })
    for (const { changes, ...movie } of carried.edits) this.edits.queue.add(movie, changes)
  }

  /** A page's rows with everything that this tab did to them. */
  apply(rows: readonly Movie[]): Movie[] {
    return applyState(this.getState(), rows)
  }

  /** From now on the list shows the form over itself, where it answers that it does. Returns how to stop. */
  provideForm(show: (subject: FormSubject) => boolean): () => void {
    this.showForm = show
    return () => {
      if (this.showForm === show) this.showForm = null
    }
  }

  /** Opens the form over the list. Answers whether it did; if not, the form has a page of its own. */
  openForm(subject: FormSubject): boolean {
    return this.showForm?.(subject) ?? false
  }

  edit(movie: Movie, patch: MoviePatch): void {
    this.edits.edit(movie, patch)
  }

  /**
   * Adds a movie. Answers whether the server has it now; if not, what was typed stays as a failed add. Under the id of
   * a failed one, it is not added twice.
   */
  add(typed: TypedMovie, values: MovieValues, id?: string): Promise<boolean> {
    return this.additions.add(typed, values, id)
  }

  /** Deletes movies; `movieIds` are those of them that the list shows. Answers whether they are deleted. */
  remove(selection: Selection, movieIds: readonly string[], text: (count: number) => string): Promise<boolean> {
    return this.removals.remove(selection, movieIds, text)
  }

  /** Moves movies into another bucket; `movieIds` are those of them that the list shows. Answers whether they moved. */
  move(selection: Selection, movieIds: readonly string[], target: Target): Promise<boolean> {
    return this.removals.move(selection, movieIds, target)
  }

  /** Copies movies into another bucket; undo takes the copies away again. Answers whether they were copied. */
  copy(selection: Selection, target: Target): Promise<boolean> {
    return this.removals.copy(selection, target)
  }

  /** Waits for a change that has nothing to show before the server made it. Answers whether it did. */
  runChange(answer: Promise<Result<Change>>, text: (count: number) => string): Promise<boolean> {
    return this.tab.track(async () => {
      this.tab.set({ failure: null })
      const result = await this.tab.call(answer)
      if (result.ok) this.tab.recordBulkChange(result.data, text)
      else this.tab.showFailure(result.message)
      return result.ok
    })
  }

  /** Takes back the last change, one that is still under way as well. */
  undo(): Promise<void> {
    return undoLast(this.tab, this.edits)
  }

  /** Takes back one change of this tab, whatever came after it. */
  undoChange(change: DoneChange): Promise<void> {
    return undoChange(this.tab, this.edits, change)
  }

  /** The page was rendered anew: drops what it shows by now of this tab's changes. */
  reconcile(rows: readonly Movie[]): void {
    const shown = new Set(rows.map(({ id }) => id))
    this.additions.dropShown(shown)
    for (const { id } of this.getState().added) shown.add(id)
    this.removals.keepHidden(shown)
  }

  /** The list shows something else now: movies that were just added have no place on top of it. */
  dropAdded(): void {
    this.additions.dropSaved()
  }

  /** The trash was rendered anew, or a change undone there: deleted movies may be back. */
  showRestored(): void {
    this.removals.showRestored()
  }

  keepMine = (conflict: Conflict): void => this.edits.keepMine(conflict)
  takeTheirs = (conflict: Conflict): void => this.edits.takeTheirs(conflict)
  postponeConflict = (conflict: Conflict): void => this.edits.postpone(conflict)
  reopenConflict = (conflict: Conflict): void => this.edits.reopen(conflict)
  discardFailedAdd = (failed: FailedAdd): void => this.additions.discardFailed(failed)
  dismissBar = (): void => this.tab.set({ barShown: false, undone: null })
  dismissFailure = (): void => this.tab.set({ failure: null, refused: [] })
  retry = (): void => this.edits.queue.retry()
  announce = (announcement: string): void => this.tab.announce(announcement)
  reportLoadFailure = (): void =>
    this.tab.showFailure('This part of the page could not be loaded. Load the page again once you are online.')
}
