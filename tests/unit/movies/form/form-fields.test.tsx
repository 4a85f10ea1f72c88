import { render } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { MovieFacts } from '@/components/movies/form/movie-facts'
import { MovieForm } from '@/components/movies/form/movie-form'
import { FIELDS, MOVIE_FIELDS } from '@/domain/movies/movie'
import { aMovie } from '@/tests/support/builders/movie-values'

/* A new field in the definition of a movie has to have its place on the screens. */

const draw = () =>
  render(
    <MovieForm
      bucketId="bucket"
      initial={{}}
      findDuplicates={async () => ({ ok: true, data: [] })}
      onSubmit={() => {}}
      buttons={null}
    />,
  )

describe.each(MOVIE_FIELDS)('%s', (field) => {
  it('can be typed into the form', () => {
    const { container } = draw()
    expect(container.querySelector(`[name="${field}"]`)).not.toBeNull()
    expect(container.textContent).toContain(FIELDS[field].label)
  })

  it('stands among the facts of a movie', () => {
    const { container } = render(<MovieFacts movie={aMovie()} />)
    expect(container.textContent).toContain(FIELDS[field].label)
  })
})
