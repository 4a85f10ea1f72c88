import 'server-only'
import { log } from '@/server/log'
import { requestId } from '@/server/request'

type File = { mediaType: string; disposition?: string; before?: string; id?: string }

/**
 * A text as the answer to a request, sent as fast as the client reads it. An error at the first piece is thrown and
 * becomes an ordinary answer; a later error breaks the connection, so that no client takes a part for the whole file.
 * `id` is the id of the request, unless it is the one that proxy.ts gave.
 */
export async function exportResponse(
  text: AsyncGenerator<string>,
  { mediaType, disposition, before = '', id: given }: File,
): Promise<Response> {
  const id = given ?? (await requestId())
  const first = await text.next()
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(before + (first.value ?? ''))),
    async pull(controller) {
      try {
        const { value, done } = await text.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      } catch (error) {
        log.error({ requestId: id, err: error }, 'an answer broke off')
        controller.error(error)
      }
    },
    cancel: async () => void (await text.return(undefined)),
  })
  return new Response(body, {
    headers: {
      'content-type': mediaType,
      'cache-control': 'no-store',
      ...(disposition && { 'content-disposition': disposition }),
    },
  })
}
