import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runScript } from './database/script'

/** Runs `npm run doctor` as npm does, with no settings but these; its state folder is MOVIEBUCKET_DATA, if it is given. */
export function runDoctor(
  settings: Record<string, string>,
  ...args: string[]
): Promise<{ code: number | null; out: string }> {
  return runScript('doctor', args, { MOVIEBUCKET_DATA: join(tmpdir(), 'moviebucket-none'), ...settings })
}
