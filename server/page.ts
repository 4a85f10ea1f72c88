import 'server-only'
import { headers } from 'next/headers'
import { notFound, redirect, unstable_rethrow } from 'next/navigation'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import type { SessionUser } from '@/db/account/sessions'
import { signInPath } from '@/domain/paths'
import { AppError, type ErrorCode } from '@/domain/result'
import { currentUser } from './auth/current-user'
import { toFailure } from './failure'
import { log } from './log'
import { isPostedForm, requestId } from './request'
import { withoutSecret } from './without-secret'

/** What a screen shows in place of a page that failed; `posted`: the page answers a form sent without JavaScript. */
export type PageFailure = { code: ErrorCode; message: string; requestId: string; posted: boolean }

type Render<User, Props> = (user: User, props: Props) => Promise<ReactNode>

/** Makes the two wrappers of pages; `showFailure` draws a refusal in plain words, without JavaScript too. */
export function pageWrappers(showFailure: (failure: PageFailure) => ReactNode) {
  /** A page of a signed-in person: signs in first and returns to where they wanted to go. */
  function page<Props>(render: Render<SessionUser, Props>) {
    return publicPage<Props>(async (user, props) => {
      if (user) return render(user, props)
      const wanted = (await headers()).get('x-wanted-path') ?? '/'
      redirect(signInPath(wanted))
    })
  }

  /** A page that signed-out people may see: the user is null for them. */
  function publicPage<Props>(render: Render<SessionUser | null, Props>) {
    return async function renderPage(props: Props): Promise<ReactNode> {
      await connection()
      const started = performance.now()
      const id = await requestId()
      let userId: string | undefined
      let outcome = 'ok'
      try {
        const user = await currentUser()
        userId = user?.id
        return await render(user, props)
      } catch (error) {
        unstable_rethrow(error)
        const failure = toFailure(error, id)
        outcome = failure.code
        if (error instanceof AppError && error.code === 'not_found') notFound()
        return showFailure({
          code: failure.code,
          message: failure.message,
          requestId: id,
          posted: await isPostedForm(),
        })
      } finally {
        const path = withoutSecret((await headers()).get('x-wanted-path')?.split('?')[0] ?? '')
        log.info({ requestId: id, userId, page: path, outcome, ms: Math.round(performance.now() - started) })
      }
    }
  }

  return { page, publicPage }
}
