import type { Change, Undo } from '@/domain/change'
import type { Movie, MovieChanges, MovieValues } from '@/domain/movie'
import type { Result } from '@/domain/result'
import type { Selection } from '@/domain/selection'
import { EditQueue } from './edit-queue'
import type { MovieActions, Target, TypedMovie } from './movie-actions'

/** Something that was done and can be undone. */
export type Done = {
  changeId: string
  text: string
  /** Where it was done, if that was another bucket: copies are an addition over there. */
  bucketId?: string
}

/** An edit that came after somebody else's. */
export type Conflict = { mine: MovieChanges; theirs: Movie }

/** A movie that could not be added, with what was typed. */
export type FailedAdd = { typed: TypedMovie; message: string; fields?: Record<string, string> }

export type CollectionState = {
  /** Newer than the page's rows: saved by this tab, or brought by a conflict. */
  known: ReadonlyMap<string, Movie>
  /** Shown, not yet saved. */
  pending: ReadonlyMap<string, MovieChanges>
  removed: ReadonlySet<string>
  /** Newest first; `adding:…` ids are on their way. */
  added: readonly Movie[]
  done: readonly Done[]
  barShown: boolean
  undoing: boolean
  /** Why something was refused, or why it has to wait. */
  problem: string | null
  waiting: string | null
  conflict: Conflict | null
  failedAdd: FailedAdd | null
  /** For screen readers. */
  announcement: string
}

const EMPTY: CollectionState = {
  known: new Map(),
  pending: new Map(),
  removed: new Set(),
  added: [],
  done: [],
  barShown: false,
  undoing: false,
  problem: null,
  waiting: null,
  conflict: null,
  failedAdd: null,
  announcement: '',
}

const UNREACHABLE = 'The server cannot be reached. Nothing was changed; try again in a moment.'

/** What one tab did to a bucket on top of what the server rendered: shown at once, taken back when refused. */
export class CollectionStore {
  private state = EMPTY
  private readonly listeners = new Set<() => void>()
  private readonly queue: EditQueue
  private adding = 0

