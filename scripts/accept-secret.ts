import { parseDatabaseEnvironment } from '@/domain/environment'
import { describeDatabaseError } from './database-trouble'
import { noteSecret } from './shared-secret'
import { loadEnvFiles } from './start/env-files'
import { ownDatabase } from './start/own-database'
import { StartError } from './start/project'

/** After AUTH_SECRET was changed on purpose: from now on instances with the new one start, and others do not. */
try {
  loadEnvFiles(false)
  const { AUTH_SECRET } = process.env
  const url = ownDatabase(process.env)
  if (!url) throw new StartError('The embedded database has one instance, so its AUTH_SECRET needs no acceptance.')
  if (!AUTH_SECRET || AUTH_SECRET.length < 32)
    throw new StartError('Set AUTH_SECRET to the new secret, of 32 characters or more.')
  const { DATABASE_CA } = parseDatabaseEnvironment(process.env)
  await noteSecret({ DATABASE_URL: url, DATABASE_CA }, AUTH_SECRET, { replace: true }).catch((error) => {
    throw new StartError(describeDatabaseError(error, url))
  })
  console.log('Accepted. Start every instance again with this AUTH_SECRET.')
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
