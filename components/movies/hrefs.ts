import type { Route } from 'next'
import type { ExportFormat } from '@/domain/export/formats'
import * as paths from '@/domain/paths'
import type { Search } from '@/domain/search/search'

// The addresses of domain/paths.ts for components that still take a `Route`.

type Both<Path> = Path & Route
type List = Both<paths.ListPath>

export const bucketPath = paths.bucketPath as (bucketId: string) => Both<paths.BucketPath>
export const publicPath = paths.publicPath as (key: string) => Both<paths.PublicPath>
export const listHref = paths.listPath as (path: Route | paths.ListPath, search?: Search) => List
export const statisticsHref = paths.statisticsPath as (path: Route | paths.ListPath, search?: Search) => List
export const exportHref = paths.exportPath as (
  path: Route | paths.ListPath,
  format: ExportFormat,
  search?: Search,
) => string
export const movieHref = paths.moviePath as (
  movie: Parameters<typeof paths.moviePath>[0],
) => Both<ReturnType<typeof paths.moviePath>>
export const newMovieHref = paths.newMoviePath as (bucketId: string) => Both<ReturnType<typeof paths.newMoviePath>>
export const importHref = paths.importsPath as (bucketId: string) => Both<ReturnType<typeof paths.importsPath>>
