import { suggestFilms } from '@/db/facts/suggest'
import { MOST_TYPED, type Suggestions } from '@/domain/facts/suggest'
import { cut } from '@/domain/text'
import { lookUpService } from '@/server/lookup/look-up'
import { route } from '@/server/route'

// A fast typist asks four times a second, for a moment.
const MOST_A_MINUTE = 200

/**
 * Suggests films for the title typed so far (`?title=`). No server action: a browser sends those one after the other, so
 * that they would keep a movie from being saved, and takes none back when more is typed.
 */
export const GET = route(
  'suggestFilms',
  async (user, request) => {
    // PostgreSQL takes no NUL in a text, and no title has one.
    const title = cut(request.nextUrl.searchParams.get('title') ?? '', MOST_TYPED).replaceAll('\0', ' ')
    const answer: Suggestions = { films: await suggestFilms({ userId: user.id }, title), lookUp: lookUpService() }
    return Response.json(answer, { headers: { 'cache-control': 'no-store' } })
  },
  { most: MOST_A_MINUTE },
)
