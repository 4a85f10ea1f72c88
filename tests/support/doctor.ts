import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '@/scripts/start/project'

/** Runs `npm run doctor` as npm does, with no settings but these; its state folder is MOVIEBUCKET_DATA, if it is given. */
export function runDoctor(settings: Record<string, string>, ...args: string[]): Promise<{ code: number; out: string }> {
  const ours = /^(NODE_EXTRA_|AUTH_|DATABASE_|MOVIEBUCKET_|SMTP_|MAIL_|npm_)/
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name))
  const env: NodeJS.ProcessEnv = {
    ...Object.fromEntries(kept),
    NODE_ENV: 'test',
    MOVIEBUCKET_DATA: join(tmpdir(), 'moviebucket-none'),
    ...settings,
  }
  const options = ['--import', 'tsx', '--conditions=react-server', 'scripts/doctor.ts', ...args]
  return new Promise((resolve) => {
    execFile(process.execPath, options, { cwd: root, env }, (error, out) =>
      resolve({ code: Number(error?.code ?? 0), out }),
    )
  })
}
