import { takeHead } from '@/domain/import/decode-text'
import { openList } from '@/domain/import/open-list'
import type { FileRow } from '@/domain/import/read-csv'
import { type ObjectRow, tabulate } from '@/domain/import/read-json'
import type { Archive } from './open-zip'

/** The movies of the .nfo files of an archive, which media centers write one for each, as one list. */
export function readNfos(archive: Archive, files: readonly string[]): AsyncGenerator<FileRow> {
  return tabulate(readEach(archive, files))
}

async function* readEach(archive: Archive, files: readonly string[]): AsyncGenerator<ObjectRow> {
  let row = 0
  for (const file of files) {
    // Some hold nothing but a link.
    const { rows } = await openList(await takeHead(archive.read(file)), {}).catch(() => ({ rows: undefined }))
    if (!rows) continue
    const names = (await rows.next()).value?.cells ?? []
    for await (const { cells } of rows)
      yield { row: ++row, object: Object.fromEntries(names.map((name: string, at: number) => [name, cells[at] ?? ''])) }
  }
}
