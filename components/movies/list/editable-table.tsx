import type { SelectionState } from '@/components/movies/bulk/use-selection'
import { useCollection } from '@/components/movies/state/collection-context'
import { lazyPart } from '@/components/movies/state/lazy-part'
import { Lazily } from '@/components/ui/lazily'
import type { Movie } from '@/domain/movies/movie'
import { moviePath } from '@/domain/paths'
import { MovieRow } from './movie-row'
import { type ColumnHead, MovieTable } from './movie-table'
import { SelectPage } from './select-page'
import type { RowActions } from './use-row-actions'

const InlineEditor = lazyPart(() => import('./inline-editor').then((module) => module.InlineEditor))

type Props = {
  heads: ColumnHead[]
  rows: readonly Movie[]
  selection: SelectionState
  editor: RowActions['editor']
  editable: boolean
  now?: number
}

/** The rows as a table, one of which may have turned into fields. */
export function EditableTable({ heads, rows, selection, editor, editable, now }: Props) {
  const collection = useCollection()
  return (
    <MovieTable heads={heads} selectAll={editable ? <SelectPage selection={selection} /> : undefined}>
      {rows.map((movie) => {
        const row = (
          <MovieRow
            key={movie.id}
            movie={movie}
            href={moviePath(movie)}
            selected={selection.has(movie.id)}
            editable={editable}
            now={now}
          />
        )
        if (movie.id !== editor.movieId) return row
        return (
          <Lazily key={movie.id} fallback={row} onFailed={editor.cannotLoad}>
            <InlineEditor
              movie={movie}
              showsLastEdit={now !== undefined}
              save={editor.save}
              onSave={(seen, values) => collection.edit(seen, values)}
              onDone={() => editor.stop(movie)}
            />
          </Lazily>
        )
      })}
    </MovieTable>
  )
}
