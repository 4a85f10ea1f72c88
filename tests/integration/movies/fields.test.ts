import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Access, inBucket } from '@/db/buckets/access'
import { movieColumns } from '@/db/movies/columns'
import { listActivity } from '@/db/movies/history'
import { copySelection, moveSelection } from '@/db/movies/move'
import { patchMovie } from '@/db/movies/patch'
import { putMovie } from '@/db/movies/put'
import { getMovie, listMovies } from '@/db/movies/read'
import { searchEverywhere } from '@/db/movies/search-everywhere'
import { patchSelection } from '@/db/movies/selection'
import { undoChange } from '@/db/movies/undo'
import { EXPORT_FORMATS, type ExportFormat } from '@/domain/export/formats'
import { FIELDS, MOVIE_FIELDS, type Movie, type MovieField, type MovieValues } from '@/domain/movies/movie'
import { bulkPatchSchema, movieFormSchema, moviePatchSchema, movieSchema } from '@/domain/movies/schema'
import { sortTitle } from '@/domain/movies/title'
import { EMPTY_SEARCH } from '@/domain/search/search'
import { exportText } from '@/server/export/export-text'
import { addBucket } from '@/tests/support/builders/buckets'
import { confirm, rowsOf, stage } from '@/tests/support/builders/imports'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

/*
 * Whatever is done to a movie is done to each of its fields. The tests know no field by name: a new one in the
 * definition (domain/movies/movie.ts) is tested everywhere at once, and a place that forgets it fails.
 */

let owner: Awaited<ReturnType<typeof addPerson>>
let bucketId: string
let movie: Movie

/** Two values of every field, both within its rule. */
const A = Object.fromEntries(MOVIE_FIELDS.map((field) => [field, exampleOf(field, 0)])) as MovieValues
const B = Object.fromEntries(MOVIE_FIELDS.map((field) => [field, exampleOf(field, 1)])) as MovieValues

function exampleOf(field: MovieField, at: 0 | 1): string | number {
  const definition = FIELDS[field]
  switch (definition.kind) {
    case 'text':
      return ['The =1, "quoted" text', 'Another text'][at] ?? ''
    case 'choice':
      return definition.choices[at]
    case 'number':
      return [definition.limits.min, definition.limits.max][at] ?? 0
  }
}

const only = (field: MovieField) => ({ [field]: B[field] }) as Partial<MovieValues>
const valuesOf = (of: Partial<MovieValues>) => Object.fromEntries(MOVIE_FIELDS.map((field) => [field, of[field]]))
const run = <T>(work: (access: Access) => Promise<T>, bucket = bucketId) => inBucket(owner, bucket, 'editMovies', work)
const read = () => run((access) => getMovie(access, movie.id))
const list = async (bucket: string) => (await run((access) => listMovies(access, EMPTY_SEARCH), bucket)).movies
const sortTitles = async (bucket = bucketId) =>
  (await sql<{ sort_title: string }>('select sort_title from movies where bucket_id = $1', [bucket])).map(
    (row) => row.sort_title,
  )
const changeIdOf = (outcome: Awaited<ReturnType<typeof patchMovie>>) => {
  if (outcome.status !== 'saved') throw new Error(`the patch ended as ${outcome.status}`)
  return outcome.changeId
}

beforeAll(async () => {
  owner = await addPerson('Ana')
})

beforeEach(async () => {
  bucketId = await addBucket(owner)
  const outcome = await run((access) => putMovie(access, crypto.randomUUID(), A))
  if (outcome.status !== 'added') throw new Error('no movie was added')
  movie = outcome.movie
})

