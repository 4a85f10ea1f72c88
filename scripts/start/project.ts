import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of this checkout, or of the release that this is part of. */
export const root = packageAbove(dirname(fileURLToPath(import.meta.url)))

/** Whether this runs in a release, a folder that `npm run build` made: it serves itself and cannot be built. */
export const isRelease = existsSync(join(root, 'server.js'))

/** An error that its message explains in full; shown without a stack. */
export class StartError extends Error {}

/** The path of Next's command, which a release does not have. */
export function nextProgram(): string {
  return createRequire(import.meta.url).resolve('next/dist/bin/next')
}

// The compiled commands of a release lie less deep than the sources.
function packageAbove(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : packageAbove(dirname(folder))
}
