import 'server-only'
import * as z from 'zod'
import type { Access } from '@/db/buckets/access'
import { isPublicKey } from '@/db/ids'
import { FORMATS, LIMITS, type Movie } from '@/domain/movies/movie'
import type { Answer } from './answer'
import { FOR_ROLES, named, time } from './schema'

const whole = ({ min, max }: { min: number; max: number }) => z.int().min(min).max(max)

/** A movie in an answer. */
export const movieAnswer = named(
  'Movie',
  z.object({
    id: z.uuid().optional().describe(FOR_ROLES),
    bucketId: z.string().describe('Its bucket’s id; by the key of a public page, that key'),
    title: z.string(),
    format: z.enum(FORMATS),
    length: whole(LIMITS.length).describe('Minutes'),
    releaseYear: whole(LIMITS.releaseYear),
    rating: whole(LIMITS.rating),
    version: z.int().min(1).optional().describe(`Its ETag, without the quotes. ${FOR_ROLES}`),
    createdAt: time.optional().describe(`ISO 8601, UTC. ${FOR_ROLES}`),
    updatedAt: time.optional().describe(`ISO 8601, UTC. ${FOR_ROLES}`),
  } satisfies Record<Exclude<keyof Movie, 'lastEdit'>, z.ZodType>),
)

/** A movie as an answer has it. */
type ShownMovie = Omit<Movie, keyof Hidden> & Partial<Hidden>
type Hidden = Pick<Movie, 'id' | 'version' | 'createdAt' | 'updatedAt'>

/**
 * A movie as the caller may see it, and as they asked for it: by the key of a public page, with that key in place of the
 * bucket's id. Visitors get what the page shows.
 */
export function showMovie({ bucket }: Access, movie: Movie, { bucketId }: { bucketId: string }): ShownMovie {
  const addressed = isPublicKey(bucketId) ? { ...movie, bucketId } : movie
  if (bucket.role !== 'visitor') return addressed
  const { id: _, version: __, createdAt: ___, updatedAt: ____, ...shown } = addressed
  return shown
}

/** One movie as an answer, its version the entity tag. */
export function answerMovie(movie: ShownMovie): Answer {
  return { body: movie, ...(movie.version !== undefined && { tag: String(movie.version) }) }
}
