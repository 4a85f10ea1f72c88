import type { Route } from 'next'
import { bucketPath } from '@/components/movies/hrefs'
import type { Change, Undo } from '@/domain/movies/change'
import { editedByReader } from '@/domain/movies/last-edit'
import type { Movie, MoviePatch, MovieValues } from '@/domain/movies/movie'
import type { Selection } from '@/domain/movies/selection'
import type { Result } from '@/domain/result'
import {
  applyState,
  type CollectionState,
  type Conflict,
  type Done,
  EMPTY_STATE,
  type FailedAdd,
  isOnItsWay,
} from './collection-state'
import { EditQueue } from './edit-queue'
import type { Draft, MovieActions, Target, TypedMovie } from './movie-actions'

const UNREACHABLE = 'The server cannot be reached, or its answer got lost. Try again in a moment.'

/** What one tab did to a bucket on top of what the server rendered: shown at once, taken back when refused. */
export class CollectionStore {
  private state = EMPTY_STATE
  private readonly listeners = new Set<() => void>()
  private readonly queue: EditQueue
  private readonly underWay = new Set<Promise<unknown>>()
  private readonly removing = new Set<string>()
  private adding = 0
  /** The list as it was seen last, for coming back to it from a movie's own page; and the movie that was opened. */
  listHref: Route
  opened: string | null = null
  /** The new movie that was begun, for when the form is opened again. */
  draft: Draft | null = null

