import { redirect } from 'next/navigation'
import { publicPage } from '@/app/page-wrappers'
import { Tour } from '@/components/account/tour'
import { Welcome } from '@/components/account/welcome'
import { Notice } from '@/components/ui/notice'
import { findFirstBucketId } from '@/db/buckets/list'
import { bucketPath, PATHS } from '@/domain/paths'
import { publicOrigin } from '@/server/environment'
import { Choices, SetUp } from './sign-in/choices'

type Props = { searchParams: Promise<{ account?: string | string[] }> }

export default publicPage<Props>(async (user, { searchParams }) => {
  if (user) {
    const bucket = await findFirstBucketId({ userId: user.id })
    redirect(bucket ? bucketPath(bucket) : PATHS.buckets)
  }
  const { account } = await searchParams
  return (
    <Welcome
      title="Every film you own, on one shelf."
      notice={
        account === 'deleted' && (
          <Notice tone="success" role="status" title="Your account is deleted">
            Your movies, buckets and sessions are deleted with it.
          </Notice>
        )
      }
      choices={<Choices next="/" />}
      footer={<SetUp />}
      tour={<Tour address={publicOrigin()} />}
    >
      <p>
        Catalogue what you have on VHS, DVD and streaming, find it again in seconds, and share it with nobody,
        everybody, or the people you choose.
      </p>
    </Welcome>
  )
})