  constructor(
    readonly bucketId: string,
    readonly actions: MovieActions,
    /** Fetches the rendered rows and counts again. */
    private readonly refresh: () => void,
  ) {
    this.queue = new EditQueue((edits) => actions.editMovies({ bucketId, edits }), {
      onPending: (pending) => this.set({ pending }),
      onSaved: (movie, changeId) => this.saved(movie, changeId),
      onConflict: (mine, theirs) => this.set({ conflict: { mine, theirs }, known: this.withKnown(theirs) }),
      onRefused: (_, { message }) => this.set({ problem: message, announcement: message }),
      onWaiting: (waiting) => this.set({ waiting }),
    })
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
  getState = (): CollectionState => this.state
  getServerState = (): CollectionState => EMPTY

  /** Whether something typed would be lost by leaving. */
  get hasUnsaved(): boolean {
    return !this.queue.isEmpty || this.state.failedAdd !== null || this.state.added.some(isOnItsWay)
  }

  /** A page's rows as they are after all that this tab did. */
  apply(rows: readonly Movie[]): Movie[] {
    const { known, pending, removed } = this.state
    return rows.filter(({ id }) => !removed.has(id)).map((row) => overlay(row, known.get(row.id), pending.get(row.id)))
  }

  edit(movie: Movie, changes: MovieChanges): void {
    const differing = Object.entries(changes).filter(([field, value]) => movie[field as keyof MovieValues] !== value)
    if (differing.length > 0) this.queue.add(movie, Object.fromEntries(differing))
  }

  async add(typed: TypedMovie, values: MovieValues): Promise<void> {
    const now = new Date().toISOString()
    const temporary = `adding:${++this.adding}`
    const movie = { ...values, id: temporary, bucketId: this.bucketId, version: 0, createdAt: now, updatedAt: now }
    this.set({ added: [movie, ...this.state.added], failedAdd: null, announcement: `Adding ${values.title}` })
    const result = await this.call(this.actions.addMovie({ bucketId: this.bucketId, movie: typed }))
    const added = this.state.added
    if (!result.ok) {
      const { message, fields } = result
      const rest = added.filter(({ id }) => id !== temporary)
      this.set({
        added: rest,
        failedAdd: { typed, message, fields },
        announcement: `${values.title} was not added. ${message}`,
      })
      return
    }
    this.set({ added: added.map((other) => (other.id === temporary ? result.data.movie : other)) })
    this.didChange(result.data.changeId, `Added “${result.data.movie.title}”`)
    this.refresh()
  }

  async remove(selection: Selection, ids: readonly string[], text: (count: number) => string): Promise<void> {
    await this.takeAway(ids, () => this.actions.deleteMovies({ bucketId: this.bucketId, selection }), text)
  }

  /** Moves movies into another bucket; `ids` are those of them that the list shows. Whether it was done. */
  async move(selection: Selection, ids: readonly string[], { id, name }: Target): Promise<boolean> {
    const work = async () => {
      // Edits under way would look for the movies here in vain.
      await this.queue.idle()
      return this.actions.moveMovies({ bucketId: this.bucketId, targetId: id, selection })
    }
    return this.takeAway(ids, work, (count) => `Moved ${countMovies(count)} to “${name}”`)
  }

  /** Copies movies into another bucket; the undo takes the copies away again. Whether it was done. */
  async copy(selection: Selection, { id, name }: Target): Promise<boolean> {
    await this.queue.idle()
    this.set({ problem: null })
    const result = await this.call(this.actions.copyMovies({ bucketId: this.bucketId, targetId: id, selection }))
    if (!result.ok) this.set({ problem: result.message, announcement: result.message })
    else this.didChange(result.data.changeId, `Copied ${countMovies(result.data.count)} to “${name}”`, id)
    return result.ok
  }

  /** Runs a change that has nothing to show before the server did it. */
  async run(work: Promise<Result<Change>>, text: (count: number) => string): Promise<boolean> {
    this.set({ problem: null })
    const result = await this.call(work)
    if (!result.ok) this.set({ problem: result.message, announcement: result.message })
    else {
      this.didChange(result.data.changeId, text(result.data.count))
      this.refresh()
    }
    return result.ok
  }

  async undo(): Promise<void> {
    if (this.state.undoing) return
    // An edit that is still under way is the one that is meant.
    await this.queue.idle()
    const last = this.state.done.at(-1)
    if (!last) return
    this.set({ undoing: true, problem: null })
    const bucketId = last.bucketId ?? this.bucketId
    const result = await this.call(this.actions.undoChange({ bucketId, changeId: last.changeId }))
    const done = this.state.done.filter(({ changeId }) => changeId !== last.changeId)
    if (!result.ok) {
      const gone = result.code === 'not_found'
      this.set({ undoing: false, problem: result.message, ...(gone && { done, barShown: false }) })
      return
    }
    const announcement = `Undone: ${last.text}${leftAlone(result.data)}`
    // What this tab knew of the movies is older than what the undo made of them.
    this.set({ undoing: false, done, barShown: false, removed: new Set(), known: new Map(), announcement })
    if (result.data.left > 0) this.set({ problem: announcement })
    this.refresh()
  }

  /** The page was rendered anew: it knows by now what the server has acknowledged. */
  settle(rows: readonly Movie[]): void {
    const shown = new Set(rows.map(({ id }) => id))
    const added = this.state.added.filter((movie) => isOnItsWay(movie) || !shown.has(movie.id))
    if (added.length !== this.state.added.length) this.set({ added })
  }

  /** The list shows something else now, so what was just added has no place on top of it. */
  forgetAdded(): void {
    if (this.state.added.length > 0) this.set({ added: this.state.added.filter(isOnItsWay) })
  }

  /** Movies came back by another way than undo: nothing is hidden any more. */
  cameBack = (): void => this.set({ removed: new Set() })

  keepMine({ mine, theirs }: Conflict): void {
    this.set({ conflict: null })
    this.edit(theirs, mine)
  }
  takeTheirs = (): void => this.set({ conflict: null, announcement: 'Kept the other change' })
  dismissBar = (): void => this.set({ barShown: false })
  dismissProblem = (): void => this.set({ problem: null })
  dismissFailedAdd = (): void => this.set({ failedAdd: null })
  retry = (): void => this.queue.retry()
  announce = (announcement: string): void => this.set({ announcement })

  private saved(movie: Movie, changeId: string): void {
    this.set({ known: this.withKnown(movie) })
    this.didChange(changeId, `Saved “${movie.title}”`)
  }

  // Shown as gone at once, and put back if the server refuses.
  private async takeAway(
    ids: readonly string[],
    work: () => Promise<Result<Change>>,
    text: (count: number) => string,
  ): Promise<boolean> {
    this.set({ removed: new Set([...this.state.removed, ...ids]), problem: null })
    const result = await this.call(work())
    if (!result.ok) {
      this.putBack(ids, result.message)
      return false
    }
    this.didChange(result.data.changeId, text(result.data.count))
    this.refresh()
    return true
  }

  private didChange(changeId: string, text: string, bucketId?: string): void {
    const done = { changeId, text, ...(bucketId && { bucketId }) }
    this.set({ done: [...this.state.done, done].slice(-50), barShown: true, announcement: text })
  }

  private putBack(ids: readonly string[], message: string): void {
    const removed = new Set([...this.state.removed].filter((id) => !ids.includes(id)))
    this.set({ removed, problem: message, announcement: message })
  }

  private withKnown(movie: Movie): Map<string, Movie> {
    return new Map(this.state.known).set(movie.id, movie)
  }

  private async call<T>(work: Promise<Result<T>>): Promise<Result<T>> {
    return work.catch(() => ({ ok: false, code: 'unavailable', message: UNREACHABLE }))
  }

  private set(change: Partial<CollectionState>): void {
    this.state = { ...this.state, ...change }
    for (const listener of this.listeners) listener()
  }
}

/** Whether a movie is shown before the server has it. */
export function isOnItsWay({ id }: Pick<Movie, 'id'>): boolean {
  return id.startsWith('adding:')
}

function countMovies(count: number): string {
  return count === 1 ? '1 movie' : `${count.toLocaleString('en')} movies`
}

function overlay(row: Movie, known: Movie | undefined, changes: MovieChanges | undefined): Movie {
  const newest = known && known.version > row.version ? known : row
  return changes ? { ...newest, ...changes } : newest
}

function leftAlone({ left }: Undo): string {
  return left > 0 ? `. ${left} changed since then and stayed as they are.` : ''
}
