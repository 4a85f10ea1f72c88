import type { ImportGraph } from './import-graph'

/**
 * The circles in a graph: each a shortest way from a file back to itself, one for every group of files that reach
 * each other.
 */
export function findCircles(graph: ImportGraph): string[][] {
  const reached = new Map([...graph.keys()].map((file) => [file, reach(graph, file)]))
  const told = new Set<string>()
  return [...graph.keys()].sort().flatMap((file) => {
    if (told.has(file) || !reached.get(file)?.has(file)) return []
    for (const other of graph.keys())
      if (reached.get(file)?.has(other) && reached.get(other)?.has(file)) told.add(other)
    return [shortestWayBack(graph, file)]
  })
}

/** All files that a file comes to, itself only by a circle. */
function reach(graph: ImportGraph, file: string): Set<string> {
  const seen = new Set<string>()
  const waiting = [...(graph.get(file) ?? [])]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    waiting.push(...(graph.get(next) ?? []))
  }
  return seen
}

function shortestWayBack(graph: ImportGraph, file: string): string[] {
  const seen = new Set<string>()
  let ways = [[file]]
  while (ways.length > 0) {
    const longer: string[][] = []
    for (const way of ways)
      for (const next of graph.get(way.at(-1) ?? '') ?? []) {
        if (next === file) return [...way, file]
        if (seen.has(next)) continue
        seen.add(next)
        longer.push([...way, next])
      }
    ways = longer
  }
  throw new Error(`${file} is in no circle`)
}
