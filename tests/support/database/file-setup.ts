import { afterAll } from 'vitest'
import { closePool } from '@/db/client'
import { openTestDatabase } from './database'

// Files share a process: what the one before was connected to must not be found by this one.
await closePool()
// db/ reads these when it first connects.
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
