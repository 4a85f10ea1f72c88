import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
// A named import would be a syntax error on the Node versions that the start refuses in a sentence.
import util from 'node:util'
import { isRelease, root, StartError } from './project'

type Environment = Record<string, string | undefined>

// The file beside a release stays when the next release comes.
const PLACES = isRelease ? [root, dirname(root)] : [root]

/** A setting of an .env file that arrives shorter than its line looks. */
export type CutSetting = { file: string; name: string }

/**
 * Reads the .env files into `env`; those of a release lie in its folder or in the one above. A variable that `env` has
 * already keeps its value; among files, the first one that sets a variable wins. Values arrive as they are written:
 * nothing is expanded, and `\$` means `$`.
 * @returns the settings that end at a `#`, which begins a comment outside quotes
 * @throws {StartError} when a file exists and cannot be read
 */
export function loadEnvFiles(dev: boolean, { env = process.env, folders = PLACES }: Where = {}): CutSetting[] {
  const mode = dev ? 'development' : 'production'
  const names = [`.env.${mode}.local`, '.env.local', `.env.${mode}`, '.env']
  const given = new Set(Object.keys(env).filter((name) => env[name] !== undefined))
  const cut: CutSetting[] = []
  for (const file of folders.flatMap((folder) => names.map((name) => join(folder, name)))) {
    const text = read(file)
    for (const [name, value] of Object.entries(util.parseEnv(text))) {
      // Some versions of Node take a comment on the first line for a name.
      if (!/^\w+$/.test(name) || given.has(name)) continue
      given.add(name)
      env[name] = value?.replaceAll('\\$', '$')
      if (isCut(text, name)) cut.push({ file: basename(file), name })
    }
  }
  return cut
}

type Where = { env?: Environment; folders?: string[] }

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return ''
    throw new StartError(
      `The file ${basename(file)} is there but cannot be read (${code}), so its settings would be missing.\n` +
        `Let this user read it (chmod, chown), or move it away.`,
    )
  }
}

// A comment has a space before it; a password seldom has.
function isCut(text: string, name: string): boolean {
  return new RegExp(`^\\s*(export\\s+)?${name}\\s*=\\s*[^'"\`\\s#][^\\s#]*#`, 'm').test(text)
}
