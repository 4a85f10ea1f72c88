import 'server-only'
import * as z from 'zod'
import { inBucket } from '@/db/buckets/access'
import { getStats } from '@/db/stats'
import { FORMATS, type Format } from '@/domain/movies/movie'
import { filterOf } from '@/domain/search/search'
import { ADDED_STEPS, type AddedStep } from '@/domain/stats/added'
import { endpoint } from './endpoint'
import { filterQuery, readSearch } from './list-query'
import { named } from './schema'

const count = z.int().min(0)
const landmark = z.object({ title: z.string(), releaseYear: z.int(), length: z.int() })
const formats = z.object(Object.fromEntries(FORMATS.map((format) => [format, count])) as Record<Format, typeof count>)

const statsAnswer = named(
  'Stats',
  z.object({
    total: count,
    length: z
      .object({ sum: count, mean: z.number(), median: z.number() })
      .nullable()
      .describe('Minutes; null without movies'),
    decades: z.array(z.object({ decade: z.int(), count, formats })),
    formats: z.array(z.object({ format: z.enum(FORMATS), count })),
    ratings: z.array(z.object({ rating: z.int(), count })),
    lengths: z
      .array(z.object({ min: z.int(), max: z.int().nullable(), count }))
      .describe('Bands of minutes; max is null where the band is open'),
    added: z.object({
      step: z.enum(Object.keys(ADDED_STEPS) as [AddedStep, ...AddedStep[]]),
      spans: z.array(z.object({ from: z.string(), to: z.string(), count })).describe('Months such as 2024-03, UTC'),
    }),
    landmarks: z
      .object({ oldest: landmark, newest: landmark, shortest: landmark, longest: landmark })
      .nullable()
      .describe('Null without movies'),
  }),
)

/** The routes of statistics. */
export const statsRoutes = [
  endpoint(
    {
      name: 'getStats',
      method: 'GET',
      path: '/buckets/{bucketId}/stats',
      about: 'The figures behind the charts, for the movies that match',
      scope: 'read',
      operation: 'readMovies',
      query: filterQuery,
      answer: statsAnswer,
      statuses: [200],
    },
    async ({ actor, params, query }) => {
      const filter = filterOf(readSearch(query))
      return inBucket(actor, params.bucketId, 'readMovies', async (access) => ({
        body: await getStats(access, filter),
      }))
    },
  ),
]
