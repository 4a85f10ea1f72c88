import type { Format } from '@/domain/movies/movie'
import { runtimeWords, type Stats } from './stats'

const NOUNS: Record<Format, string> = { VHS: 'VHS tapes', DVD: 'DVDs', Streaming: 'streamed films' }

/**
 * The statistics in one sentence: how long it all runs, and the format and decade of more than half of it. Without
 * either, the years of the oldest film and the newest: `245 days of film, mostly DVDs of the 2000s.` Null without movies.
 */
export function describeStats({ total, length, landmarks, formats, decades }: Stats): string | null {
  if (!length || !landmarks) return null
  const most = <Row extends { count: number }>(rows: readonly Row[]) => rows.find(({ count }) => count * 2 > total)
  const [format, decade] = [most(formats), most(decades)]
  const [runtime] = runtimeWords(length.sum).split(' and ')
  if (format || decade)
    return `${runtime} of film, mostly ${format ? NOUNS[format.format] : 'films'}${decade ? ` of the ${decade.decade}s` : ''}.`
  const [from, to] = [landmarks.oldest.releaseYear, landmarks.newest.releaseYear]
  return `${runtime} of film${from === to ? ` of ${from}` : `, from ${from} to ${to}`}.`
}
