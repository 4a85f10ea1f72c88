import type { ImportPreview } from '@/domain/import/staged'
import { shorten } from '@/domain/text'

const COLUMNS = 8
const LONGEST_TEXT = 40

/** The first rows of the file as it was read, so that a wrong encoding or delimiter shows. */
export function ExampleRows({ preview: { header, examples, width } }: { preview: ImportPreview }) {
  const columns = Array.from({ length: Math.min(COLUMNS, Math.max(width, header.length)) }, (_, at) => at)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className="relative overflow-x-auto" aria-label="The first rows as they are read" tabIndex={0}>
      <table className="text-sm">
        {header.length > 0 && (
          <thead>
            <tr>
              {columns.map((at) => (
                <th key={at} scope="col" className="border-b px-2 py-1 text-left whitespace-nowrap">
                  {shorten(header[at] ?? '', LONGEST_TEXT)}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {examples.map((cells, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: only its place identifies a row
            <tr key={row}>
              {columns.map((at) => (
                <td key={at} className="border-b px-2 py-1 whitespace-nowrap">
                  {shorten(cells[at] ?? '', LONGEST_TEXT)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
