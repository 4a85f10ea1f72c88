import { afterAll } from 'vitest'
import { closePool } from '@/db/client'
import { openTestDatabase } from './database'

// Before a test file imports anything of db/: that reads these when it first connects.
await closePool()
const database = await openTestDatabase()
Object.assign(process.env, {
  DATABASE_URL: database.url,
  AUTH_URL: 'http://localhost:3000',
  AUTH_SECRET: 'integration-tests-use-this-secret-only',
  LOG_LEVEL: 'silent',
})

afterAll(async () => {
  await closePool()
  await database.drop()
})
