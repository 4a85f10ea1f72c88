import type { Film } from '@/domain/facts/film'
import type { Suggestions } from '@/domain/facts/suggest'
import { PATHS, withQuery } from '@/domain/paths'

/** Asks the server for films with a title that is being typed; null if it does not answer. */
export async function askForFilms(title: string, signal: AbortSignal): Promise<Suggestions | null> {
  try {
    const answer = await fetch(withQuery(PATHS.suggestions, { title }), { signal })
    return answer.ok ? ((await answer.json()) as Suggestions) : null
  } catch {
    return null
  }
}

/** Lets the server look a title up outside; returns the films, or in words why there are none. */
export async function lookUpFilms(title: string, signal: AbortSignal): Promise<Film[] | string> {
  try {
    const body = JSON.stringify({ title })
    const answer = await fetch(PATHS.lookUp, {
      method: 'POST',
      body,
      signal,
      headers: { 'content-type': 'application/json' },
    })
    const { films, detail } = (await answer.json()) as { films?: Film[]; detail?: string }
    return films ?? detail ?? OUT_OF_REACH
  } catch {
    return OUT_OF_REACH
  }
}

const OUT_OF_REACH = 'The server is out of reach. Try again, or type the values.'
