/** A count of movies in words: `1,139 movies`. */
export function countMovies(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'movie' : 'movies'}`
}

/** A count of rows in words: `1 row`. */
export function countRows(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'row' : 'rows'}`
}
