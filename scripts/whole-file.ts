import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { atEnd } from './command'
import { StartError } from './start/project'

/**
 * Gives a file its name when `work` is done with it: until then, and if `work` fails, there is none of that name. A file
 * that is there is not replaced; a missing folder is made, for its owner alone.
 */
export async function writeWhole<T>(file: string, work: (draft: string) => Promise<T>): Promise<T> {
  if (existsSync(file)) throw new StartError(`${file} is there already. Choose another name: nothing is replaced.`)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  // In the same folder, so that getting its name is one step of the file system.
  const draft = `${file}.part`
  atEnd(() => rmSync(draft, { force: true }))
  const result = await work(draft)
  renameSync(draft, file)
  return result
}
