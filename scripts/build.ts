import { cpSync, existsSync, readdirSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureRelease } from './build/release'
import { StartError } from './start/project'

const help = `Builds a folder that runs moviebucket with Node and nothing else.

  npm run build                     into build/, in a folder named after its sources
  npm run build -- --to FOLDER      and copies it into a new or empty folder

Copy it to any host with Node, and start it there: npm start, or node scripts/start.mjs
`

main().catch((error: Error) => {
  process.stderr.write(`${error instanceof StartError ? error.message : error.stack}\n`)
  process.exitCode = 1
})

async function main(): Promise<void> {
  const { help: asked, to } = readArguments()
  if (asked) return void process.stdout.write(help)
  const target = to && resolve(to)
  if (target && existsSync(target) && readdirSync(target).length > 0)
    throw new StartError(`${to} has files in it. Name a new or an empty folder, so that nothing of them is mixed in.`)
  const folder = await ensureRelease((text) => process.stdout.write(`${text}\n`))
  if (target) cpSync(folder, target, { recursive: true, verbatimSymlinks: true })
  const place = relative(process.cwd(), target ?? folder) || '.'
  process.stdout.write(
    `The build is in ${place}. Copy it to any host with Node, and start it: node scripts/start.mjs\n`,
  )
}

function readArguments() {
  try {
    const options = { to: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const
    return parseArgs({ options }).values
  } catch (error) {
    throw new StartError(`${(error as Error).message}\n\n${help}`)
  }
}
