import { UPLOAD_LIMIT } from '@/domain/import/upload'
import type { ImportPath } from '@/domain/paths'
import { cut } from '@/domain/text'

const LONGEST_NAME = 200
// nginx lets no larger body through unless told to; some proxies close the connection in place of an answer.
const USUAL_PROXY_LIMIT = 1_000_000
const PROXY_LIMIT = `The server in front of moviebucket refuses files of this size. Its operator raises the limit to ${UPLOAD_LIMIT / 1_000_000} MB, in nginx: client_max_body_size ${UPLOAD_LIMIT / 1_000_000}m;`

/** A file or pasted cells as a person gave them. */
export type Sent = { body: Blob; name: string }
type Outcome = { path: ImportPath } | { failure: string }

// The last one that was sent from this tab, so that it can be read another way without being chosen again.
let last: (Sent & { path: ImportPath }) | undefined

/** What was sent from this tab and became the import at this path. */
export function recallSent(path: ImportPath): Sent | undefined {
  return last?.path === path ? last : undefined
}

/**
 * Sends a file to be staged. With XMLHttpRequest, because fetch does not say how much of a body is sent. `fields` say
 * how the file is read, and which import it replaces.
 */
export async function sendFile(
  request: XMLHttpRequest,
  uploadPath: string,
  { body, name }: Sent,
  onSent: (bytes: number) => void,
  fields: Record<string, string> = {},
): Promise<Outcome> {
  const outcome = await new Promise<Outcome>((resolve) => {
    request.upload.onprogress = ({ loaded }) => onSent(loaded)
    request.onload = () => resolve(readOutcome(request))
    const refusal = body.size > USUAL_PROXY_LIMIT ? ` If it fails again: ${PROXY_LIMIT}` : ''
    request.onerror = () => resolve({ failure: `The connection to the server failed. Try again.${refusal}` })
    request.onabort = () => resolve({ failure: 'Cancelled: nothing of the file was kept.' })
    request.open('POST', `${uploadPath}?${new URLSearchParams({ ...fields, name: cut(name, LONGEST_NAME) })}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.send(body)
  })
  if ('path' in outcome) last = { body, name, path: outcome.path }
  return outcome
}

function readOutcome({ status, responseText }: XMLHttpRequest): Outcome {
  try {
    const answer = JSON.parse(responseText)
    if (status === 201) return { path: answer.path }
    if (typeof answer.detail === 'string') return { failure: answer.detail }
  } catch {
    // A proxy in front of the server answered, not the server.
  }
  if (status === 413) return { failure: PROXY_LIMIT }
  return { failure: `The server refused the file (${status}). Try again.` }
}
