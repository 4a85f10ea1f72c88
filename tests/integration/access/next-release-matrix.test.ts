import { beforeAll } from 'vitest'
import { takeColumnsAway } from '@/tests/support/database/next-release'

/* Everything that everyone may do works on the database of the next release, too. */

beforeAll(takeColumnsAway)

await import('./access-matrix.test')
