import 'server-only'
import { attachment } from '@/domain/export/attachment'
import { BYTE_ORDER_MARK, EXPORT_FORMATS, EXPORT_WRITERS, type ExportFormat } from '@/domain/export/formats'
import { AppError } from '@/domain/result'
import { parseSearch, type Search } from '@/domain/search/search'
import type { Source } from './export-pages'
import { exportResponse } from './export-response'
import { exportText } from './export-text'

/**
 * What a link to an export asks for: `?as=csv|json|letterboxd` (CSV unless given) and a list's search. A place in the
 * list is passed over: a file holds all of it.
 * @throws {AppError} `invalid` for what does not fit, lest a file holds more than was meant
 */
export function parseExport(parameters: URLSearchParams): { format: ExportFormat; search: Search } {
  const { as = 'csv', ...rest } = Object.fromEntries(
    [...parameters.keys()].map((name) => [name, parameters.getAll(name).join(',')]),
  )
  const format = EXPORT_FORMATS.find((name) => name === as)
  if (!format) throw new AppError('invalid', `as: “${as}” is none of ${EXPORT_FORMATS.join(', ')}`)
  const { search, dropped } = parseSearch(rest)
  if (dropped.length > 0) {
    throw new AppError('invalid', dropped.map(({ parameter, value }) => `${parameter} cannot be “${value}”`).join('. '))
  }
  const { position: _, ...whole } = search
  return { format, search: whole }
}

/** The answer to somebody who saves a source as a file, under the bucket's name. */
export function exportFile(source: Source, format: ExportFormat, bucketName: string): Promise<Response> {
  const { mediaType, suffix } = EXPORT_WRITERS[format]
  return exportResponse(exportText(source, format), {
    mediaType,
    disposition: attachment(bucketName + suffix),
    // Letterboxd's importer is a program.
    before: format === 'csv' ? BYTE_ORDER_MARK : '',
  })
}
