import 'server-only'
import { log } from './log'

/**
 * A text as a body that is sent as fast as it is read. What fails at the first piece is thrown and becomes a plain
 * refusal; what fails later breaks the connection, so that no reader takes a part for the whole. `requestId` is for
 * the log.
 */
export async function streamText(
  pieces: AsyncGenerator<string>,
  requestId: string,
  before = '',
): Promise<ReadableStream<Uint8Array>> {
  const first = await pieces.next()
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(before + (first.value ?? ''))),
    async pull(controller) {
      try {
        const { value, done } = await pieces.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      } catch (error) {
        log.error({ requestId, err: error }, 'an answer broke off')
        controller.error(error)
      }
    },
    cancel: async () => void (await pieces.return(undefined)),
  })
}
