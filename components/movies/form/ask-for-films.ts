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
