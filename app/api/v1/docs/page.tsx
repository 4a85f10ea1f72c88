import type { Metadata } from 'next'
import { publicPage } from '@/app/page-wrappers'
import { RouteTable } from '@/components/api-docs/route-table'
import { ShapeList } from '@/components/api-docs/shape-list'
import { ButtonLink } from '@/components/ui/button-link'
import { HomeLink } from '@/components/ui/home-link'
import { OperatorNote } from '@/components/ui/operator'
import { PATHS } from '@/domain/paths'
import { formatNumber } from '@/domain/text'
import { API_PATH } from '@/server/api/openapi'
import { listRoutes, listShapes } from '@/server/api/reference'
import { environment, publicOrigin } from '@/server/environment'

export const metadata: Metadata = { title: 'HTTP API' }

const SECTIONS = [
  { title: 'Movies of your first own bucket', begins: '/movies' },
  { title: 'Buckets', begins: '/buckets' },
  { title: 'Groups', begins: '/groups' },
  { title: 'You', begins: '/me' },
  { title: 'This description', begins: '/openapi.json' },
]

export default publicPage(async () => {
  const routes = listRoutes()
  const base = `${publicOrigin()}${API_PATH}`
  return (
    <>
      <header data-print="hide" className="border-b bg-surface">
        <div className="mx-auto flex max-w-3xl items-center justify-between gap-4 px-4 py-2">
          <HomeLink />
          <ButtonLink href={PATHS.tokens} prefetch={false}>
            Make a token
          </ButtonLink>
        </div>
      </header>
      <main id="main" className="mx-auto flex max-w-3xl flex-col gap-8 px-4 py-6">
        <div className="flex flex-col gap-3">
          <h1>HTTP API</h1>
          <p>
            For curl, scripts and other programs, with the rules, limits and messages of the screens. JSON is in UTF-8,
            times are ISO 8601 in UTC, and every path is below{' '}
            <code className="font-mono text-sm wrap-anywhere">{base}</code>. As OpenAPI 3.1:{' '}
            <a href={`${API_PATH}/openapi.json`}>openapi.json</a>.
          </p>
          <OperatorNote />
          <Example>{`curl -H "Authorization: Bearer $TOKEN" ${base}/movies`}</Example>
          <Example>{`curl -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
     -d '{"title":"Alien","format":"VHS","length":117,"releaseYear":1979,"rating":5}' \\
     ${base}/movies`}</Example>
          <Example>{`curl -H "Authorization: Bearer $TOKEN" -H 'Content-Type: text/csv' --data-binary @movies.csv \\
     "${base}/buckets/$BUCKET/imports?dry_run=1"`}</Example>
        </div>
        <section aria-labelledby="how" className="flex flex-col gap-2">
          <h2 id="how">How it works</h2>
          <ul className="flex list-disc flex-col gap-1.5 pl-5">
            <li>
              A token with the scope <em>read</em> or <em>write</em> says who you are. The session of a browser can only
              read. The limit is {formatNumber(environment().API_RATE_LIMIT)} requests per minute; above it, the answer
              is 429 with Retry-After.
            </li>
            <li>
              Lists answer with <code className="font-mono text-sm">data</code> and{' '}
              <code className="font-mono text-sm">nextCursor</code>, and a Link header leads to the next page. Cursors
              stay right while movies come and go.
            </li>
            <li>
              The ETag of a movie is its version. PUT, PATCH and DELETE obey If-Match; a stale one is 412 with the
              current movie. GET obeys If-None-Match.
            </li>
            <li>
              The list of movies is also available as <code className="font-mono text-sm">text/csv</code>: all that
              match, in a form that an import reads back. An import takes CSV or a JSON list of up to 20 MB; the answer
              names every row that was not added, with the reason. A dry run keeps nothing.
            </li>
            <li>Every POST takes an Idempotency-Key: the first answer is kept for 24 hours and given again.</li>
            <li>
              Refusals are application/problem+json (RFC 9457). 422 names everything that does not fit: field, code,
              limit, value and message. JSON types are exact, and unknown fields are refused by name.
            </li>
            <li>What you may not see answers 404, like what never existed. HEAD works wherever GET does.</li>
          </ul>
        </section>
        {SECTIONS.map(({ title, begins }) => (
          <section key={begins} aria-labelledby={begins.slice(1)} className="flex flex-col gap-3">
            <h2 id={begins.slice(1)}>{title}</h2>
            <RouteTable routes={routes.filter(({ path }) => path.startsWith(begins))} />
          </section>
        ))}
        <section aria-labelledby="shapes" className="flex flex-col gap-3">
          <h2 id="shapes">Bodies and answers</h2>
          <ShapeList shapes={listShapes()} />
        </section>
      </main>
    </>
  )
})

function Example({ children }: { children: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard has to reach a box that scrolls sideways
    <pre tabIndex={0} className="overflow-x-auto rounded border bg-sunken px-3 py-2 text-sm">
      <code>{children}</code>
    </pre>
  )
}
