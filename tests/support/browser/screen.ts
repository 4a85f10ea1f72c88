import type { Page } from '@playwright/test'
import type { MovieValues } from '@/domain/movies/movie'
import { insertMovies } from '@/tests/support/builders/movies'
import type { Person } from '@/tests/support/builders/people'
import { untilHydrated } from './bucket'

/** A screen in one of its states: the movies in the bucket, and the way there. */
export type Screen = {
  name: string
  /** It exists only where there is room for it, not on a phone. */
  onlyAtDesk?: true
  movies?: readonly MovieValues[]
  open(page: Page, person: Person): Promise<void>
}

/** Fills the bucket and goes to a screen. */
export async function openScreen(page: Page, person: Person, { movies, open }: Screen): Promise<void> {
  if (movies) await insertMovies(person, movies)
  await open(page, person)
}

/** Goes to a page and waits until it listens. */
export async function go(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await untilHydrated(page)
}
