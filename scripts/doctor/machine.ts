import { existsSync, readFileSync } from 'node:fs'
import { releaseFolder } from '@/scripts/build/sources'
import { isRelease } from '@/scripts/start/project'
import { type Finding, failure, ok, warning } from './finding'

const GIBIBYTE = 1024 ** 3
const NEEDED = 2 * GIBIBYTE
const OLDEST_NODE = 22

/** Checks what the build and the server need of this machine, which has so many bytes of memory and swap left. */
export function checkMachine(free = freeBytes(), built = isRelease || existsSync(releaseFolder())): Finding[] {
  return [node(), build(free, built)]
}

// Counts what the kernel can reclaim, and the limit of a container. Swap does for a build, too.
function freeBytes(): number {
  const [, swap = '0'] = /^SwapFree: +(\d+) kB$/m.exec(readOrNothing('/proc/meminfo')) ?? []
  return process.availableMemory() + Number(swap) * 1024
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function node(): Finding {
  const major = Number(process.versions.node.split('.')[0])
  if (major >= OLDEST_NODE) return ok('machine', `Node ${process.versions.node}`)
  return warning('machine', `Node ${process.versions.node} gets no security fixes any more.`, 'Install Node 24.')
}

function build(free: number, built: boolean): Finding {
  if (built) return ok('machine', 'built')
  if (free >= NEEDED) return ok('machine', 'not built yet: npm start builds')
  return failure(
    'machine',
    `A build needs about 2 GiB of memory, and ${(free / GIBIBYTE).toFixed(1)} are free.`,
    'Add swap, or run npm run build on another machine and copy the folder that it names.',
  )
}
