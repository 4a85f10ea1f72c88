/** A body or an answer of the API for reading: its fields, with type and limits in words. */
export type Shape = { id: string; fields: { name: string; type: string; required: boolean; about?: string }[] }

/** The bodies and answers of the API, each with its fields. */
export function ShapeList({ shapes }: { shapes: readonly Shape[] }) {
  return (
    <div className="flex flex-col gap-5">
      {shapes.map(({ id, fields }) => (
        <section key={id} aria-labelledby={id}>
          <h3 id={id}>{id}</h3>
          <dl className="mt-1 text-sm">
            {fields.map(({ name, type, required, about }) => (
              <div key={name} className="grid gap-x-3 border-t py-1.5 sm:grid-cols-[11rem_1fr]">
                <dt className="font-mono">
                  {name}
                  {!required && <span className="font-sans text-muted"> (may be left out)</span>}
                </dt>
                <dd className="min-w-0 wrap-anywhere">
                  {type}
                  {about && <span className="text-muted">. {about}</span>}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}
