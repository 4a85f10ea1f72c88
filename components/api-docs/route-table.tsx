/** One route of the API for reading; `body`, `rows` and `answer` are names of shapes. */
export type ListedRoute = {
  name: string
  method: string
  path: string
  about: string
  scope: string | null
  parameters: readonly string[]
  body: string | null
  /** What a list holds that is uploaded. */
  rows: string | null
  statuses: readonly number[]
  answer: string | 'document' | null
  csv: boolean
  refusals: readonly number[]
}

type Props = { routes: readonly ListedRoute[] }

/** The routes of the API for one noun. */
export function RouteTable({ routes }: Props) {
  return (
    <ul className="flex flex-col gap-4">
      {routes.map((route) => (
        <li key={route.name} id={route.name} className="flex flex-col gap-1 border-t pt-3 first:border-t-0 first:pt-0">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <strong className="font-mono text-sm">{route.method}</strong>
            <code className="font-mono text-sm wrap-anywhere">{route.path}</code>
            {route.scope && (
              <span className="rounded-sm bg-accent-soft px-2 py-0.5 text-xs text-accent">{route.scope}</span>
            )}
          </p>
          <p>{route.about}.</p>
          <p className="text-sm text-muted">
            {route.parameters.length > 0 && <>Parameters: {route.parameters.join(', ')}. </>}
            {route.body && (
              <>
                Takes <ShapeLink id={route.body} />.{' '}
              </>
            )}
            {route.rows && (
              <>
                Takes text/csv, or a list of <ShapeLink id={route.rows} />.{' '}
              </>
            )}
            {route.statuses.join(' or ')}
            {route.answer === null ? ', no body' : ' with '}
            {route.answer === 'document' ? 'the document' : route.answer && <ShapeLink id={route.answer} />}
            {route.csv && ' or text/csv'}. Refuses with {route.refusals.join(', ')}.
          </p>
        </li>
      ))}
    </ul>
  )
}

function ShapeLink({ id }: { id: string }) {
  return <a href={`#${id}`}>{id}</a>
}
