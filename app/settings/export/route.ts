import { exportResponse } from '@/app/_export/export-response'
import { exportEverythingText } from '@/app/_export/export-text'
import { route } from '@/app/_server/route'
import { attachment } from '@/domain/attachment'

/** Everything one owns as one JSON file. */
export const GET = route('exportEverything', async (user) => {
  const now = new Date().toISOString()
  return exportResponse(exportEverythingText({ userId: user.id }, now), {
    mediaType: 'application/json; charset=utf-8',
    disposition: attachment(`moviebucket-${now.slice(0, 10)}.json`),
  })
})
