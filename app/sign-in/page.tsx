import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { publicPage } from '@/app/page-wrappers'
import { Welcome } from '@/components/account/welcome'
import { ownPath } from '@/domain/account/own-path'
import { Choices, SetUp } from './choices'
import { SignInNotice } from './sign-in-notice'

export const metadata: Metadata = { title: 'Sign in' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default publicPage<Props>(async (user, { searchParams }) => {
  const { next: wanted, error, provider } = await searchParams
  const next = ownPath(wanted)
  if (user) redirect(next)
  return (
    <Welcome
      title="Sign in"
      notice={error !== undefined && <SignInNotice error={error} provider={provider} />}
      choices={<Choices next={next} />}
      footer={<SetUp />}
    >
      <p>
        {next === '/'
          ? 'Your first sign-in makes your account, with a bucket for your movies.'
          : 'After that you continue to the page you asked for.'}
      </p>
    </Welcome>
  )
})
