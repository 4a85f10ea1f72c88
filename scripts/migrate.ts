import { migrate } from '@/db/migrate'
import { describeDatabaseError } from './database-trouble'
import { loadEnvFiles } from './start/settings'

loadEnvFiles(false)
const url = process.env.DATABASE_URL
if (!url) {
  console.error('DATABASE_URL is not set. The embedded database does not need this command: npm start migrates it.')
  process.exit(1)
}
try {
  const { applied } = await migrate(url)
  console.log(applied === 0 ? 'The schema is up to date.' : `Migrations applied: ${applied}.`)
} catch (error) {
  console.error(describeDatabaseError(error, url))
  process.exit(1)
}
