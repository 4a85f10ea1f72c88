import { route } from '@/app/_server/route'
import { exportText } from './export-file'

/** Everything one owns as one JSON file. */
export const GET = route('exportEverything', async (user) => {
  const now = new Date().toISOString()
  const text = exportText({ userId: user.id }, now)
  // Asked for before the first byte is sent, so that a database that is away is a plain refusal.
  const first = await text.next()
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(first.value ?? '')),
    async pull(controller) {
      // Movie by movie would be a chunk each; a few hundred at a time are written as one.
      let chunk = ''
      while (chunk.length < 64_000) {
        const { value, done } = await text.next()
        if (done) break
        chunk += value
      }
      if (chunk) controller.enqueue(encoder.encode(chunk))
      else controller.close()
    },
    cancel: async () => void (await text.return(undefined)),
  })
  return new Response(body, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="moviebucket-${now.slice(0, 10)}.json"`,
      'cache-control': 'no-store',
    },
  })
})
