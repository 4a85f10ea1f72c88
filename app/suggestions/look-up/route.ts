import * as z from 'zod'
import { MOST_TYPED } from '@/domain/facts/suggest'
import { AppError } from '@/domain/result'
import { lookUpFilms } from '@/server/lookup/look-up'
import { writeRoute } from '@/server/route'

// Each is a press.
const MOST_A_MINUTE = 20

const shape = z.strictObject({ title: z.string().trim().min(1).max(MOST_TYPED) })

/** Looks a title up outside, when a person asks for it. No server action, for the reason of the suggestions. */
export const POST = writeRoute(
  'lookUpFilms',
  async (_, request) => {
    const body = shape.safeParse(await request.json().catch(() => null))
    if (!body.success) throw new AppError('invalid', `Title: give 1 to ${MOST_TYPED} characters.`)
    const films = await lookUpFilms(body.data.title)
    return Response.json({ films }, { headers: { 'cache-control': 'no-store' } })
  },
  { most: MOST_A_MINUTE },
)
