import type { ImportPath } from '@/domain/paths'

/** The preview of what was sent, or why the server refused it. */
type Outcome = { path: ImportPath } | { failure: string }

/** An upload under way; `cancel` ends it, and the server keeps nothing of it. */
export type Upload = { outcome: Promise<Outcome>; cancel: () => void }

/** Sends a file; with XMLHttpRequest, since fetch does not tell how much of it is sent. */
export function upload(path: string, body: Blob, name: string, onSent: (bytes: number) => void): Upload {
  const request = new XMLHttpRequest()
  const outcome = new Promise<Outcome>((resolve) => {
    request.upload.onprogress = ({ loaded }) => onSent(loaded)
    request.onload = () => resolve(readOutcome(request))
    request.onerror = () => resolve({ failure: 'The server could not be reached, or broke off. Try it again.' })
    request.onabort = () => resolve({ failure: 'Cancelled: nothing of the file was kept.' })
  })
  request.open('POST', `${path}?name=${encodeURIComponent(name.slice(0, 200).toWellFormed())}`)
  request.setRequestHeader('content-type', 'application/octet-stream')
  request.send(body)
  return { outcome, cancel: () => request.abort() }
}

function readOutcome({ status, responseText }: XMLHttpRequest): Outcome {
  try {
    const answer = JSON.parse(responseText)
    if (status === 201) return { path: answer.path }
    if (typeof answer.detail === 'string') return { failure: answer.detail }
  } catch {
    // Something before the server answered in words of its own.
  }
  return { failure: `The server refused the file (${status}). Try it again.` }
}
