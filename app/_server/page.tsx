import 'server-only'
import { headers } from 'next/headers'
import { notFound, redirect, unstable_rethrow } from 'next/navigation'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { currentUser } from '@/app/_auth/current-user'
import { ErrorScreen } from '@/components/ui/error-screen'
import type { SessionUser } from '@/db/sessions'
import { AppError } from '@/domain/result'
import { toFailure } from './failure'
import { log } from './log'
import { isPostedForm, requestId } from './request'
import { withoutSecret } from './without-secret'

/**
 * The only way to make a page of a signed-in person: signs in first, returns to where they wanted to go, and
 * shows a refusal in plain words, without JavaScript too.
 */
export function page<Props>(render: (user: SessionUser, props: Props) => Promise<ReactNode>) {
  return publicPage<Props>(async (user, props) => {
    if (user) return render(user, props)
    const wanted = (await headers()).get('x-wanted-path') ?? '/'
    redirect(wanted === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(wanted)}`)
  })
}

/** The same for a page that signed-out people may see: the user is null for them. */
export function publicPage<Props>(render: (user: SessionUser | null, props: Props) => Promise<ReactNode>) {
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
      return <ErrorScreen code={failure.code} message={failure.message} requestId={id} posted={await isPostedForm()} />
    } finally {
      const path = withoutSecret((await headers()).get('x-wanted-path')?.split('?')[0] ?? '')
      log.info({ requestId: id, userId, page: path, outcome, ms: Math.round(performance.now() - started) })
    }
  }
}
