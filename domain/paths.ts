import type { ExportFormat } from './export/formats'
import { changeSearch, formatSearch, type Search } from './search/search'

// Every address of the app. The types are exact enough for Next's `typedRoutes` to check each against the folders of
// app/. An id is encoded, so that nothing typed by hand can name another path.

/** Addresses that are the same for everyone. */
export const PATHS = {
  home: '/',
  accountDeleted: '/?account=deleted',
  buckets: '/buckets',
  newBucket: '/buckets#new',
  shared: '/shared',
  groups: '/groups',
  settings: '/settings',
  tokens: '/settings#tokens',
  tokenRevoked: '/settings?done=token-revoked#tokens',
  deleteAccount: '/settings/delete-account',
  exportEverything: '/settings/export',
  signIn: '/sign-in',
  continueSignIn: '/sign-in/continue',
  unlockDemo: '/sign-in/demo',
  apiDocs: '/api/v1/docs',
  suggestions: '/suggestions',
  lookUp: '/suggestions/look-up',
} as const

type FixedPath = (typeof PATHS)[keyof typeof PATHS]
export type BucketPath = `/buckets/${string}`
export type PublicPath = `/p/${string}`
export type GroupPath = `/groups/${string}`
export type ImportPath = `/buckets/${string}/import/${string}`
/** A list of movies that a search may narrow: a bucket's, or its public page's. */
export type ListPath = BucketPath | PublicPath

/** Any address of the app, with a query or an anchor where it has one. */
export type AppPath =
  | FixedPath
  | `${FixedPath}?${string}`
  | ListPath
  | `${ListPath}?${string}`
  | `${ListPath}#${string}`
  | GroupPath
  | `/invitations/${string}`

type Query = Record<string, string | number | undefined>

/** The path with a query; what is undefined stays out of it. */
export function withQuery<Path extends AppPath>(path: Path, query: Query): Path | `${Path}?${string}` {
  const parts = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(String(value).toWellFormed())}`],
  )
  return parts.length > 0 ? `${path}?${parts.join('&')}` : path
}

/** The list of a bucket, for members. */
export function bucketPath(bucketId: string): BucketPath {
  return `/buckets/${encodeURIComponent(bucketId)}`
}

/** The public page of a bucket. */
export function publicPath(key: string): PublicPath {
  return `/p/${encodeURIComponent(key)}`
}

/** The picture of a public page, for previews of its address. */
export function sharePicturePath(key: string): `/p/${string}/opengraph-image` {
  return `/p/${encodeURIComponent(key)}/opengraph-image`
}

/** A list in a state. */
export function listPath(list: ListPath, search?: Search): ListPath | `${ListPath}?${string}` {
  const query = search ? formatSearch(search) : ''
  return query ? `${list}?${query}` : list
}

/** The statistics of a list, of only the movies that the search finds. */
export function statisticsPath(list: ListPath, search?: Search): ListPath | `${ListPath}?${string}` {
  return listPath(`${list}/statistics`, search && changeSearch(search, {}))
}

/** The file that a list is saved as; without a search it holds the whole bucket. */
export function exportPath(list: ListPath, format: ExportFormat, search?: Search): `${ListPath}/export?${string}` {
  const query = search ? formatSearch(changeSearch(search, { view: undefined })) : ''
  return `${list}/export?as=${format}${query && `&${query}`}`
}

/** A movie's own page. */
export function moviePath(movie: { bucketId: string; id: string }): `/buckets/${string}/movies/${string}` {
  return `${bucketPath(movie.bucketId)}/movies/${encodeURIComponent(movie.id)}`
}

/** The form for a new movie. */
export function newMoviePath(bucketId: string): `/buckets/${string}/new` {
  return `${bucketPath(bucketId)}/new`
}

/** The screen that starts an import into a bucket and lists the earlier ones. */
export function importsPath(bucketId: string): `/buckets/${string}/import` {
  return `${bucketPath(bucketId)}/import`
}

/** Where a file to import is posted. */
export function uploadPath(bucketId: string): `/buckets/${string}/import/upload` {
  return `${bucketPath(bucketId)}/import/upload`
}

/** Where another file is posted, whose rows complete those of an import; `update` takes all of its values. */
export function completionPath(bucketId: string, importId: string, mode: 'fill' | 'update'): `${string}?${string}` {
  return `${uploadPath(bucketId)}?completes=${encodeURIComponent(importId)}&mode=${mode}`
}

/** The preview of an import. */
export function importPath(bucketId: string, importId: string): ImportPath {
  return `${importsPath(bucketId)}/${encodeURIComponent(importId)}`
}

/** Where an import is confirmed. */
export function confirmImportPath(path: ImportPath): `${ImportPath}/confirm` {
  return `${path}/confirm`
}

/** The rows of an import that have a problem, as a file. */
export function importProblemsPath(path: ImportPath): `${ImportPath}/problems` {
  return `${path}/problems`
}

/** Who has access to a bucket, for its owner. */
export function sharingPath(bucketId: string): `/buckets/${string}/sharing` {
  return `${bucketPath(bucketId)}/sharing`
}

/** The form that transfers a bucket to another owner. */
export function transferPath(bucketId: string): `/buckets/${string}/sharing#transfer` {
  return `${sharingPath(bucketId)}#transfer`
}

/** A bucket as another person, a group or the public sees it. */
export function perspectivePath(bucketId: string): `/buckets/${string}/sharing/view` {
  return `${sharingPath(bucketId)}/view`
}

/** What members did in a bucket. */
export function activityPath(bucketId: string): `/buckets/${string}/activity` {
  return `${bucketPath(bucketId)}/activity`
}

/** The deleted movies of a bucket. */
export function trashPath(bucketId: string): `/buckets/${string}/trash` {
  return `${bucketPath(bucketId)}/trash`
}

/** A group's page. */
export function groupPath(groupId: string): GroupPath {
  return `/groups/${encodeURIComponent(groupId)}`
}

/** Where a member leaves a group, and where its owner transfers or dissolves it. */
export function leaveGroupPath(groupId: string): `/groups/${string}#leave` {
  return `${groupPath(groupId)}#leave`
}

/** The token in the path of such a page; undefined for other paths. */
export function invitationTokenIn(path: AppPath): string | undefined {
  return /^\/invitations\/([\w-]+)(?:\?|$)/.exec(path)?.[1]
}

/** The page that an invitation link opens. */
export function invitationPath(token: string): `/invitations/${string}` {
  return `/invitations/${encodeURIComponent(token)}`
}

/** The sign-in page, which leads on to `next`. */
export function signInPath(next = '/'): '/sign-in' | `/sign-in?${string}` {
  return next === '/' ? PATHS.signIn : `/sign-in?next=${encodeURIComponent(next)}`
}
