import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '@/scripts/start/project'

// What was not written here: packages, builds, the reports of test runs.
const SKIPPED = new Set(['node_modules', 'test-results', 'playwright-report', 'coverage', 'out', 'build'])
const SHOWN = new Set(['.ci', '.github'])

/** Files that tools write, which are there only after they ran. */
export const GENERATED = ['deploy/.env', 'scripts/start.mjs', 'scripts/doctor.mjs', 'next-env.d.ts']

/** Every file of the project and every folder, which ends in a slash, by its path from the root. */
export function listProject(folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder + entry.name
    if (!entry.isDirectory()) return GENERATED.includes(entry.name) ? [] : [path]
    const skipped = SKIPPED.has(path) || (entry.name.startsWith('.') && !SHOWN.has(entry.name))
    return skipped ? [] : [`${path}/`, ...listProject(`${path}/`)]
  })
}

/** The paths of all files whose names have one of these endings. */
export function listSources(...endings: string[]): string[] {
  return listProject().filter((path) => endings.some((ending) => path.endsWith(ending)))
}

/** The text of a file of the project. */
export function readSource(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}
