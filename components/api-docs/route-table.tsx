import { refusalsOf } from '@/domain/api/openapi'
import type { ApiRoute } from '@/domain/api/route'
import { shapeId } from '@/domain/api/shapes'

type Props = { routes: readonly (ApiRoute & { name: string })[] }

/** What the API does with one kind of thing, route by route. */
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
            {route.query && <>Parameters: {Object.keys(route.query.shape).join(', ')}. </>}
            {route.body && (
              <>
                Takes <ShapeLink schema={route.body} />.{' '}
              </>
            )}
            {route.upload && (
              <>
                Takes text/csv, or a list of <ShapeLink schema={route.upload} />.{' '}
              </>
            )}
            {route.statuses.join(' or ')}
            {route.answer === null ? ', no body' : ' with '}
            {route.answer === 'document' ? 'the document' : route.answer && <ShapeLink schema={route.answer} />}
            {route.csv && ' or text/csv'}. Refuses with {refusalsOf(route).join(', ')}.
          </p>
        </li>
      ))}
    </ul>
  )
}

function ShapeLink({ schema }: { schema: Parameters<typeof shapeId>[0] }) {
  const id = shapeId(schema)
  return <a href={`#${id}`}>{id}</a>
}
