'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field, SelectField, TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { DELIMITERS } from '@/domain/import/delimiters'
import { ENCODINGS } from '@/domain/import/encodings'
import { LAST_FIRST_ROW, type Reading } from '@/domain/import/reading'
import { describeReading } from '@/domain/import/reading-form'
import type { ImportPreview } from '@/domain/import/staged'
import type { ImportPath } from '@/domain/paths'
import { ExampleRows } from './example-rows'
import { recallSent, sendFile } from './send-file'

type Props = { preview: ImportPreview; reading: Reading; path: ImportPath; uploadPath: string }

/**
 * How the file was read, its first rows, and a form to read it another way: from this tab without choosing the file
 * again, without JavaScript by posting it again. The import that results takes the place of this one.
 */
export function ReadingPanel({ preview, reading, path, uploadPath }: Props) {
  const router = useRouter()
  const [sending, setSending] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const kept = recallSent(path)
  const { encoding, delimiter, firstRow, part, parts, sure } = reading

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const chosen = form.get('file')
    const sent = chosen instanceof File && chosen.size > 0 ? { body: chosen, name: chosen.name } : kept
    if (!sent) return setFailure('Choose the file again.')
    setSending(true)
    setFailure(null)
    const fields = [...form].flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[name, value]] : [],
    )
    const outcome = await sendFile(new XMLHttpRequest(), uploadPath, sent, () => {}, Object.fromEntries(fields))
    if ('path' in outcome) return router.replace(outcome.path)
    setSending(false)
    setFailure(outcome.failure)
  }

  return (
    <section aria-labelledby="reading" className="flex flex-col gap-3 rounded-lg border bg-surface p-4">
      <h2 id="reading">The file</h2>
      {describeReading(reading).map((line) => (
        <p key={line} className="wrap-anywhere">
          {line}
        </p>
      ))}
      <ExampleRows preview={preview} />
      <details open={!sure || failure !== null || undefined}>
        <summary className="min-h-11 w-fit content-center font-semibold text-accent sm:min-h-6">
          Read the file another way
        </summary>
        <form
          action={uploadPath}
          method="post"
          encType="multipart/form-data"
          onSubmit={submit}
          className="mt-3 flex flex-col gap-3"
        >
          {failure && (
            <Notice tone="danger" role="alert">
              {failure}
            </Notice>
          )}
          <input type="hidden" name="instead" value={preview.id} />
          <div className="grid gap-3 sm:grid-cols-2">
            {parts.length > 1 && (
              <SelectField label="List in the file" id="part" name="part" defaultValue={part}>
                {parts.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </SelectField>
            )}
            {encoding && (
              <SelectField label="Encoding" id="encoding" name="encoding" defaultValue={encoding}>
                {Object.entries(ENCODINGS).map(([label, name]) => (
                  <option key={label} value={label}>
                    {name}
                  </option>
                ))}
              </SelectField>
            )}
            {delimiter && (
              <SelectField
                label="Between cells stands a"
                id="delimiter"
                name="delimiter"
                defaultValue={DELIMITERS[delimiter]}
              >
                {Object.values(DELIMITERS).map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </SelectField>
            )}
            {firstRow !== undefined && (
              <TextField
                label="The table begins in row"
                id="first-row"
                name="firstRow"
                type="number"
                min={1}
                max={LAST_FIRST_ROW}
                defaultValue={firstRow}
              />
            )}
          </div>
          {!kept && (
            <Field label="The file again" hint="It is not kept here.">
              {(control) => (
                <input
                  type="file"
                  name="file"
                  required
                  className="min-h-11 w-full max-w-full text-sm file:mr-3 file:min-h-10 file:cursor-pointer file:rounded file:border file:border-control file:bg-surface file:px-4 file:font-semibold file:text-ink"
                  {...control}
                />
              )}
            </Field>
          )}
          <Button type="submit" disabled={sending} className="self-start">
            {sending ? 'Reading …' : 'Read the file again'}
          </Button>
        </form>
      </details>
    </section>
  )
}
