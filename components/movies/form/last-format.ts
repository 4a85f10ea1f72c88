import { FORMATS, type Format } from '@/domain/movies/movie'

const KEY = 'moviebucket.format'

/** The format used last in this browser: people enter a shelf one format at a time. */
export function lastFormat(): Format {
  try {
    return FORMATS.find((format) => format === localStorage.getItem(KEY)) ?? 'DVD'
  } catch {
    return 'DVD'
  }
}

/** Keeps a format for the next movie. A browser that stores nothing forgets it. */
export function rememberFormat(format: Format): void {
  try {
    localStorage.setItem(KEY, format)
  } catch {}
}
