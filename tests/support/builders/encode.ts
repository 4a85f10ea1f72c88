import type { Encoding } from '@/domain/import/encodings'

const tables = new Map<Encoding, Map<string, number[]>>()

/** A text as bytes in an encoding: the inverse of what `TextDecoder` makes of every one or two bytes. */
export function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text)
  if (encoding === 'utf-16le') return new Uint8Array(Buffer.from(text, 'utf16le'))
  if (encoding === 'utf-16be') return new Uint8Array(Buffer.from(text, 'utf16le').swap16())
  const table = tables.get(encoding) ?? makeTable(encoding)
  tables.set(encoding, table)
  return new Uint8Array(
    [...text].flatMap((character) => {
      const bytes = table.get(character)
      if (!bytes) throw new Error(`${encoding} has no ${character}`)
      return bytes
    }),
  )
}

function makeTable(encoding: Encoding): Map<string, number[]> {
  const table = new Map<string, number[]>()
  const decoder = new TextDecoder(encoding)
  const add = (...bytes: number[]) => {
    const text = decoder.decode(new Uint8Array(bytes))
    if ([...text].length === 1 && text !== '\ufffd' && !table.has(text)) table.set(text, bytes)
  }
  for (let first = 0; first < 256; first++) add(first)
  for (let first = 0x80; first < 256; first++) for (let second = 0x40; second < 256; second++) add(first, second)
  // Node 20 decodes Windows-1252 as Latin-1, which has no such characters.
  if (encoding === 'windows-1252')
    for (const [at, character] of [...'€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'].entries())
      table.set(character, [WINDOWS_1252[at] as number])
  return table
}

const WINDOWS_1252 = [
  0x80, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8e, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96,
  0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9e, 0x9f,
]
