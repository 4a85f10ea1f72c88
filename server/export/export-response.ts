import 'server-only'
import { requestId } from '@/server/request'
import { streamText } from '@/server/text-stream'

type File = { mediaType: string; disposition?: string; before?: string }

/** A text as a file in the answer to a request, sent as fast as the client reads it. */
export async function exportResponse(
  text: AsyncGenerator<string>,
  { mediaType, disposition, before }: File,
): Promise<Response> {
  return new Response(await streamText(text, await requestId(), before), {
    headers: {
      'content-type': mediaType,
      'cache-control': 'no-store',
      ...(disposition && { 'content-disposition': disposition }),
    },
  })
}
