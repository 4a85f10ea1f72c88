import { BucketHeader } from '@/app/buckets/[bucketId]/bucket-header'
import { recallFailure } from '@/app/buckets/[bucketId]/import/failure-cookie'
import {
  postCancel,
  postChoice,
  postCorrection,
  postDiscard,
  postFields,
  postInclude,
  postMode,
  postOffers,
  postSettings,
  postUndoImport,
} from '@/app/buckets/[bucketId]/import/form-actions'
import { page } from '@/app/page-wrappers'
import { CompleteForm } from '@/components/import/complete-form'
import { CompletedNotice } from '@/components/import/completed-notice'
import { ConfirmPanel } from '@/components/import/confirm-panel'
import { ImportOutcome } from '@/components/import/import-outcome'
import { ImportRows } from '@/components/import/import-rows'
import { ImportTabs } from '@/components/import/import-tabs'
import { LongTitles } from '@/components/import/long-titles'
import { MappingForm } from '@/components/import/mapping-form'
import { ReadingPanel } from '@/components/import/reading-panel'
import { UpdateForm } from '@/components/import/update-form'
import { Notice } from '@/components/ui/notice'
import { PageHead } from '@/components/ui/page-head'
import { inBucket } from '@/db/buckets/access'
import { getImport } from '@/db/import/preview'
import { listImportRows } from '@/db/import/read-rows'
import type { FormAction } from '@/domain/forms'
import { describeConversions } from '@/domain/import/conversions'
import { SOURCES } from '@/domain/import/settings'
import { type ImportPreview, ROW_STATES, type RowState } from '@/domain/import/staged'
import {
  bucketPath,
  completionPath,
  confirmImportPath,
  importPath,
  importProblemsPath,
  importsPath,
  uploadPath,
  withQuery,
} from '@/domain/paths'
import { counted } from '@/domain/text'

const ROWS = 50
const TABS = [...ROW_STATES, 'offers' as const]

type BoundAction = (bucketId: string, importId: string, ...rest: Parameters<FormAction>) => ReturnType<FormAction>

export default page<PageProps<'/buckets/[bucketId]/import/[importId]'>>(async (user, { params, searchParams }) => {
  const { bucketId, importId } = await params
  const { tab, after, undone, restored, left, completed, conflicts } = await searchParams
  const from = Number.parseInt(String(after ?? ''), 10)
  const { bucket, preview, state, rows } = await inBucket(
    { userId: user.id },
    bucketId,
    'readImports',
    async (access) => {
      const preview = await getImport(access, importId)
      const state = TABS.find((known) => known === tab) ?? firstTab(preview)
      const wanted = { tab: state, most: ROWS + 1, ...(from >= 0 && from < 2 ** 31 && { after: from }) }
      return { bucket: access.bucket, preview, state, rows: await listImportRows(access, importId, wanted) }
    },
  )
  const failure = await recallFailure(bucketId)
  const path = importPath(bucket.id, preview.id)
  const bound = (post: BoundAction): FormAction => post.bind(null, bucket.id, preview.id)
  const total = Object.values(preview.counts).reduce((sum, count) => sum + count, 0)
  return (
    <>
      <title>{`${preview.name} · moviebucket`}</title>
      <BucketHeader user={user} bucketId={bucket.id} editable />
      <main id="main" tabIndex={-1} className="mx-auto flex max-w-4xl flex-col gap-6 px-4 pt-6 pb-32">
        <PageHead back={{ href: importsPath(bucket.id), label: 'All imports' }} title={preview.name}>
          <p className="text-muted">
            {counted(total, 'row')} to import into {bucket.name}, read as {SOURCES[preview.settings.source]}.
          </p>
        </PageHead>
        {failure && (
          <Notice tone="danger" role="alert">
            {failure}
          </Notice>
        )}
        <CompletedNotice rows={numberOf(completed)} conflicts={numberOf(conflicts) ?? 0} path={path} />
        {preview.parts.length > 0 && (
          <ImportOutcome
            preview={preview}
            listHref={bucketPath(bucket.id)}
            leftHref={withQuery(importProblemsPath(path), { all: 'yes' })}
            undo={bound(postUndoImport)}
            undone={numberOf(undone)}
            restored={numberOf(restored) ?? 0}
            left={numberOf(left) ?? 0}
          />
        )}
        {preview.state === 'reading' ? (
          <Notice title="This file is still being read, or its upload was interrupted">
            Load this page again in a moment, or discard it and choose the file again.
          </Notice>
        ) : (
          total > 0 && (
            <>
              {preview.settings.reading && (
                <ReadingPanel
                  key={preview.id}
                  preview={preview}
                  reading={preview.settings.reading}
                  path={path}
                  uploadPath={uploadPath(bucket.id)}
                />
              )}
              <MappingForm
                key={JSON.stringify(preview.settings)}
                preview={preview}
                conversions={describeConversions(preview.settings, preview.header, preview.examples)}
                action={bound(postSettings)}
              />
              {preview.longTitles.count > 0 && <LongTitles preview={preview} action={bound(postSettings)} />}
              {(preview.matched > 0 || preview.chosen.mode !== 'add') && (
                <UpdateForm preview={preview} action={bound(postMode)} />
              )}
              {Object.values(preview.missing).some((count) => count > 0) && (
                <CompleteForm
                  fillPath={completionPath(bucket.id, preview.id, 'fill')}
                  takePath={completionPath(bucket.id, preview.id, 'update')}
                />
              )}
              <ConfirmPanel
                confirmPath={confirmImportPath(path)}
                preview={preview}
                cancel={bound(postCancel)}
                discard={bound(postDiscard)}
              />
              <section aria-labelledby="rows" className="flex flex-col gap-4">
                <h2 id="rows" className="sr-only">
                  Rows
                </h2>
                <ImportTabs path={path} counts={preview.counts} offered={preview.offered} current={state} />
                <ImportRows
                  preview={preview}
                  state={state}
                  rows={rows.slice(0, ROWS)}
                  path={path}
                  next={rows.length > ROWS ? rows[ROWS - 1]?.row : undefined}
                  beyondFirst={Number.isSafeInteger(from)}
                  correct={bound(postCorrection)}
                  include={bound(postInclude)}
                  choose={bound(postChoice)}
                  chooseFields={bound(postFields)}
                  takeOffers={bound(postOffers)}
                />
              </section>
            </>
          )
        )}
      </main>
    </>
  )
})

// Rows to correct come first, and stay in sight while a person corrects them.
function firstTab({ counts }: ImportPreview): RowState {
  const order = ['problem', 'incomplete', 'change', 'ready', 'duplicate', 'aside'] as const
  return order.find((state) => counts[state] > 0) ?? 'ready'
}

function numberOf(text: string | string[] | undefined): number | undefined {
  const number = Number(text)
  return text !== undefined && Number.isSafeInteger(number) && number >= 0 ? number : undefined
}
