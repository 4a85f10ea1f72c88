import { type Opened, pathIn } from './json-paths'
import { countKnownNames, namesTitle } from './sources'

// What has one of these lists in it is not a movie itself, though it may have a name.
const CONTAINERS = ['movies', 'buckets', 'films', 'items', 'results']
const DEEPEST = 20
const ENOUGH = 2

/**
 * Which objects of a JSON file are movies, by the beginning of its text: those of the outermost lists whose objects have
 * a title and most of what a movie has. Lists inside them, such as genres and seasons, belong to the movie.
 * @returns a test of the path of an object; a list that begins later counts if it lies where the others do
 */
export function findLists(head: string): (path: string) => boolean {
  const keys = collectKeys(head)
  const containers = new Set([...keys.keys()].flatMap(containerOf))
  const entries = [...keys]
    .filter(([path]) => /^\$$|\]$/.test(path) && !containers.has(path))
    .map(([path, names]) => ({ path, fields: [...names].some(namesTitle) ? countKnownNames([...names]) : 0 }))
  const titled = entries.filter(({ fields }) => fields > 0)
  const lists = titled.length > 0 ? titled : entries.filter(({ path }) => path !== '$' || entries.length === 1)
  const most = Math.max(0, ...lists.map(({ fields }) => fields))
  const good = lists.filter(({ fields }) => fields >= Math.min(most, ENOUGH))
  const lieIn = (inner: string, outer: string) => inner !== outer && inner.startsWith(outer)
  const paths = good
    .filter(({ path, fields }) =>
      good.every(
        (other) =>
          !(lieIn(other.path, path) && other.fields >= fields + ENOUGH) &&
          !(lieIn(path, other.path) && fields < other.fields + ENOUGH),
      ),
    )
    .map(({ path }) => path)
  const shapes = new Set(paths.map(shapeOf))
  return (path) => paths.includes(path) || (!keys.has(path) && shapes.has(shapeOf(path)))
}

function containerOf(path: string): string[] {
  const [, outer, name] = /^(.*)\.([^.[\]]+)\[\]$/.exec(path) ?? []
  return outer !== undefined && CONTAINERS.includes(name?.toLowerCase() ?? '') ? [outer] : []
}

// Lists with other names at the same place: `$.movies[]` and `$.shows[]`.
function shapeOf(path: string): string {
  return path.replace(/\.[^.[\]]+(?=(\[\])+$)/, '.*')
}

// The keys of all objects at each path.
function collectKeys(head: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  const open: Opened[] = []
  let deeper = 0
  let string = ''
  for (let at = 0; at < head.length; at++) {
    const character = head[at]
    if (character === '"') {
      const end = endOfString(head, at + 1)
      string = head.slice(at + 1, end)
      at = end
    } else if (character === ':') found.get(open.at(-1)?.path ?? '')?.add(string)
    else if (character === '{' || character === '[') {
      if (open.length >= DEEPEST) deeper++
      else {
        const isList = character === '['
        const path = pathIn(open.at(-1), string, isList)
        open.push({ path, isList })
        if (!isList && !found.has(path)) found.set(path, new Set())
      }
      string = ''
    } else if (character === '}' || character === ']') {
      if (deeper > 0) deeper--
      else open.pop()
    }
  }
  return found
}

function endOfString(text: string, from: number): number {
  let at = from
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}
