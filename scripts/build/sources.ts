import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { root } from '../start/project'

const folders = ['app', 'components', 'server', 'db', 'domain', 'public', 'scripts']
// The build itself writes next-env.d.ts.
const rootFiles = /^(?!biome\.|next-env\.).*\.(ts|tsx|mjs|cjs|js|json|css)$/

/** The folder of all releases of this checkout. */
export const RELEASES = join(root, 'build')

/** The id of a build: a hash of the sources, the settings of the build and the lockfile, so the same on every host. */
export function buildId(): string {
  const hash = createHash('sha256')
  for (const file of sources()) {
    hash.update(`\0${relative(root, file).split(sep).join('/')}\0`)
    hash.update(readFileSync(file))
  }
  return hash.digest('hex').slice(0, 16)
}

/** The folder of a build's release. Each has its own, so a server that runs from one never sees the next. */
export function releaseFolder(id = buildId()): string {
  return join(RELEASES, id)
}

function sources(): string[] {
  const own = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isFile() && rootFiles.test(entry.name))
  const nested = folders.flatMap((folder) => {
    try {
      return readdirSync(join(root, folder), { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile())
    } catch {
      return []
    }
  })
  return [...own, ...nested].map((entry) => join(entry.parentPath, entry.name)).sort()
}
