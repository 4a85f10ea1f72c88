import { CollectionStore } from '@/components/movies/state/collection-store'
import type { TypedMovie } from '@/components/movies/state/typed-movie'
import type { Movie, MovieValues } from '@/domain/movies/movie'
import { aMovie } from '@/tests/support/builders/movie-values'
import { MovieServer } from './movie-server'

/** The movies of the bucket and of its page. */
export const alien = aMovie({ id: 'alien', title: 'Alien', rating: 1, version: 3 })
export const fargo = aMovie({ id: 'fargo', title: 'Fargo', rating: 2 })

/** Movies to add, and how they are typed. */
export const heat: MovieValues = { title: 'Heat', format: 'DVD', length: 170, releaseYear: 1995, rating: 5 }
export const typedHeat: TypedMovie = { title: ' Heat', format: 'DVD', length: '2:50', releaseYear: '1995', rating: '5' }
export const z: MovieValues = { ...heat, title: 'Z' }
export const typedZ: TypedMovie = { ...typedHeat, title: 'Z' }

/** The store of a tab without its screen, and the server behind it. */
export function openTab() {
  const server = new MovieServer(alien, fargo)
  let refreshes = 0
  const store = new CollectionStore('bucket', server.actions, () => refreshes++)
  return {
    server,
    store,
    /** How often the tab fetched the page anew. */
    refreshes: () => refreshes,
    /** The rows of a page as the tab shows them. */
    shown: (rows: Movie[] = [alien, fargo]) => store.apply(rows).map(({ title, rating }) => `${title} ${rating}`),
    doneTexts: () => store.getState().done.map(({ text }) => text),
  }
}

/** Resolves when the server has answered the calls that were made. */
export const answered = () => new Promise((resolve) => setTimeout(resolve))
