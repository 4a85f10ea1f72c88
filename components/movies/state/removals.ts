import type { Change } from '@/domain/movies/change'
import type { Selection } from '@/domain/movies/selection'
import type { Result } from '@/domain/result'
import { counted } from '@/domain/text'
import { without } from './collection-state'
import type { Edits } from './edits'
import type { Target } from './movie-actions'
import type { Tab } from './tab'

/** The movies that this tab deletes, or moves and copies into other buckets. `movieIds` are those that the list shows. */
export class Removals {
  private readonly underWay = new Set<string>()

  constructor(
    private readonly tab: Tab,
    private readonly edits: Edits,
  ) {}

  remove(selection: Selection, movieIds: readonly string[], text: (count: number) => string): Promise<boolean> {
    const { bucketId, actions } = this.tab
    return this.hideWhile(movieIds, () => actions.deleteMovies({ bucketId, selection }), text)
  }

  move(selection: Selection, movieIds: readonly string[], { id: targetId, name }: Target): Promise<boolean> {
    const { bucketId, actions } = this.tab
    const work = () => actions.moveMovies({ bucketId, targetId, selection })
    return this.hideWhile(movieIds, work, (count, { trashed }) =>
      trashed
        ? `Copied ${counted(count, 'movie')} to “${name}” and deleted ${count === 1 ? 'it' : 'them'} here`
        : `Moved ${counted(count, 'movie')} to “${name}”`,
    )
  }

  copy(selection: Selection, { id: targetId, name }: Target): Promise<boolean> {
    const { tab } = this
    return tab.track(async () => {
      await this.edits.queue.idle()
      tab.set({ failure: null })
      const result = await tab.call(tab.actions.copyMovies({ bucketId: tab.bucketId, targetId, selection }))
      if (!result.ok) tab.showFailure(result.message)
      else {
        const text = `Copied ${counted(result.data.count, 'movie')} to “${name}”`
        tab.recordChange({ changeId: result.data.changeId, text, movieIds: [], bucketId: targetId })
      }
      return result.ok
    })
  }

  /** Of the removed movies hides only those that the page still shows, or that are on their way out. */
  keepHidden(shown: ReadonlySet<string>): void {
    const { removed } = this.tab.getState()
    const hidden = [...removed].filter((id) => shown.has(id) || this.underWay.has(id))
    if (hidden.length < removed.size) this.tab.set({ removed: new Set(hidden) })
  }

  /** Shows all removed movies again but those that are on their way out. */
  showRestored(): void {
    if (this.tab.getState().removed.size > 0) this.tab.set({ removed: new Set(this.underWay) })
  }

  // Hides the movies at once, and shows them again if the server refuses.
  private hideWhile<Done extends Change>(
    movieIds: readonly string[],
    work: () => Promise<Result<Done>>,
    text: (count: number, done: Done) => string,
  ): Promise<boolean> {
    const { tab } = this
    return tab.track(async () => {
      tab.set({ removed: new Set([...tab.getState().removed, ...movieIds]), failure: null })
      for (const id of movieIds) this.underWay.add(id)
      // An edit that came after would not find its movie.
      await this.edits.queue.idle()
      const result = await tab.call(work())
      for (const id of movieIds) this.underWay.delete(id)
      if (result.ok) tab.recordBulkChange(result.data, (count) => text(count, result.data), movieIds)
      else {
        tab.set({ removed: without(tab.getState().removed, movieIds) })
        tab.showFailure(result.message)
      }
      return result.ok
    })
  }
}
