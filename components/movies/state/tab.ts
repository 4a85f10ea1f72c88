import { isStalePage, STALE_PAGE } from '@/components/ui/stale-page'
import type { Change } from '@/domain/movies/change'
import type { Failure, Result } from '@/domain/result'
import { type CollectionState, type DoneChange, EMPTY_STATE } from './collection-state'
import type { MovieActions } from './movie-actions'

const UNREACHABLE = 'The server cannot be reached, or its answer got lost. Try again in a moment.'
const CHANGES_KEPT = 50

/** What a refusal says to a person who saw the bucket when the page was loaded; to who still sees it, why they may not. */
export function withoutAccess({ code, message }: Failure): string {
  return code === 'not_found' ? 'You may no longer change this bucket.' : message
}

/** What the parts of a collection share: the state on the screen, the server, and the operations under way. */
export class Tab {
  private state = EMPTY_STATE
  private readonly listeners = new Set<() => void>()
  private readonly operations = new Set<Promise<unknown>>()

  constructor(
    readonly bucketId: string,
    readonly actions: MovieActions,
    /** Fetches the rendered rows and counts again. */
    readonly refresh: () => void,
  ) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
  getState = (): CollectionState => this.state

  set(next: Partial<CollectionState>): void {
    const { announcement } = this.state
    // A screen reader says nothing of a text that stays the same.
    const again = announcement && next.announcement === announcement
    this.state = { ...this.state, ...next, ...(again && { announcement: `${announcement}\u00a0` }) }
    for (const listener of this.listeners) listener()
  }

  announce(announcement: string): void {
    this.set({ announcement })
  }

  showFailure(message: string): void {
    this.set({ failure: message, announcement: message })
  }

  /** Shows a change, with the way to undo it. */
  recordChange(change: DoneChange): void {
    const done = [...this.state.done, change].slice(-CHANGES_KEPT)
    this.set({ done, barShown: true, undone: null, announcement: change.text })
  }

  /** Shows what a change of a selection did, and fetches the page anew. */
  recordBulkChange(
    { changeId, count }: Change,
    text: (count: number) => string,
    movieIds: readonly string[] = [],
  ): void {
    // A change of no movie cannot be undone.
    if (count > 0) this.recordChange({ changeId, text: text(count), movieIds })
    else this.showFailure('Nothing to change: it is like that already.')
    this.refresh()
  }

  get isIdle(): boolean {
    return this.operations.size === 0
  }

  /** Resolves when the operations that are under way now have ended. */
  async idle(): Promise<void> {
    await Promise.all(this.operations)
  }

  /** Runs an operation that counts as under way until it ends. */
  track<T>(run: () => Promise<T>): Promise<T> {
    const operation = run().finally(() => this.operations.delete(operation))
    this.operations.add(operation)
    return operation
  }

  /** The answer of an action, a failure as well when there is none. */
  async call<T>(answer: Promise<Result<T>>): Promise<Result<T>> {
    return answer.catch((error) => {
      if (!isStalePage(error)) return { ok: false, code: 'unavailable', message: UNREACHABLE }
      this.set({ stale: true })
      return { ok: false, code: 'failed', message: STALE_PAGE }
    })
  }
}
