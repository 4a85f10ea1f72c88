import 'server-only'
import { type Environment, parseEnvironment } from '@/domain/environment'

let parsed: Environment | undefined

/** The deployment's settings; read at run time, never at build time. */
export function environment(): Environment {
  parsed ??= parseEnvironment(process.env)
  return parsed
}

/** The public address of this deployment, without a path. Links and origin checks come from it alone. */
export function publicOrigin(): string {
  return new URL(environment().AUTH_URL).origin
}
