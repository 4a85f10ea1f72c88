import { fileURLToPath } from 'node:url'

/** The folder of this checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

/** A cause that is explained in full by its message; shown without a stack. */
export class StartError extends Error {}
