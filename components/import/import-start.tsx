'use client'

import { useRouter } from 'next/navigation'
import { type DragEvent, type FormEvent, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Icon } from '@/components/ui/icon'
import { Notice } from '@/components/ui/notice'
import { UPLOAD_LIMIT } from '@/domain/import/upload'
import type { ImportPath } from '@/domain/paths'
import { cut } from '@/domain/text'
import { Progress } from './progress'

const LONGEST_NAME = 200
// nginx lets no larger body through unless told to; some proxies close the connection in place of an answer.
const USUAL_PROXY_LIMIT = 1_000_000
const PROXY_LIMIT = `The server in front of moviebucket refuses files of this size. Its operator raises the limit to ${UPLOAD_LIMIT / 1_000_000} MB, in nginx: client_max_body_size ${UPLOAD_LIMIT / 1_000_000}m;`

type Sending = { name: string; sent: number; size: number }
type Outcome = { path: ImportPath } | { failure: string }

/** Where a person chooses or drops a file, or pastes cells. Without JavaScript the browser posts the form. */
export function ImportStart({ uploadPath }: { uploadPath: string }) {
  const router = useRouter()
  const upload = useRef<XMLHttpRequest>(undefined)
  const [sending, setSending] = useState<Sending | null>(null)
  const [failure, setFailure] = useState<{ name?: string; message: string } | null>(null)
  const [over, setOver] = useState(false)
  useEffect(() => () => upload.current?.abort(), [])

  async function start(body: Blob, name: string) {
    if (body.size > UPLOAD_LIMIT) {
      setFailure({ name, message: `It is larger than the limit of ${UPLOAD_LIMIT / 1_000_000} MB.` })
      return
    }
    setFailure(null)
    setSending({ name, sent: 0, size: body.size })
    upload.current = new XMLHttpRequest()
    const outcome = await send(upload.current, uploadPath, body, name, (sent) =>
      setSending({ name, sent, size: body.size }),
    )
    if ('path' in outcome) return router.push(outcome.path)
    setSending(null)
    setFailure({ name, message: outcome.failure })
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const file = form.get('file')
    const cells = String(form.get('cells') ?? '')
    if (file instanceof File && file.size > 0) void start(file, file.name)
    else if (cells.trim()) void start(new Blob([cells]), 'Pasted cells')
    else setFailure({ message: 'Choose a file, or paste some cells.' })
  }

  function drop(event: DragEvent) {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file) void start(file, file.name)
  }

  return (
    <form
      action={uploadPath}
      method="post"
      encType="multipart/form-data"
      onSubmit={submit}
      className="flex flex-col gap-5 rounded-lg border bg-surface p-4 sm:p-5"
    >
      {failure && (
        <Notice tone="danger" role="alert" title={failure.name} className="wrap-anywhere">
          {failure.message}
        </Notice>
      )}
      {sending ? (
        <Progress
          label={sending.sent < sending.size ? `Sending ${sending.name}` : `Reading the last rows of ${sending.name}`}
          done={sending.sent}
          of={sending.size}
          onCancel={() => upload.current?.abort()}
        />
      ) : (
        <>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: the file input inside does the same by keyboard */}
          <div
            onDragOver={(event) => {
              event.preventDefault()
              setOver(true)
            }}
            onDragLeave={() => setOver(false)}
            onDrop={drop}
            className={`flex flex-col items-start gap-2 rounded border-2 border-dashed p-4 ${over ? 'border-accent bg-accent-soft' : 'border-control bg-paper'}`}
          >
            <Field
              label={
                <span className="flex items-center gap-2">
                  <Icon name="lucide--file-up" /> A file
                </span>
              }
              hint={`CSV or JSON, up to ${UPLOAD_LIMIT / 1_000_000} MB: from moviebucket, Letterboxd, IMDb, Trakt, CLZ, Libib, Blu-ray.com, Movary, Netflix, or any table with a title in each row. You can also drop it here.`}
            >
              {(control) => (
                <input
                  type="file"
                  name="file"
                  accept=".csv,.tsv,.txt,.json,.ndjson,.jsonl,text/csv,text/plain,application/json"
                  className="min-h-11 w-full max-w-full text-sm file:mr-3 file:min-h-10 file:cursor-pointer file:rounded file:border file:border-control file:bg-surface file:px-4 file:font-semibold file:text-ink"
                  onChange={(event) => {
                    const file = event.currentTarget.files?.[0]
                    if (file) void start(file, file.name)
                  }}
                  {...control}
                />
              )}
            </Field>
          </div>
          <Field
            label="Or cells of a spreadsheet"
            hint="Select the cells in the spreadsheet, with the column names if it has any. Copy them and paste them here."
          >
            {(control) => (
              <textarea
                name="cells"
                rows={5}
                spellCheck={false}
                placeholder={'Title\tFormat\tLength\tYear\tRating\nAlien\tVHS\t117\t1979\t5'}
                className="w-full rounded border border-control bg-surface px-3 py-2 font-mono text-sm max-sm:text-[1rem]"
                {...control}
              />
            )}
          </Field>
          <Button type="submit" variant="primary" className="self-start">
            Preview
          </Button>
        </>
      )}
    </form>
  )
}

// With XMLHttpRequest, because fetch does not say how much of a body is sent.
function send(
  request: XMLHttpRequest,
  path: string,
  body: Blob,
  name: string,
  onSent: (bytes: number) => void,
): Promise<Outcome> {
  return new Promise((resolve) => {
    request.upload.onprogress = ({ loaded }) => onSent(loaded)
    request.onload = () => resolve(readOutcome(request))
    const refusal = body.size > USUAL_PROXY_LIMIT ? ` If it fails again: ${PROXY_LIMIT}` : ''
    request.onerror = () => resolve({ failure: `The connection to the server failed. Try again.${refusal}` })
    request.onabort = () => resolve({ failure: 'Cancelled: nothing of the file was kept.' })
    request.open('POST', `${path}?name=${encodeURIComponent(cut(name, LONGEST_NAME))}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.send(body)
  })
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
