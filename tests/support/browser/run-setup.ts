import { createTestDatabase, startTestCluster } from '@/tests/support/database/database'
import { DEMO, startApp } from './app-server'

/** Starts the database and the server that all browser tests share. */
export default async function setup() {
  const cluster = await startTestCluster()
  const database = await createTestDatabase()
  const app = await startApp({
    databaseUrl: database.url,
    port: Number(process.env.MOVIEBUCKET_TEST_PORT),
    env: DEMO,
  }).catch(async (error) => {
    await cluster.stop()
    throw error
  })
  // Workers inherit it: tests arrange and look at rows in the server's database.
  process.env.DATABASE_URL = database.url
  return async () => {
    await app.stop()
    await database.drop()
    await cluster.stop()
  }
}
