import { Logo } from '@/components/ui/logo'
import type { ErrorCode } from '@/domain/result'
import { buttonClass } from './button'
import { OperatorNote } from './operator'
import { RetryButton } from './retry-button'

const HEADINGS: Record<ErrorCode | 'stale', string> = {
  unauthenticated: 'Sign in first',
  not_found: 'Not found',
  forbidden: 'You may not do this',
  invalid: 'That does not fit',
  conflict: 'Changed elsewhere',
  rate_limited: 'A moment, please',
  unavailable: 'The database is away',
  failed: 'Something went wrong',
  stale: 'This page is out of date',
}

type Props = {
  code: ErrorCode | 'stale'
  message: string
  requestId?: string
  /** Whether it replaces the answer to a form, whose text only the browser still has. */
  posted?: boolean
}

/** A page that says in plain words why a page could not be shown, and what to do next. Works without JavaScript. */
export function ErrorScreen({ code, message, requestId, posted = false }: Props) {
  const retry = code === 'unavailable' || code === 'failed' || code === 'rate_limited' || code === 'stale'
  return (
    <main className="mx-auto flex min-h-[70dvh] max-w-xl flex-col items-start justify-center gap-4 px-4">
      {/* Plain links, so that everything loads again. */}
      <a
        href="/"
        aria-label="moviebucket: my movies"
        className="mb-4 inline-flex min-h-11 items-center text-ink no-underline"
      >
        <Logo />
      </a>
      <h1>{HEADINGS[code]}</h1>
      <p>{message}</p>
      {posted && <p>What you typed is not lost: reload this page in a moment and let the browser send it again.</p>}
      {code === 'unavailable' && !posted && (
        <p className="text-muted">This page tries again by itself and is back as soon as the database is.</p>
      )}
      <div className="flex flex-wrap gap-3">
        {retry && (
          <RetryButton waiting={code === 'unavailable' && !posted} label={code === 'stale' ? 'Reload' : 'Retry'} />
        )}
        <a href="/" className={buttonClass()}>
          To my movies
        </a>
      </div>
      <OperatorNote />
      {requestId && <p className="text-sm text-muted">Request {requestId}</p>}
      {code === 'unavailable' && !posted && (
        <noscript>
          <meta httpEquiv="refresh" content="10" />
        </noscript>
      )}
    </main>
  )
}
