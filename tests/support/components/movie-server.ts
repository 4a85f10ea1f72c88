import type { MovieActions, Target } from '@/components/movies/state/movie-actions'
import type { Change } from '@/domain/movies/change'
import type { Movie, MoviePatch } from '@/domain/movies/movie'
import { SAMPLE_MOVIES } from '@/domain/movies/samples'
import { movieFormSchema } from '@/domain/movies/schema'
import type { Selection } from '@/domain/movies/selection'
import type { Failure, Result } from '@/domain/result'
import { aMovie } from '@/tests/support/builders/movie-values'
import { failure } from '@/tests/support/components/failure'

type Name = keyof MovieActions
type Input<N extends Name> = Parameters<MovieActions[N]>[0]
type Answer<N extends Name> = Awaited<ReturnType<MovieActions[N]>> extends Result<infer T> ? T : never
type Rules = { [N in Name]: (input: Input<N>) => Answer<N> | Failure }
type Step = { id: string; before: Movie | undefined; after: Movie | undefined }
/** A change can be undone in the buckets it is noted in, and nowhere else. */
type Noted = { buckets: readonly string[]; steps: Step[] }

/** The bucket of the screen. */
const HERE = 'bucket'

/** The server's side of a bucket screen, in memory. It keeps versions and changes, and can be slow, refuse or be away. */
export class MovieServer {
  /** The movies of the screen's bucket. */
  readonly movies: Map<string, Movie>
  /** The movies of the other buckets. */
  readonly elsewhere = new Map<string, Movie>()
  /** The other buckets that movies may go to. */
  targets: Target[] = []
  /** Whether the bucket belongs to another person, so that a move leaves the movies in the trash. */
  ofAnotherOwner = false
  /** What `findDuplicates` finds. */
  duplicates: Movie[] = []
  readonly calls: { name: Name; input: unknown }[] = []
  readonly actions: MovieActions
  /** The additions by the ids that callers gave; the movies got other ids here. */
  private readonly additions = new Map<string, { id: string; changeId: string }>()
  private readonly changes = new Map<string, Noted>()
  private readonly answers: (Failure | 'lost' | 'answer lost')[] = []
  private gate = Promise.resolve()
  private openGate = () => {}
  private count = 0

  constructor(...movies: Movie[]) {
    this.movies = new Map(movies.map((movie) => [movie.id, movie]))
    const answer =
      <N extends Name>(name: N) =>
      async (input: Input<N>) => {
        this.calls.push({ name, input: structuredClone(input) })
        await this.gate
        const refusal = name === 'findDuplicates' ? undefined : this.answers.shift()
        if (refusal === 'lost') throw new TypeError('Failed to fetch')
        if (refusal && refusal !== 'answer lost') return refusal
        const data = this.rules[name](input)
        if (refusal) throw new TypeError('Failed to fetch')
        return isFailure(data) ? data : { ok: true as const, data: structuredClone(data) }
      }
    this.actions = Object.fromEntries(Object.keys(this.rules).map((name) => [name, answer(name as Name)])) as never
  }

  /**
   * Answers the next calls, except for duplicates, like this. With `lost` the network is away; with `answer lost` it goes
   * away after the server did its work.
   */
  answerNext(...answers: (Failure | 'lost' | 'answer lost')[]): void {
    this.answers.push(...answers)
  }

  /** Answers wait until `release`. */
  hold(): void {
    this.gate = new Promise((resolve) => {
      this.openGate = resolve
    })
  }
  release(): void {
    this.openGate()
    this.gate = Promise.resolve()
  }

  inputsOf<N extends Name>(name: N): Input<N>[] {
    return this.calls.filter((call) => call.name === name).map(({ input }) => input as Input<N>)
  }

  /** Changes a movie as another person or tab does. */
  changeElsewhere(id: string, changes: MoviePatch): void {
    this.write([[id, this.changed(id, changes)]])
  }

