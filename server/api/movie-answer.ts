import 'server-only'
import * as z from 'zod'
import { isPublicKey } from '@/db/ids'
import { FORMATS, LIMITS, type Movie } from '@/domain/movies/movie'
import type { Answer } from './answer'
import { named, time } from './schema'

const whole = ({ min, max }: { min: number; max: number }) => z.int().min(min).max(max)

/** A movie in an answer. */
export const movieAnswer = named(
  'Movie',
  z.object({
    id: z.uuid(),
    bucketId: z.string().describe('Its bucket’s id; by the key of a public page, that key'),
    title: z.string(),
    format: z.enum(FORMATS),
    length: whole(LIMITS.length).describe('Minutes'),
    releaseYear: whole(LIMITS.releaseYear),
    rating: whole(LIMITS.rating),
    version: z.int().min(1).describe('Its ETag, without the quotes'),
    createdAt: time,
    updatedAt: time,
  } satisfies Record<Exclude<keyof Movie, 'lastEdit'>, z.ZodType>),
)

/** A movie as it was asked for: by the key of a public page, with that key in place of the bucket's id. */
export function asAddressed(movie: Movie, { bucketId = '' }: Record<string, string | undefined>): Movie {
  return isPublicKey(bucketId) ? { ...movie, bucketId } : movie
}

/** One movie as an answer, its version the entity tag. */
export function answerMovie(movie: Movie): Answer {
  return { body: movie, tag: String(movie.version) }
}
