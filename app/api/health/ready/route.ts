import { checkReadiness } from '@/db/health'
import { isLeaving } from '@/server/leaving'

/** 200 when the server can answer requests, else 503 with what fails; no secrets, no sign-in. */
export async function GET() {
  const checks = isLeaving() ? { server: 'stopping' } : await checkReadiness()
  const ready = Object.values(checks).every((check) => check === 'ok')
  const headers = { 'cache-control': 'no-store', ...(!ready && { 'retry-after': '2' }) }
  return Response.json({ status: ready ? 'ok' : 'unavailable', checks }, { status: ready ? 200 : 503, headers })
}

export const dynamic = 'force-dynamic'
