import { migrate } from '@/db/migrate'
import { describeDatabaseError } from './database-trouble'
import { loadEnvFiles } from './start/env-files'
import { ownDatabase } from './start/own-database'
import { StartError } from './start/project'

try {
  loadEnvFiles(false)
} catch (error) {
  if (!(error instanceof StartError)) throw error
  console.error(error.message)
  process.exit(1)
}
const url = ownDatabase(process.env)
if (!url) {
  console.error(
    'DATABASE_URL names no database. The embedded database does not need this command: npm start migrates it.',
  )
  process.exit(1)
}
try {
  const { applied } = await migrate(url)
  console.log(applied === 0 ? 'The schema is up to date.' : `Migrations applied: ${applied}.`)
} catch (error) {
  console.error(describeDatabaseError(error, url))
  process.exit(1)
}
