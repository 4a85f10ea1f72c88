import type { Route } from 'next'
import { expect, it } from 'vitest'
import * as paths from '@/domain/paths'
import { parseSearch } from '@/domain/search/search'

// Compiles only if a folder of app/ answers at the path, so a route that moves is noticed here.
function routed<Path extends string>(path: Route<Path>): string {
  return path as string
}

const search = parseSearch({ q: 'alien', sort: '-year', view: 'shelf', from: '1980' }).search

it('makes every address as a folder of app/ answers it', () => {
  const bucket = paths.bucketPath('b')
  const preview = paths.importPath('b', 'i')
  expect([
    routed(bucket),
    routed(paths.publicPath('k')),
    routed(paths.sharePicturePath('k')),
    routed(paths.moviePath({ bucketId: 'b', id: 'm' })),
    routed(paths.newMoviePath('b')),
    routed(paths.importsPath('b')),
    routed(paths.uploadPath('b')),
    routed(preview),
    routed(paths.confirmImportPath(preview)),
    routed(paths.importProblemsPath(preview)),
    routed(paths.sharingPath('b')),
    routed(paths.transferPath('b')),
    routed(paths.perspectivePath('b')),
    routed(paths.activityPath('b')),
    routed(paths.trashPath('b')),
    routed(paths.groupPath('g')),
    routed(paths.leaveGroupPath('g')),
    routed(paths.invitationPath('t')),
    ...Object.values(paths.PATHS).map((path) => routed(path)),
  ]).toEqual([
    '/buckets/b',
    '/p/k',
    '/p/k/opengraph-image',
    '/buckets/b/movies/m',
    '/buckets/b/new',
    '/buckets/b/import',
    '/buckets/b/import/upload',
    '/buckets/b/import/i',
    '/buckets/b/import/i/confirm',
    '/buckets/b/import/i/problems',
    '/buckets/b/sharing',
    '/buckets/b/sharing#transfer',
    '/buckets/b/sharing/view',
    '/buckets/b/activity',
    '/buckets/b/trash',
    '/groups/g',
    '/groups/g#leave',
    '/invitations/t',
    ...Object.values(paths.PATHS),
  ])
})

it('keeps a search in the address of a list, of its statistics and of its file', () => {
  const list = paths.bucketPath('b')
  expect([
    routed(paths.listPath(list, search)),
    routed(paths.statisticsPath(list, search)),
    paths.exportPath(list, 'csv', search),
    paths.listPath(list),
    paths.statisticsPath(paths.publicPath('k')),
    paths.exportPath(list, 'json'),
  ]).toEqual([
    '/buckets/b?q=alien&sort=-year&view=shelf&from=1980',
    '/buckets/b/statistics?q=alien&sort=-year&view=shelf',
    '/buckets/b/export?as=csv&q=alien&sort=-year',
    '/buckets/b',
    '/p/k/statistics',
    '/buckets/b/export?as=json',
  ])
})

it('leads on from the sign-in page to any path of the app', () => {
  expect(routed(paths.signInPath('/buckets/b?q=a&view=shelf'))).toBe(
    '/sign-in?next=%2Fbuckets%2Fb%3Fq%3Da%26view%3Dshelf',
  )
  expect(paths.signInPath('/')).toBe('/sign-in')
})

it('leaves undefined values out of a query and encodes the others', () => {
  expect(routed(paths.withQuery(paths.PATHS.shared, { done: 'left', into: undefined }))).toBe('/shared?done=left')
  expect(routed(paths.withQuery(paths.perspectivePath('b'), { as: 'person:a&b' }))).toBe(
    '/buckets/b/sharing/view?as=person%3Aa%26b',
  )
  expect(paths.withQuery(paths.PATHS.buckets, {})).toBe('/buckets')
})

it('names no other path, whatever an id holds', () => {
  expect(paths.groupPath('../settings?a#b')).toBe('/groups/..%2Fsettings%3Fa%23b')
  expect(paths.moviePath({ bucketId: 'b/c', id: '//host' })).toBe('/buckets/b%2Fc/movies/%2F%2Fhost')
})