  private readonly rules: Rules = {
    addTypedMovie: ({ bucketId, id, movie: typed }) => {
      const again = this.additions.get(id ?? '')
      const there = again && this.movies.get(again.id)
      if (again && there) return { changeId: again.changeId, count: 1, movie: there }
      const parsed = movieFormSchema.safeParse(typed)
      if (!parsed.success) return failure('invalid', 'That does not fit.')
      const at = new Date(0).toISOString()
      const movie = { ...parsed.data, id: `new-${++this.count}`, bucketId, version: 1, createdAt: at, updatedAt: at }
      const change = this.write([[movie.id, movie]])
      if (id) this.additions.set(id, { id: movie.id, changeId: change.changeId })
      return { ...change, movie }
    },
    editMovies: ({ edits }) =>
      edits.map(({ id, version, changes }) => {
        const movie = this.movies.get(id)
        if (!movie) return { id, status: 'gone' }
        if (movie.version !== version) return { id, status: 'conflict', movie }
        const saved = { ...movie, ...changes, version: version + 1 }
        return { id, status: 'saved', movie: saved, ...this.write([[id, saved]]) }
      }),
    deleteMovies: ({ selection }) => this.write(this.select(selection).map((id) => [id, undefined])),
    moveMovies: ({ bucketId, targetId, selection }) =>
      this.refuseTarget(bucketId, targetId) ?? {
        ...this.write(
          this.selected(selection).map((movie) => [movie.id, { ...movie, bucketId: targetId }]),
          [bucketId, targetId],
        ),
        trashed: this.ofAnotherOwner,
      },
    copyMovies: ({ bucketId, targetId, selection }) =>
      this.refuseTarget(bucketId, targetId) ??
      this.write(
        this.selected(selection).map((movie) => {
          const id = `new-${++this.count}`
          return [id, { ...movie, id, bucketId: targetId, version: 1 }]
        }),
        [targetId],
      ),
    listTargets: () => this.targets,
    undoChange: ({ bucketId, changeId }) => {
      const { buckets, steps } = this.changes.get(changeId) ?? { buckets: [], steps: [] }
      if (!buckets.includes(bucketId)) {
        return failure('not_found', 'This change can no longer be undone: it is unknown or too old.')
      }
      const undone = steps.filter(({ id, after }) => this.find(id) === after)
      const change = this.write(
        undone.map(({ id, before, after }) => {
          // A move is no new version, and neither is its way back.
          const edited = before && after && before.bucketId === after.bucketId
          return [id, edited ? { ...before, version: after.version + 1 } : before]
        }),
        buckets,
      )
      return { ...change, left: steps.length - undone.length }
    },
    previewEdit: ({ selection, changes }) => {
      const selected = this.select(selection)
      return { selected: selected.length, changing: selected.filter((id) => this.differs(id, changes)).length }
    },
    editSelection: ({ selection, changes }) =>
      this.write(
        this.select(selection)
          .filter((id) => this.differs(id, changes))
          .map((id) => [id, this.changed(id, changes)]),
      ),
    findDuplicates: () => this.duplicates,
    loadSamples: ({ bucketId }) =>
      this.write(SAMPLE_MOVIES.map((values, index) => [`s${index}`, aMovie({ ...values, bucketId, id: `s${index}` })])),
  }

  private select(selection: Selection): string[] {
    return this.selected(selection).map(({ id }) => id)
  }

  private selected(selection: Selection): Movie[] {
    const all = [...this.movies.values()]
    if ('ids' in selection) return all.filter(({ id }) => selection.ids.includes(id))
    return all.filter(({ id }) => !selection.except.includes(id))
  }

  private differs(id: string, changes: MoviePatch): boolean {
    const movie: Partial<Movie> = this.movies.get(id) ?? {}
    return Object.entries(changes).some(([field, value]) => movie[field as keyof Movie] !== value)
  }

  private changed(id: string, changes: MoviePatch): Movie | undefined {
    const movie = this.movies.get(id)
    return movie && { ...movie, ...changes, version: movie.version + 1 }
  }

  private find(id: string): Movie | undefined {
    return this.movies.get(id) ?? this.elsewhere.get(id)
  }

  private refuseTarget(bucketId: string, targetId: string): Failure | undefined {
    if (targetId === bucketId) return failure('invalid', 'They are in there already. Choose another bucket.')
    if (!this.targets.some(({ id }) => id === targetId))
      return failure('not_found', 'This bucket does not exist, or you may not see it.')
  }

  private write(writes: [string, Movie | undefined][], buckets: readonly string[] = [HERE]): Change {
    const changeId = `change-${++this.count}`
    const steps = writes.map(([id, after]) => ({ id, before: this.find(id), after }))
    this.changes.set(changeId, { buckets, steps })
    for (const { id, after } of steps) {
      const place = after && (after.bucketId === HERE ? this.movies : this.elsewhere)
      for (const other of [this.movies, this.elsewhere]) if (other !== place) other.delete(id)
      if (after) place?.set(id, after)
    }
    return { changeId, count: writes.length }
  }
}

function isFailure(answer: unknown): answer is Failure {
  return typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false
}
