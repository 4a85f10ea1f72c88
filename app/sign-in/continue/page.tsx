import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { publicPage } from '@/app/page-wrappers'
import { PATHS } from '@/domain/paths'
import { readProviderAddress } from '@/server/auth/provider-redirect'

export const metadata: Metadata = { title: 'Continue to sign in' }

/** Forwards browsers without JavaScript to a provider. */
export default publicPage(async () => {
  const target = await readProviderAddress()
  if (!target) redirect(PATHS.signIn)
  return (
    <main className="mx-auto flex min-h-[70dvh] max-w-xl flex-col items-start justify-center gap-4 px-4">
      <meta httpEquiv="refresh" content={`0; url=${target}`} />
      <h1>One moment</h1>
      <p>
        If nothing happens, <a href={target}>continue to {new URL(target).host}</a>.
      </p>
    </main>
  )
})
