import { editedByReader } from '@/domain/movies/last-edit'
import type { Movie, MovieValues } from '@/domain/movies/movie'
import { type FailedAdd, isBeingAdded, temporaryId } from './collection-state'
import type { Edits } from './edits'
import { type Tab, withoutAccess } from './tab'
import type { TypedMovie } from './typed-movie'

/** The movies that this tab adds: on top of the list at once, and kept with what was typed if the server refuses. */
export class Additions {
  private count = 0

  constructor(
    private readonly tab: Tab,
    private readonly edits: Edits,
  ) {}

  /** Adds a movie, and answers whether the server has it now. */
  add(typed: TypedMovie, values: MovieValues, id = newId()): Promise<boolean> {
    const { tab } = this
    return tab.track(async () => {
      const temporary = this.show(values)
      const result = await tab.call(tab.actions.addTypedMovie({ bucketId: tab.bucketId, id, movie: typed }))
      if (!result.ok) {
        // The movie that was added under this id is deleted by now.
        const nextId = result.code === 'conflict' ? newId() : id
        this.fail(temporary, { id: nextId, typed, message: withoutAccess(result), fields: result.fields })
        return false
      }
      const { movie: saved, changeId } = result.data
      tab.set({ added: this.added.map((other) => (other.id === temporary ? byReader(saved) : other)) })
      tab.recordChange({ changeId, text: `Added “${saved.title}”`, movieIds: [saved.id], added: true })
      // An earlier try added it, its answer got lost, and the user typed other values since.
      this.edits.edit(saved, values)
      tab.refresh()
      return true
    })
  }

  discardFailed(failed: FailedAdd): void {
    this.tab.set({ failedAdds: this.tab.getState().failedAdds.filter((other) => other !== failed) })
  }

  /** Leaves out the movies that the page shows by itself. */
  dropShown(shown: ReadonlySet<string>): void {
    const added = this.added.filter(({ id }) => !shown.has(id))
    if (added.length < this.added.length) this.tab.set({ added })
  }

  /** Leaves out the movies that the server has: the list is another one, and they have no place on top of it. */
  dropSaved(): void {
    if (this.added.length > 0) this.tab.set({ added: this.added.filter(isBeingAdded) })
  }

  private get added(): readonly Movie[] {
    return this.tab.getState().added
  }

  /** Puts a movie on top of the list, and returns its temporary id. */
  private show(values: MovieValues): string {
    const id = temporaryId(++this.count)
    const now = new Date().toISOString()
    const movie = { ...values, id, bucketId: this.tab.bucketId, version: 0, createdAt: now, updatedAt: now }
    this.tab.set({ added: [byReader(movie), ...this.added], announcement: `Adding ${values.title}` })
    return id
  }

  private fail(temporary: string, failed: FailedAdd): void {
    this.tab.set({
      added: this.added.filter(({ id }) => id !== temporary),
      failedAdds: [...this.tab.getState().failedAdds, failed],
      announcement: `${failed.typed.title} was not added. ${failed.message}`,
    })
  }
}

function byReader(movie: Movie): Movie {
  return { ...movie, lastEdit: editedByReader(movie) }
}

// Browsers have it on https and localhost only; elsewhere a movie may come twice if an answer gets lost.
function newId(): string | undefined {
  return crypto.randomUUID?.()
}
