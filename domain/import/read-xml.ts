import { AppError } from '@/domain/result'
import { LONGEST_LINE } from './decode-text'
import type { FileRow } from './read-csv'
import { makeElementReader } from './read-elements'
import { type ObjectRow, tabulate } from './read-json'

// Which elements are entries, by the root: of Kodi, DVD Profiler, My Movies, Plex, Collectorz.
const ENTRIES: Record<string, readonly string[]> = {
  videodb: ['movie', 'tvshow'],
  movie: ['movie'],
  tvshow: ['tvshow'],
  episodedetails: ['episodedetails'],
  Collection: ['DVD'],
  Titles: ['Title'],
  MediaContainer: ['Video', 'Directory'],
  movieinfo: ['movie'],
}
const ROOT = /^(?:\s|<\?[^>]*>|<!--[\s\S]*?-->|<!doctype[^<>[]*(?:\[[^\]]*\])?[^<>]*>)*<([\w:.-]+)/i
const NOT_FILMS = ['tvshow', 'episodedetails']

/** Whether a text begins as XML or HTML does. */
export function looksLikeMarkup(text: string): boolean {
  return /^\s*</.test(text)
}

/**
 * Reads movies from texts of XML as rows with a cell for each element and attribute of an entry, their names first.
 * `head` is the beginning of the text.
 * @returns undefined for XML of a kind that is not known, and for a web page
 */
export function readXml(head: string, texts: AsyncIterable<string>): AsyncGenerator<FileRow> | undefined {
  const entries = ENTRIES[ROOT.exec(head)?.[1] ?? '']
  return entries && tabulate(readEntries(texts, entries))
}

/** Reads entries of XML one at a time. */
async function* readEntries(texts: AsyncIterable<string>, entries: readonly string[]): AsyncGenerator<ObjectRow> {
  const found: Record<string, string>[] = []
  const open: string[] = []
  let entry: Record<string, string> | undefined
  let depth = 0
  let text = ''
  let characters = 0
  const reader = makeElementReader({
    open(name, attributes) {
      open.push(name)
      text = ''
      if (!entry && entries.includes(name) && (open.length > 1 || entries.length === 1)) {
        entry = NOT_FILMS.includes(name) ? { type: name } : {}
        depth = open.length
        characters = 0
      }
      if (!entry) return
      const prefix = open.length === depth ? '' : name
      for (const [key, value] of Object.entries(attributes)) put(entry, `${prefix}${key}`, value)
    },
    text(part) {
      if (!entry) return
      text += part
      characters += part.length
      if (characters > LONGEST_LINE) throw new AppError('invalid', 'A movie of the file is longer than 256 KB.')
    },
    close(name) {
      if (entry && open.length === depth) {
        found.push(entry)
        entry = undefined
      } else if (entry) take(entry, open.slice(depth), text.trim())
      open.pop()
      if (open.at(-1) !== undefined && name) text = ''
    },
  })
  let row = 0
  for await (const part of texts) {
    reader.write(part)
    for (const object of found.splice(0)) yield { row: ++row, object }
  }
  reader.end()
  for (const object of found.splice(0)) yield { row: ++row, object }
}

// Only what lies directly in an entry or is the name of something in it: all else is about other things.
function take(entry: Record<string, string>, path: readonly string[], text: string): void {
  const [name = '', inner] = path
  if (path.length === 1) put(entry, name, text)
  // DVD Profiler says yes or no for each medium.
  else if (name === 'MediaTypes' && text === 'true')
    entry.MediaType = [entry.MediaType, inner].filter(Boolean).join(', ')
  else if (path.length === 2 && inner === 'displayname') put(entry, name, text)
}

function put(entry: Record<string, string>, name: string, value: string): void {
  if (value !== '' && !entry[name]) entry[name] = value
}
