import { isStalePage } from '@/components/ui/stale-page'
import { EDITS_AT_ONCE, type VersionedPatch, type WriteOutcome } from '@/domain/movies/change'
import type { Movie, MoviePatch } from '@/domain/movies/movie'
import type { ErrorCode, Failure, Result } from '@/domain/result'

/** An edit that the server does not have yet, for a version of a movie. */
export type QueuedEdit = Pick<Movie, 'id' | 'version' | 'title'> & { changes: MoviePatch }

type Pending = Map<string, Omit<QueuedEdit, 'id'>>

type Listener = {
  /** The edits not yet saved changed: what to show over the list. */
  onPending: (pending: ReadonlyMap<string, MoviePatch>) => void
  onSaved: (movie: Movie, changeId: string) => void
  onConflict: (mine: MoviePatch, theirs: Movie) => void
  /** They are no longer there to be changed. */
  onGone: (movies: Pick<Movie, 'id' | 'title'>[]) => void
  onRefused: (edits: QueuedEdit[], failure: Failure) => void
  /** The server cannot be reached: the edits wait and are sent again. Null when it can be again. */
  onWaiting: (reason: string | null) => void
  /** The server has another build than this page: the edits stay queued and are not sent again. */
  onStale: () => void
}

const RETRY_MS = [1000, 2000, 4000, 8000]
/** These pass, by themselves or once the user signs in again in another tab; other refusals are final. */
const PASSING: ErrorCode[] = ['unavailable', 'rate_limited', 'unauthenticated']

/**
 * Sends edits one call at a time. Edits made during a call go with the next one, merged by movie: ten quick edits are
 * two calls, and none overtakes another. Edits wait for a server that is away; the queue drops those it refuses.
 */
export class EditQueue {
  private waiting: Pending = new Map()
  private sending: Pending = new Map()
  private readonly versions = new Map<string, number>()
  private failures = 0
  private idlers: (() => void)[] = []
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly send: (edits: VersionedPatch[]) => Promise<Result<WriteOutcome[]>>,
    private readonly listener: Listener,
  ) {}

  get isEmpty(): boolean {
    return this.waiting.size + this.sending.size === 0
  }

  /** The edits that are not saved, each with all that was typed for its movie. */
  get queued(): QueuedEdit[] {
    const all = new Map(this.waiting)
    for (const [id, { changes, ...movie }] of this.sending)
      all.set(id, { ...movie, changes: { ...changes, ...all.get(id)?.changes } })
    return [...all].map(([id, edit]) => ({ id, ...edit }))
  }

  /** Resolves when everything queued so far was saved or refused. */
  idle(): Promise<void> {
    return this.isEmpty ? Promise.resolve() : new Promise((resolve) => this.idlers.push(resolve))
  }

  /** Queues new values for a movie, over those that are queued for it already. */
  add(movie: Pick<Movie, 'id' | 'version' | 'title'>, changes: MoviePatch): void {
    const version = Math.max(movie.version, this.versions.get(movie.id) ?? 0)
    const queued = this.waiting.get(movie.id)
    this.waiting.set(movie.id, {
      version: queued?.version ?? version,
      title: queued?.title ?? movie.title,
      changes: { ...queued?.changes, ...changes },
    })
    this.show()
    if (this.failures === 0) void this.flush()
  }

  /** A movie has this version by now, through something else that this tab did. */
  learn(id: string, version: number): void {
    this.versions.set(id, Math.max(version, this.versions.get(id) ?? 0))
  }

  /** Sends at once what waits for a server that was away. */
  retry(): void {
    clearTimeout(this.timer)
    void this.flush()
  }

  private async flush(): Promise<void> {
    if (this.sending.size > 0 || this.waiting.size === 0) return
    this.sending = new Map([...this.waiting].slice(0, EDITS_AT_ONCE))
    for (const id of this.sending.keys()) this.waiting.delete(id)
    const edits = [...this.sending].map(([id, { version, changes }]) => ({ id, version, changes }))
    const result = await this.send(edits).catch((error) => (isStalePage(error) ? 'stale' : null))
    if (result === 'stale') {
      this.putBack()
      return this.listener.onStale()
    }
    if (result === null || (!result.ok && PASSING.includes(result.code))) {
      return this.wait(result?.message ?? 'The server cannot be reached.')
    }
    this.reached()
    const sent = this.sending
    this.sending = new Map()
    if (result.ok) {
      for (const outcome of result.data) this.settle(outcome, sent)
      const gone = result.data.filter(({ status }) => status === 'gone')
      if (gone.length > 0) this.listener.onGone(gone.map(({ id }) => ({ id, title: sent.get(id)?.title ?? '' })))
    } else this.refuse(sent, result)
    this.show()
    if (this.isEmpty) for (const resolve of this.idlers.splice(0)) resolve()
    void this.flush()
  }

  private settle(outcome: WriteOutcome, sent: Pending): void {
    const later = this.waiting.get(outcome.id)
    if (outcome.status === 'saved') {
      this.versions.set(outcome.id, outcome.movie.version)
      if (later) later.version = outcome.movie.version
      this.listener.onSaved(outcome.movie, outcome.changeId)
      return
    }
    this.waiting.delete(outcome.id)
    const mine = { ...sent.get(outcome.id)?.changes, ...later?.changes }
    if (outcome.status === 'conflict') this.listener.onConflict(mine, outcome.movie)
  }

  private refuse(sent: Pending, failure: Failure): void {
    const edits = [...sent].map(([id, edit]) => ({
      id,
      ...edit,
      changes: { ...edit.changes, ...this.waiting.get(id)?.changes },
    }))
    for (const { id } of edits) this.waiting.delete(id)
    this.listener.onRefused(edits, failure)
  }

  private wait(reason: string): void {
    this.putBack()
    this.listener.onWaiting(reason)
    const pause = RETRY_MS[Math.min(this.failures++, RETRY_MS.length - 1)]
    this.timer = setTimeout(() => void this.flush(), pause)
  }

  private putBack(): void {
    for (const { id, ...edit } of this.queued) this.waiting.set(id, edit)
    this.sending = new Map()
  }

  private reached(): void {
    if (this.failures === 0) return
    this.failures = 0
    this.listener.onWaiting(null)
  }

  private show(): void {
    const pending = new Map<string, MoviePatch>()
    for (const [id, { changes }] of this.sending) pending.set(id, changes)
    for (const [id, { changes }] of this.waiting) pending.set(id, { ...pending.get(id), ...changes })
    this.listener.onPending(pending)
  }
}
