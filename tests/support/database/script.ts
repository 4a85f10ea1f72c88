import { type ChildProcess, spawn } from 'node:child_process'
import { root } from '@/scripts/start/project'

/** How a command ended, and what it wrote. */
export type Said = { code: number | null; out: string; err: string }

const OURS = /^(NODE_EXTRA_|AUTH_|DATABASE_|MOVIEBUCKET_(?!TEST_)|SMTP_|MAIL_|LOOKUP_|npm_)/

/** Starts a command of `scripts/` as npm does, with no settings but these. */
export function startScript(
  name: string,
  args: string[],
  settings: Record<string, string>,
): { child: ChildProcess; ended: Promise<Said> } {
  const kept = Object.entries(process.env).filter(([name]) => !OURS.test(name))
  const env: NodeJS.ProcessEnv = { ...Object.fromEntries(kept), NODE_ENV: 'test', ...settings }
  const options = ['--import', 'tsx', '--conditions=react-server', `scripts/${name}.ts`, ...args]
  const child = spawn(process.execPath, options, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const said: Said = { code: null, out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said.err += text
  })
  const ended = new Promise<Said>((resolve) => child.once('close', (code) => resolve({ ...said, code })))
  return { child, ended }
}

/** Runs a command of `scripts/` to its end. */
export function runScript(name: string, args: string[], settings: Record<string, string>): Promise<Said> {
  return startScript(name, args, settings).ended
}
