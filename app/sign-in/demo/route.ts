import { PATHS } from '@/domain/paths'
import { unlockDemo } from '@/server/auth/demo'
import { publicRoute } from '@/server/route'

/** The address that the start command prints: its key moves into a cookie and leaves the address bar. */
export const GET = publicRoute('unlockDemo', async (request) => {
  await unlockDemo(request.nextUrl.searchParams.get('key'))
  return new Response(null, { status: 303, headers: { location: PATHS.signIn, 'cache-control': 'no-store' } })
})
