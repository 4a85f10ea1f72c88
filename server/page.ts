import 'server-only'
import { headers } from 'next/headers'
import { notFound, redirect, unstable_rethrow } from 'next/navigation'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import type { SessionUser } from '@/db/account/sessions'
import { isPublicKey } from '@/db/ids'
import { publicPath, signInPath } from '@/domain/paths'
import { AppError, type ErrorCode, HTTP_STATUS, secondsToWait } from '@/domain/result'
import { currentUser } from './auth/current-user'
import { toFailure } from './failure'
import { setPageStatus } from './page-status'
import { isPostedForm, requestId } from './request'
import { run } from './run'
import { withoutSecret } from './without-secret'

/** What a screen shows in place of a page that failed; `posted`: the page answers a form sent without JavaScript. */
export type PageFailure = { code: ErrorCode; message: string; requestId: string; posted: boolean }

type Render<User, Props> = (user: User, props: Props) => Promise<ReactNode>

type Drawing = {
  /** Shows a refusal in plain words, without JavaScript too. */
  showFailure: (failure: PageFailure) => ReactNode
  /** Puts the user's notices above a page. The page keeps its place among them, so that it keeps its state too. */
  addNotices: (user: SessionUser, page: ReactNode) => ReactNode
}

// A visitor with the key of a public page sees that page. Here and not in a layout: that would send the page's data along.
async function leavePublicBucket(props: unknown): Promise<void> {
  const { bucketId } = (await (props as { params?: Promise<{ bucketId?: string }> }).params) ?? {}
  if (bucketId && isPublicKey(bucketId)) redirect(publicPath(bucketId))
}

/** Makes the two wrappers of pages. */
export function pageWrappers({ showFailure, addNotices }: Drawing) {
  /** A page of a signed-in user: others sign in first and then return to it. */
  function page<Props>(render: Render<SessionUser, Props>) {
    return publicPage<Props>(async (user, props) => {
      await leavePublicBucket(props)
      if (user) return addNotices(user, await render(user, props))
      const wanted = (await headers()).get('x-wanted-path') ?? '/'
      redirect(signInPath(wanted))
    })
  }

  /** A page that signed-out visitors may see: the user is null for them. */
  function publicPage<Props>(render: Render<SessionUser | null, Props>) {
    return async function renderPage(props: Props): Promise<ReactNode> {
      await connection()
      const id = await requestId()
      const path = withoutSecret((await headers()).get('x-wanted-path')?.split('?')[0] ?? '')
      return run(
        { requestId: id, page: path, outcome: 'ok' },
        async (note) => {
          const user = await currentUser()
          note({ userId: user?.id })
          return render(user, props)
        },
        async (error, note) => {
          unstable_rethrow(error)
          const { code, message } = toFailure(error, id)
          note({ outcome: code })
          if (error instanceof AppError && code === 'not_found') notFound()
          setPageStatus(HTTP_STATUS[code], secondsToWait(error, code))
          return showFailure({ code, message, requestId: id, posted: await isPostedForm() })
        },
      )
    }
  }

  return { page, publicPage }
}
