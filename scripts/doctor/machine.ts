import { existsSync } from 'node:fs'
import { freemem } from 'node:os'
import { releaseFolder } from '@/scripts/build/sources'
import { isRelease } from '@/scripts/start/project'
import { type Finding, failure, ok, warning } from './finding'

const GIBIBYTE = 1024 ** 3
const NEEDED = 2 * GIBIBYTE
const OLDEST_NODE = 22

/** Checks what the build and the server need of this machine. */
export function checkMachine(): Finding[] {
  return [node(), build()]
}

function node(): Finding {
  const major = Number(process.versions.node.split('.')[0])
  if (major >= OLDEST_NODE) return ok('machine', `Node ${process.versions.node}`)
  return warning('machine', `Node ${process.versions.node} gets no security fixes any more.`, 'Install Node 24.')
}

function build(): Finding {
  if (isRelease || existsSync(releaseFolder())) return ok('machine', 'built')
  const free = freemem()
  if (free >= NEEDED) return ok('machine', 'not built yet: npm start builds')
  return failure(
    'machine',
    `A build needs about 2 GiB of memory, and ${(free / GIBIBYTE).toFixed(1)} are free.`,
    'Add swap, or run npm run build on another machine and copy the folder that it names.',
  )
}
