import type { ReactNode } from 'react'
import { Shelf } from '@/components/movies/shelf/shelf'
import { HomeLink } from '@/components/ui/home-link'
import { SAMPLE_MOVIES } from '@/domain/movies/samples'

// Sorted by year, the spines' colours form a spectrum.
const MOVIES = [...SAMPLE_MOVIES]
  .sort((a, b) => a.releaseYear - b.releaseYear)
  .map((movie) => ({ ...movie, id: movie.title }))

type Props = {
  title: string
  children: ReactNode
  notice?: ReactNode
  choices: ReactNode
  /** What it does, below the shelf. */
  tour?: ReactNode
  footer?: ReactNode
}

/** The page for signed-out people: what moviebucket is, a shelf to look at, and the ways to sign in. */
export function Welcome({ title, children, notice, choices, tour, footer }: Props) {
  return (
    <div className="mx-auto flex min-h-dvh max-w-6xl flex-col px-4 pb-8 sm:px-8">
      <header className="py-4">
        <HomeLink />
      </header>
      <main className="flex flex-1 flex-col justify-center gap-10">
        <div className="grid items-center gap-8 lg:grid-cols-[1fr_24rem]">
          <div className="flex max-w-xl flex-col gap-4">
            <h1 className="text-3xl sm:text-4xl">{title}</h1>
            <div className="text-lg text-muted">{children}</div>
          </div>
          <div className="flex w-full max-w-sm flex-col gap-4">
            {notice}
            {choices}
          </div>
        </div>
        {/* A phone has room for a third of them: every third one, so that they still span all years. */}
        <div className="max-sm:[&_li:not(:nth-child(3n+1))]:hidden!">
          <Shelf movies={MOVIES} label="Forty films on a shelf, by year" orientation="upright" />
        </div>
        {tour}
      </main>
      <footer className="pt-8">{footer}</footer>
    </div>
  )
}
