const OLDEST = [20, 19]
const OLDEST_SAFE = 22

/**
 * What is to be said of a version of Node such as `22.11.0`, and whether moviebucket refuses it; undefined if it is well.
 * The oldest is that of `engines` in package.json.
 */
export function judgeNode(version: string): { text: string; remedy: string; refused: boolean } | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldest = 0, oldestMinor = 0] = OLDEST
  if (major < oldest || (major === oldest && minor < oldestMinor))
    return { text: `Node ${version} is too old for moviebucket.`, remedy: 'Install Node 22 or 24.', refused: true }
  // Odd versions are kept for half a year alone.
  if (major >= OLDEST_SAFE && major % 2 === 0) return undefined
  const text = `Node ${major} is past its end and gets no security fixes any more.`
  return { text, remedy: 'Install Node 22 or 24.', refused: false }
}
