import { FORMATS, type Format } from '@/domain/movies/movie'

const KEY = 'moviebucket.format'

/** The format used last in this browser: shelves are entered one format at a time. */
export function lastFormat(): Format {
  try {
    return FORMATS.find((format) => format === localStorage.getItem(KEY)) ?? 'DVD'
  } catch {
    return 'DVD'
  }
}

/** Keeps a format for the next movie; a browser that stores nothing just forgets it. */
export function rememberFormat(format: Format): void {
  try {
    localStorage.setItem(KEY, format)
  } catch {}
}
