import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './start/project'

/**
 * npm leaves a package out of the lockfile when the registry does not have it. Many packages carry the binaries of one
 * system each: without them `npm ci` fails, and machines of that system get no binaries. This command, `npm run lockfile`
 * after an install, adds the missing packages.
 */
type Package = {
  version?: string
  dev?: boolean
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  resolved?: string
  optionalDependencies?: Record<string, string>
}
type Lockfile = { packages: Record<string, Package> }

const systems = [
  'darwin',
  'linux',
  'win32',
  'windows',
  'android',
  'freebsd',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
]
const processors = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 'riscv64', 's390x', 'loong64', 'wasm32', 'mips64el']

const file = join(root, 'package-lock.json')
const lockfile: Lockfile = JSON.parse(readFileSync(file, 'utf8'))
const added = complete(lockfile)
for (const entry of Object.values(lockfile.packages)) delete entry.resolved
writeFileSync(file, `${JSON.stringify(lockfile, null, 2)}\n`)
console.log(added.length === 0 ? 'The lockfile is complete.' : `Added to the lockfile:\n  ${added.join('\n  ')}`)

function complete({ packages }: Lockfile): string[] {
  const added: string[] = []
  for (const [path, parent] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(parent.optionalDependencies ?? {})) {
      if (isThere(packages, path, name)) continue
      const version = range.replace(/^[\^~]/, '')
      const { os, cpu, libc } = systemOf(name)
      // In npm's own order, so that a later install does not change the file.
      packages[`node_modules/${name}`] = { version, cpu, dev: parent.dev, libc, optional: true, os }
      added.push(`${name}@${version}`)
    }
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'))
  for (const path of Object.keys(packages)) delete packages[path]
  Object.assign(packages, Object.fromEntries(sorted))
  return added
}

/** Looks where Node does: beside the parent's own dependencies, then in each folder above. */
function isThere(packages: Lockfile['packages'], path: string, name: string): boolean {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true
    if (!at) return false
  }
}

/** Reads a package's system from its name: `swc-win32-x64-msvc`, `cli-linux-arm64-musl`. */
function systemOf(name: string): Pick<Package, 'os' | 'cpu' | 'libc'> {
  const words = name.split('/').at(-1)?.split('-') ?? []
  const os = words.find((word) => systems.includes(word))?.replace('windows', 'win32')
  const cpu = words.find((word) => processors.includes(word))
  if (!cpu || (!os && cpu !== 'wasm32')) throw new Error(`${name}: its name does not tell which system it is for`)
  const starts = (text: string) => words.some((word) => word.startsWith(text))
  const c = os === 'linux' && (starts('musl') ? 'musl' : starts('gnu') ? 'glibc' : undefined)
  return { cpu: [cpu], libc: c ? [c] : undefined, os: os ? [os] : undefined }
}
