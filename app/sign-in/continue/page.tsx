import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { publicPage } from '@/app/page-wrappers'
import { PATHS } from '@/domain/paths'
import { readTarget } from '@/server/auth/leave'

export const metadata: Metadata = { title: 'On to sign in' }

/** The step to a provider for browsers without JavaScript. */
export default publicPage(async () => {
  const target = await readTarget()
  if (!target) redirect(PATHS.signIn)
  return (
    <main className="mx-auto flex min-h-[70dvh] max-w-xl flex-col items-start justify-center gap-4 px-4">
      <meta httpEquiv="refresh" content={`0; url=${target}`} />
      <h1>One moment</h1>
      <p>
        If nothing happens, <a href={target}>go on to {new URL(target).host}</a>.
      </p>
    </main>
  )
})
