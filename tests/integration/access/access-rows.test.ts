import { expect, it } from 'vitest'
import { GROUP_OPERATIONS } from '@/tests/support/models/group-operations'
import { DATA_FUNCTIONS } from '@/tests/support/models/operations'
import { exportedFunctions } from '@/tests/support/sources/exported-functions'
import { listSources } from '@/tests/support/sources/files'

/*
 * The access matrix is complete: every function that db/ exports is found in its sources and told by what it takes. With
 * an Access it works in a bucket, with a GroupAccess in a group, and has a row in the matrix; with an Actor it opens
 * what it needs by itself and stands below. What takes neither reaches data only through one of them.
 */

const functions = listSources('.ts')
  .filter((path) => path.startsWith('db/'))
  .flatMap((path) => exportedFunctions(path))

/** Parts of functions that have a row. */
const PARTS = [
  ...[
    'setValues',
    'lockMovies',
    'recordEdit',
    'recordChange',
    'trashMovies',
    'restoreMovies',
    'matchingMovies',
    'selectedMovies',
  ],
  ...['openImport', 'lockImport', 'updateImport', 'saveSettings', 'updateRows', 'markMatches', 'lockBucket'],
  ...[
    'inParts',
    'trashLocked',
    'requireStill',
    'requireTouched',
    'asSelected',
    'asWholeBucket',
    'takeVisit',
    'perVersion',
  ],
]

/** In two buckets at once, each opened as by its own row: tests/integration/movies/move.test.ts and shared.test.ts. */
const BETWEEN = ['copySelection', 'undoMove']

/** Parts of groups' functions. */
const PARTS_OF_GROUPS = ['getGroup']

/** What opens a bucket or a group. */
const ENTRANCES = ['inBucket', 'inFirstBucket', 'inBucketOfMovie', 'inGroup', 'asActor']

/** What an actor asks of their own, or opens by an address: each has tests of its own. */
const OF_THE_ACTOR = [
  ...['listAccounts', 'disconnectAccount', 'listSessions', 'revokeSession', 'revokeSessions', 'previewDeletion'],
  ...['deleteUser', 'createToken', 'listTokens', 'revokeToken', 'getUsage'],
  ...[
    'listReadableBuckets',
    'listSwitcherBuckets',
    'findFirstBucketId',
    'listBucketSummaries',
    'listBucketDetails',
    'listOwnBuckets',
  ],
  ...[
    'makeBucket',
    'restoreBucket',
    'destroyBucket',
    'listShared',
    'copyToMine',
    'searchEverywhere',
    'openPerspective',
  ],
  ...['stageImport', 'pageImportRows', 'listGroups', 'makeGroup', 'suggestFilms'],
  ...[
    'takeInvitations',
    'listReceived',
    'findByLink',
    'acceptInvitation',
    'acceptLink',
    'declineInvitation',
    'blockInviter',
  ],
  ...['listBlocked', 'unblock', 'listNotices', 'dismissNotices', 'isLoginInvited', 'getOwnAddress'],
]

const inBuckets = DATA_FUNCTIONS.map(({ name }) => name)
const inGroups = Object.values(GROUP_OPERATIONS).flatMap((row) => Object.keys(row.functions))

it.each([
  ['Access', [...inBuckets, ...PARTS, ...BETWEEN]],
  ['GroupAccess', [...inGroups, ...PARTS_OF_GROUPS]],
  ['Actor', [...ENTRANCES, ...OF_THE_ACTOR]],
])('every exported function that takes %s has its row', (type, rows) => {
  const names = new Set(rows.map((name) => name.split(',')[0]))
  const found = functions.filter(({ takes }) => takes.replace(' | null', '') === type)
  expect(found.length).toBeGreaterThan(5)
  expect(found.filter(({ name }) => !names.has(name)).map(({ file, name }) => `${file}: ${name}`)).toEqual([])
})

it('every name that stands here is that of a function', () => {
  const names = new Set(functions.map(({ name }) => name))
  const listed = [...PARTS, ...BETWEEN, ...PARTS_OF_GROUPS, ...ENTRANCES, ...OF_THE_ACTOR]
  expect(listed.filter((name) => !names.has(name))).toEqual([])
})

it.each([
  ['export async function a({ db, bucket }: Access, id: string) {}', 'Access'],
  ['export const a = (access: Access) => access', 'Access'],
  ['export async function* a(actor: Actor | null = null) {}', 'Actor | null'],
  ['export function a() {}', ''],
])('the first parameter of %j is found', (text, takes) => {
  expect(exportedFunctions('a.ts', text)).toEqual([{ file: 'a.ts', name: 'a', takes }])
})

it('other exports and functions of a file alone are left out', () => {
  expect(
    exportedFunctions('a.ts', 'export const a = 1\nexport type B = () => 1\nfunction c(access: Access) {}'),
  ).toEqual([])
})
