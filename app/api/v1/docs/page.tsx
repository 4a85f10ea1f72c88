import type { Metadata } from 'next'
import Link from 'next/link'
import { publicPage } from '@/app/page-wrappers'
import { RouteTable } from '@/components/api-docs/route-table'
import { ShapeList } from '@/components/api-docs/shape-list'
import { Logo } from '@/components/brand/logo'
import { ButtonLink } from '@/components/ui/button-link'
import { API_PATH } from '@/domain/api/openapi'
import type { ApiRoute } from '@/domain/api/route'
import { API_ROUTES } from '@/domain/api/routes'
import { listShapes } from '@/domain/api/shapes'
import { PATHS } from '@/domain/paths'
import { environment, publicOrigin } from '@/server/environment'

export const metadata: Metadata = { title: 'HTTP API' }

const SECTIONS = [
  { title: 'Movies of one’s first own bucket', begins: '/movies' },
  { title: 'Buckets', begins: '/buckets' },
  { title: 'Groups', begins: '/groups' },
  { title: 'Oneself', begins: '/me' },
  { title: 'This description', begins: '/openapi.json' },
]

export default publicPage(async () => {
  const routes = Object.entries<ApiRoute>(API_ROUTES).map(([name, route]) => ({ name, ...route }))
  const base = `${publicOrigin()}${API_PATH}`
  return (
    <>
      <header data-print="hide" className="border-b bg-surface">
        <div className="mx-auto flex max-w-3xl items-center justify-between gap-4 px-4 py-2">
          <Link href="/" prefetch={false} className="flex min-h-11 items-center text-ink no-underline">
            <Logo />
          </Link>
          <ButtonLink href={PATHS.tokens} prefetch={false}>
            Make a token
          </ButtonLink>
        </div>
      </header>
      <main id="main" className="mx-auto flex max-w-3xl flex-col gap-8 px-4 py-6">
        <div className="flex flex-col gap-3">
          <h1>HTTP API</h1>
          <p>
            For curl, scripts and other programs: the same rules, limits and messages as the screens. JSON in UTF-8,
            times ISO 8601 in UTC, below <code className="font-mono text-sm wrap-anywhere">{base}</code>. As OpenAPI
            3.1: <a href={`${API_PATH}/openapi.json`}>openapi.json</a>.
          </p>
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
              A token with the scope <em>read</em> or <em>write</em> says who one is. A browser’s session reads and does
              not write. {environment().API_RATE_LIMIT.toLocaleString('en')} requests a minute; after that 429 with
              Retry-After.
            </li>
            <li>
              Lists answer <code className="font-mono text-sm">data</code> and{' '}
              <code className="font-mono text-sm">nextCursor</code>, and a Link header leads to the next page. Cursors
              stay right while rows come and go.
            </li>
            <li>
              A movie’s ETag is its version. PUT, PATCH and DELETE heed If-Match; a stale one is 412 with the current
              movie. GET heeds If-None-Match.
            </li>
            <li>
              The list of movies is there as <code className="font-mono text-sm">text/csv</code>, too: all that match,
              as an import reads them back. An import takes CSV or a JSON list up to 20 MB; every row that is not added
              is in the answer with the reason, and a dry run keeps nothing.
            </li>
            <li>Any POST takes an Idempotency-Key: the first answer is kept for 24 hours and given again.</li>
            <li>
              Refusals are application/problem+json (RFC 9457). 422 names everything that does not fit at once: field,
              code, limit, value and message. JSON types are exact, unknown fields are named.
            </li>
            <li>What may not be seen answers 404, as what never was. HEAD works wherever GET does.</li>
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
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways has to be reached by keyboard
    <pre tabIndex={0} className="overflow-x-auto rounded border bg-sunken px-3 py-2 text-sm">
      <code>{children}</code>
    </pre>
  )
}
