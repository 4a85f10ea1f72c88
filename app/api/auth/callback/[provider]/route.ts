import { AppError } from '@/domain/result'
import { finishSignIn } from '@/server/auth/next-auth'
import { listProviders } from '@/server/auth/providers'
import { publicRoute } from '@/server/route'

type Context = { params: Promise<{ provider: string }> }

/** Where a provider sends users back to. Of Auth.js's own addresses, only this one exists. */
export const GET = publicRoute<Context>('finishSignIn', async (request, { params }) => {
  const { provider: id } = await params
  const provider = listProviders().find((choice) => choice.id === id)
  if (!provider) throw new AppError('not_found', 'This deployment does not offer that way to sign in.')
  return finishSignIn(request, provider.id)
})