describe.each(MOVIE_FIELDS)('%s', (field) => {
  it('has a rule that takes it, in a form as well, and that a patch can do without', () => {
    expect(movieSchema.parse(A)[field]).toBe(A[field])
    const typed = Object.fromEntries(MOVIE_FIELDS.map((name) => [name, String(A[name])]))
    expect(movieFormSchema.parse(typed)).toEqual(A)
    for (const other of MOVIE_FIELDS.filter((name) => name !== field)) {
      expect(moviePatchSchema.parse(only(other))).toEqual(only(other))
      if (other !== 'title') expect(bulkPatchSchema.parse(only(other))).toEqual(only(other))
    }
  })

  it('is read as it was added', async () => {
    expect(Object.keys(movieColumns)).toContain(field)
    expect((await read())[field]).toBe(A[field])
  })

  it('is patched alone, and undo brings its former value back', async () => {
    const changeId = changeIdOf(await run((access) => patchMovie(access, movie.id, only(field))))
    expect(valuesOf(await read())).toEqual({ ...A, ...only(field) })
    await run((access) => undoChange(access, changeId))
    expect(valuesOf(await read())).toEqual(A)
    expect(await sortTitles()).toEqual([sortTitle(A.title)])
  })

  it('keeps its value when a change from before it existed is undone', async () => {
    const changeId = changeIdOf(await run((access) => patchMovie(access, movie.id, B)))
    await sql('update movie_changes set before = before - $1 where change_id = $2', [field, changeId])
    await run((access) => undoChange(access, changeId))
    expect(valuesOf(await read())).toEqual({ ...A, ...only(field) })
  })

  it('is told by the history', async () => {
    await run((access) => patchMovie(access, movie.id, only(field)))
    const { entries } = await run((access) => listActivity(access))
    expect(entries[0]?.edited).toEqual([{ field, from: A[field], to: B[field] }])
    await run((access) => patchMovie(access, movie.id, { [field]: A[field] }))
    const again = await run((access) => listActivity(access))
    expect(again.entries[1]?.edited).toEqual([{ field, from: A[field], to: B[field] }])
  })

  it('is set in bulk, with one undo', async () => {
    const { changeId, count } = await run((access) => patchSelection(access, { ids: [movie.id] }, only(field)))
    expect(count).toBe(1)
    expect(valuesOf(await read())).toEqual({ ...A, ...only(field) })
    expect(await run((access) => patchSelection(access, { ids: [movie.id] }, only(field)))).toMatchObject({ count: 0 })
    // Of each movie the history holds what was set and no more, for the undo of the undo as well.
    const undo = await run((access) => undoChange(access, changeId))
    expect(valuesOf(await read())).toEqual(A)
    const noted = await sql<{ before: object }>(
      'select before from movie_changes where change_id = any($1) order by change_id',
      [[changeId, undo.changeId]],
    )
    const stored = (values: MovieValues) =>
      field === 'title' ? { title: values.title, sortTitle: sortTitle(values.title) } : { [field]: values[field] }
    expect(noted.map(({ before }) => before)).toEqual([stored(A), stored(B)])
    await run((access) => undoChange(access, undo.changeId))
    expect(valuesOf(await read())).toEqual({ ...A, ...only(field) })
  })

  it('is found by the search everywhere', async () => {
    const { hits } = await searchEverywhere(owner, A.title)
    expect(hits.find(({ id }) => id === movie.id)?.[field]).toBe(A[field])
  })
})

describe('every field', () => {
  it('is copied', async () => {
    const target = await addBucket(owner)
    await run((access) => copySelection(access, bucketId, { ids: [movie.id] }), target)
    expect((await list(target)).map(valuesOf)).toEqual([A])
    expect(await sortTitles(target)).toEqual([sortTitle(A.title)])
  })

  it('is moved, noted in the history of both buckets, and comes back by undo', async () => {
    const target = await addBucket(owner)
    const { changeId } = await run((access) => moveSelection(access, target, { ids: [movie.id] }))
    expect((await list(target)).map(valuesOf)).toEqual([A])
    const noted = await sql<{ before: MovieValues }>('select before from movie_changes where change_id = $1', [
      changeId,
    ])
    expect(noted.map(({ before }) => valuesOf(before))).toEqual([A, A])
    await run((access) => undoChange(access, changeId))
    expect(valuesOf(await read())).toEqual(A)
  })

  it('is replaced by a put', async () => {
    await run((access) => putMovie(access, movie.id, B))
    expect(valuesOf(await read())).toEqual(B)
    expect(await sortTitles()).toEqual([sortTitle(B.title)])
  })

  it.each(EXPORT_FORMATS.filter((format) => format !== 'letterboxd'))(
    'is exported as %s, staged for its preview and imported again',
    async (format) => {
      const file = await textOf(format)
      const target = await addBucket(owner)
      const importId = await stage(owner, target, file)
      expect((await rowsOf(owner, target, importId)).map(({ values }) => values)).toEqual([A])
      await confirm(owner, target, importId)
      expect((await list(target)).map(valuesOf)).toEqual([A])
      expect(await sortTitles(target)).toEqual([sortTitle(A.title)])
    },
  )

  async function textOf(format: ExportFormat): Promise<string> {
    let text = ''
    for await (const piece of exportText({ actor: owner, address: bucketId, search: EMPTY_SEARCH }, format))
      text += piece
    return text
  }
})
