import { attachment } from '@/domain/export/attachment'
import { exportResponse } from '@/server/export/export-response'
import { exportEverythingText } from '@/server/export/export-text'
import { route } from '@/server/route'

/** Exports everything that the user owns as one JSON file. */
export const GET = route('exportEverything', async (user) => {
  const now = new Date().toISOString()
  return exportResponse(exportEverythingText({ userId: user.id }, now), {
    mediaType: 'application/json; charset=utf-8',
    disposition: attachment(`moviebucket-${now.slice(0, 10)}.json`),
  })
})
