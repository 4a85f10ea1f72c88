import { beforeAll, beforeEach, expect, it } from 'vitest'
import { inBucket } from '@/db/buckets/access'
import { AppError } from '@/domain/result'
import { takeColumnsAway } from '@/tests/support/database/next-release'
import { keepTables, restoreTables } from '@/tests/support/database/tables'
import { DATA_FUNCTIONS } from '@/tests/support/models/operations'
import { createWorld, VIEWERS, type World } from '@/tests/support/models/world'

/* Everything that everyone may do works on the database of the next release, too. */

let world: World

beforeAll(async () => {
  await takeColumnsAway()
  world = await createWorld()
  await keepTables()
})
beforeEach(restoreTables)

const matrix = DATA_FUNCTIONS.flatMap((row) => VIEWERS.map((viewer) => ({ ...row, viewer })))

it.each(matrix)('$operation, $name by $viewer', async ({ operation, viewer, run, outcomes }) => {
  const target = world.target[viewer]
  const attempt = inBucket(world.actor[viewer], target.address, operation, (access) => run(access, target))
  const outcome = await attempt.then(
    () => 'ok',
    (error) => (error instanceof AppError ? error.code : error),
  )
  expect(outcome).toBe(outcomes[viewer])
})
