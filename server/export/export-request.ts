import 'server-only'
import { attachment } from '@/domain/export/attachment'
import { BYTE_ORDER_MARK, EXPORT_FORMATS, EXPORT_WRITERS, type ExportFormat } from '@/domain/export/formats'
import { AppError } from '@/domain/result'
import { parseSearch, type Search } from '@/domain/search/search'
import type { ExportQuery } from './export-pages'
import { exportResponse } from './export-response'
import { exportText } from './export-text'

/**
 * Parses the parameters of an export: `?as=csv|json|letterboxd` (CSV unless given) and the search of a list. A position
 * in the list is ignored, because a file holds the whole list.
 * @throws {AppError} `invalid` for a parameter that does not fit, so that no file holds more than the person meant
 */
export function parseExport(parameters: URLSearchParams): { format: ExportFormat; search: Search } {
  const { as = 'csv', ...rest } = Object.fromEntries(
    [...parameters.keys()].map((name) => [name, parameters.getAll(name).join(',')]),
  )
  const format = EXPORT_FORMATS.find((name) => name === as)
  if (!format) throw new AppError('invalid', `as: “${as}” is not one of ${EXPORT_FORMATS.join(', ')}`)
  const { search, dropped } = parseSearch(rest)
  if (dropped.length > 0) {
    throw new AppError('invalid', dropped.map(({ parameter, value }) => `${parameter} cannot be “${value}”`).join('. '))
  }
  const { position: _, ...whole } = search
  return { format, search: whole }
}

/** An export as a file for a person to save, under the bucket's name. */
export function exportFile(query: ExportQuery, format: ExportFormat, bucketName: string): Promise<Response> {
  const { mediaType, suffix } = EXPORT_WRITERS[format]
  return exportResponse(exportText(query, format), {
    mediaType,
    disposition: attachment(bucketName + suffix),
    // Not for Letterboxd, whose importer is a program.
    before: format === 'csv' ? BYTE_ORDER_MARK : '',
  })
}