  constructor(
    readonly bucketId: string,
    readonly actions: MovieActions,
    /** Fetches the rendered rows and counts again. */
    private readonly refresh: () => void,
  ) {
    this.listHref = bucketPath(bucketId)
    this.queue = new EditQueue((edits) => actions.editMovies({ bucketId, edits }), {
      onPending: (pending) => this.set({ pending }),
      onSaved: (movie, changeId) => this.saved(movie, changeId),
      onConflict: (mine, theirs) => this.meet({ mine, theirs }),
      onGone: (movies) => this.lose(movies),
      onRefused: (_, { message }) => this.set({ problem: message, announcement: message }),
      onWaiting: (waiting) => this.wait(waiting),
    })
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
  getState = (): CollectionState => this.state
  getServerState = (): CollectionState => EMPTY_STATE

  /** Whether something that was done or typed would be lost by leaving. */
  get hasUnsaved(): boolean {
    const { failedAdds, conflicts, undoing } = this.state
    return this.isBusy || undoing || failedAdds.length + conflicts.length > 0
  }

  /** A page's rows as they are after all that this tab did. */
  apply(rows: readonly Movie[]): Movie[] {
    return applyState(this.state, rows)
  }

  edit(movie: Movie, changes: MoviePatch): void {
    const differing = Object.entries(changes).filter(([field, value]) => movie[field as keyof MovieValues] !== value)
    if (differing.length > 0) this.queue.add(movie, Object.fromEntries(differing))
  }

  /**
   * Answers whether the server has it now; if not, what was typed is kept as a failed add. Under the id of a failed
   * one, it is not added twice.
   */
  add(typed: TypedMovie, values: MovieValues, id = newId()): Promise<boolean> {
    return this.track(async () => {
      const now = new Date().toISOString()
      const temporary = `adding:${++this.adding}`
      const movie = { ...values, id: temporary, bucketId: this.bucketId, version: 0, createdAt: now, updatedAt: now }
      this.set({ added: [byReader(movie), ...this.state.added], announcement: `Adding ${values.title}` })
      const result = await this.call(this.actions.addMovie({ bucketId: this.bucketId, id, movie: typed }))
      if (!result.ok) {
        // What was added under this id is gone again.
        const next = result.code === 'conflict' ? newId() : id
        this.takeBack(temporary, { id: next, typed, message: result.message, fields: result.fields })
        return false
      }
      const { movie: saved, changeId } = result.data
      this.set({ added: this.state.added.map((other) => (other.id === temporary ? byReader(saved) : other)) })
      this.didChange({ changeId, text: `Added “${saved.title}”`, movieIds: [saved.id] })
      // It was added before, the answer got lost, and other values were typed since.
      this.edit(saved, values)
      this.refresh()
      return true
    })
  }

  async remove(selection: Selection, movieIds: readonly string[], text: (count: number) => string): Promise<void> {
    await this.takeAway(movieIds, () => this.actions.deleteMovies({ bucketId: this.bucketId, selection }), text)
  }

  /** Moves movies into another bucket; `movieIds` are those of them that the list shows. Whether it was done. */
  move(selection: Selection, movieIds: readonly string[], { id, name }: Target): Promise<boolean> {
    const work = () => this.actions.moveMovies({ bucketId: this.bucketId, targetId: id, selection })
    return this.takeAway(movieIds, work, (count) => `Moved ${countMovies(count)} to “${name}”`)
  }

  /** Copies movies into another bucket; the undo takes the copies away again. Whether it was done. */
  copy(selection: Selection, { id, name }: Target): Promise<boolean> {
    return this.track(async () => {
      await this.queue.idle()
      this.set({ problem: null })
      const result = await this.call(this.actions.copyMovies({ bucketId: this.bucketId, targetId: id, selection }))
      if (!result.ok) this.refuse(result.message)
      else {
        const text = `Copied ${countMovies(result.data.count)} to “${name}”`
        this.didChange({ changeId: result.data.changeId, text, movieIds: [], bucketId: id })
      }
      return result.ok
    })
  }

  /** Runs a change that has nothing to show before the server did it. */
  run(work: Promise<Result<Change>>, text: (count: number) => string): Promise<boolean> {
    return this.track(async () => {
      this.set({ problem: null })
      const result = await this.call(work)
      if (result.ok) this.didSome(result.data, text, [])
      else this.refuse(result.message)
      return result.ok
    })
  }

  async undo(): Promise<void> {
    if (this.state.undoing) return
    this.set({ undoing: true, problem: null, undone: null })
    // What is still under way is what is meant.
    while (this.isBusy) await Promise.all([this.queue.idle(), ...this.underWay])
    const last = this.state.done.at(-1)
    if (!last) return this.set({ undoing: false })
    const { bucketId = this.bucketId, changeId } = last
    const result = await this.call(this.actions.undoChange({ bucketId, changeId }))
    this.set({ undoing: false })
    if (!result.ok) {
      if (result.code === 'not_found') this.forget(last)
      return this.refuse(result.message)
    }
    this.forget(last)
    // The page's rows do not know yet, and an edit of them would meet one's own undo as somebody else's change.
    if (last.edited && result.data.count > 0) this.queue.learn(last.edited.id, last.edited.version + 1)
    const { added, removed } = this.state
    const announcement = undoneText(last, result.data)
    this.set({
      added: added.filter(({ id }) => !last.movieIds.includes(id)),
      removed: without(removed, last.movieIds),
      announcement,
      ...(result.data.left > 0 ? { problem: announcement } : { undone: announcement }),
    })
    this.refresh()
  }

  /** The page was rendered anew: it knows by now what the server has acknowledged. */
  settle(rows: readonly Movie[]): void {
    const shown = new Set(rows.map(({ id }) => id))
    const { added, removed } = this.state
    const stillAdded = added.filter(({ id }) => !shown.has(id))
    for (const { id } of stillAdded) shown.add(id)
    const stillRemoved = [...removed].filter((id) => shown.has(id) || this.removing.has(id))
    if (stillAdded.length < added.length) this.set({ added: stillAdded })
    if (stillRemoved.length < removed.size) this.set({ removed: new Set(stillRemoved) })
  }

  /** The list shows something else now, so what was just added has no place on top of it. */
  forgetAdded(): void {
    if (this.state.added.length > 0) this.set({ added: this.state.added.filter(isOnItsWay) })
  }

  /** The trash was rendered anew: of what is back from there nothing is hidden any more. */
  cameBack(): void {
    if (this.state.removed.size > 0) this.set({ removed: new Set(this.removing) })
  }

  keepMine(conflict: Conflict): void {
    this.decide(conflict)
    this.edit(conflict.theirs, conflict.mine)
  }
  takeTheirs(conflict: Conflict): void {
    this.decide(conflict)
    this.announce('Kept the other change')
  }
  /** Asks about a conflict later, or now that it was put off. */
  putOff(conflict: Conflict, waits: boolean): void {
    const conflicts = this.state.conflicts.map((other) => (other === conflict ? { ...conflict, waits } : other))
    this.set({ conflicts, ...(waits && { announcement: 'Your change waits for your decision' }) })
  }
  dismissFailedAdd(failed: FailedAdd): void {
    this.set({ failedAdds: this.state.failedAdds.filter((other) => other !== failed) })
  }
  dismissBar = (): void => this.set({ barShown: false, undone: null })
  dismissProblem = (): void => this.set({ problem: null })
  retry = (): void => this.queue.retry()
  notLoaded = (): void =>
    this.refuse('This part of the page could not be loaded. Load the page again once you are online.')
  announce = (announcement: string): void => this.set({ announcement })

  private get isBusy(): boolean {
    return !this.queue.isEmpty || this.underWay.size > 0
  }

  private saved(movie: Movie, changeId: string): void {
    this.set({ known: this.withKnown(byReader(movie)) })
    const { id, version } = movie
    this.didChange({ changeId, text: `Saved “${movie.title}”`, movieIds: [], edited: { id, version } })
  }

  private wait(waiting: string | null): void {
    // Said once, and not at every attempt that fails.
    this.set({ waiting, ...(waiting && waiting !== this.state.waiting && { announcement: waiting }) })
  }

  private meet(conflict: Conflict): void {
    const { mine, theirs } = conflict
    const known = this.withKnown(theirs)
    // The same values from two sides, or saved by a call whose answer got lost: nothing to decide.
    const agreed = (Object.keys(mine) as (keyof MovieValues)[]).every((field) => mine[field] === theirs[field])
    this.set(agreed ? { known } : { known, conflicts: [...this.state.conflicts, conflict] })
  }

  // The rows go as well: they would be there to be changed until the page is loaded again.
  private lose(movies: Pick<Movie, 'id' | 'title'>[]): void {
    const titles = movies.map(({ title }) => `“${title}”`).join(', ')
    const [were, they] = movies.length === 1 ? ['was', 'it was'] : ['were', 'they were']
    this.set({ removed: new Set([...this.state.removed, ...movies.map(({ id }) => id)]) })
    this.refuse(`${titles} ${were} deleted meanwhile, so ${they} not changed.`)
    this.refresh()
  }

  private decide(conflict: Conflict): void {
    this.set({ conflicts: this.state.conflicts.filter((other) => other !== conflict) })
  }

  private takeBack(temporary: string, failed: FailedAdd): void {
    this.set({
      added: this.state.added.filter(({ id }) => id !== temporary),
      failedAdds: [...this.state.failedAdds, failed],
      announcement: `${failed.typed.title} was not added. ${failed.message}`,
    })
  }

  // Shown as gone at once, and put back if the server refuses.
  private takeAway(
    movieIds: readonly string[],
    work: () => Promise<Result<Change>>,
    text: (count: number) => string,
  ): Promise<boolean> {
    return this.track(async () => {
      this.set({ removed: new Set([...this.state.removed, ...movieIds]), problem: null })
      for (const id of movieIds) this.removing.add(id)
      // An edit that came after would find its movie gone.
      await this.queue.idle()
      const result = await this.call(work())
      for (const id of movieIds) this.removing.delete(id)
      if (result.ok) this.didSome(result.data, text, movieIds)
      else {
        this.set({ removed: without(this.state.removed, movieIds) })
        this.refuse(result.message)
      }
      return result.ok
    })
  }

  private didChange(done: Done): void {
    this.set({ done: [...this.state.done, done].slice(-50), barShown: true, undone: null, announcement: done.text })
  }

  private didSome({ changeId, count }: Change, text: (count: number) => string, movieIds: readonly string[]): void {
    // What touched nothing cannot be undone.
    if (count > 0) this.didChange({ changeId, text: text(count), movieIds })
    else this.refuse('Nothing had to be done: it is like that already.')
    this.refresh()
  }

  private forget(done: Done): void {
    this.set({ done: this.state.done.filter((other) => other !== done), barShown: false })
  }

  private refuse(message: string): void {
    this.set({ problem: message, announcement: message })
  }

  private withKnown(movie: Movie): Map<string, Movie> {
    return new Map(this.state.known).set(movie.id, movie)
  }

  private track<T>(operation: () => Promise<T>): Promise<T> {
    const work = operation().finally(() => this.underWay.delete(work))
    this.underWay.add(work)
    return work
  }

  private async call<T>(work: Promise<Result<T>>): Promise<Result<T>> {
    return work.catch(() => ({ ok: false, code: 'unavailable', message: UNREACHABLE }))
  }

  private set(change: Partial<CollectionState>): void {
    const { announcement } = this.state
    // A screen reader says nothing of a text that stays the same.
    const again = announcement && change.announcement === announcement
    this.state = { ...this.state, ...change, ...(again && { announcement: `${announcement}\u00a0` }) }
    for (const listener of this.listeners) listener()
  }
}

function byReader(movie: Movie): Movie {
  return { ...movie, lastEdit: editedByReader(movie) }
}

function without(ids: ReadonlySet<string>, gone: readonly string[]): Set<string> {
  return new Set([...ids].filter((id) => !gone.includes(id)))
}

function countMovies(count: number): string {
  return count === 1 ? '1 movie' : `${count.toLocaleString('en')} movies`
}

function undoneText({ text }: Done, { count, left }: Undo): string {
  if (left === 0) return `Undone: ${text}`
  const kept =
    left === 1
      ? '1 movie was changed since and stays as it is'
      : `${left} movies were changed since and stay as they are`
  return count === 0 ? `Not undone: ${text}. ${kept}.` : `Undone: ${text}. ${kept}.`
}

// Browsers have it on https and localhost alone; elsewhere a movie may come twice if the answer gets lost.
function newId(): string | undefined {
  return crypto.randomUUID?.()
}
