import 'server-only'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { sha256 } from '@/db/hash'
import { isId, newId } from '@/db/ids'
import { importMappings, imports } from '@/db/schema/imports'
import { type FoundColumns, withColumns } from '@/domain/import/column-names'
import type { ChosenMode, ImportMode } from '@/domain/import/mode'
import { foldName } from '@/domain/import/names'
import type { OpenFile } from '@/domain/import/read-file'
import { type ImportSettings, settingsSchema } from '@/domain/import/settings'
import { AppError } from '@/domain/result'
import { cut } from '@/domain/text'

const LONGEST_NAME = 100

const columns = {
  id: imports.id,
  name: imports.name,
  state: imports.state,
  parts: imports.parts,
  undone: imports.undone,
  createdAt: imports.createdAt,
  format: imports.format,
  header: imports.header,
  width: imports.width,
  settings: imports.settings,
  mode: imports.mode,
  fields: imports.fields,
}

/** What the caller says of a file beside its bytes: what rows do to movies, and columns that replace the guessed ones. */
type Wishes = { mode?: ImportMode; columns?: FoundColumns }

/**
 * Creates an import that is being read, with the settings that the person last gave for a file with this header, or
 * else those that were guessed.
 */
export async function createImport(
  access: Access,
  name: string,
  file: Pick<OpenFile, 'format' | 'header' | 'width' | 'settings' | 'firstRow'> & Wishes,
): Promise<{ importId: string; settings: ImportSettings; recalled: boolean }> {
  const importId = newId()
  const known = await recallSettings(access, file.header, file.settings)
  const settings = file.columns ? withColumns(known, file.columns) : known
  await access.db.insert(imports).values({
    bucketId: access.bucket.id,
    id: importId,
    name: cut(name.replaceAll('\0', '').trim(), LONGEST_NAME) || 'A file',
    state: 'reading',
    format: file.format,
    header: JSON.stringify(file.firstRow),
    width: file.width,
    settings,
    mode: file.mode,
    createdBy: access.userId ?? '',
  })
  return { importId, settings, recalled: known !== file.settings }
}

/**
 * Finds an import of the open bucket.
 * @throws {AppError} `not_found`
 */
export async function openImport({ db, bucket }: Access, importId: string) {
  const [row] = isId(importId)
    ? await db
        .select(columns)
        .from(imports)
        .where(and(eq(imports.bucketId, bucket.id), eq(imports.id, importId)))
    : []
  if (!row) throw importNotFound()
  const { header, createdAt, mode, fields, ...rest } = row
  return {
    ...rest,
    chosen: { mode, fields } satisfies ChosenMode,
    firstRow: JSON.parse(header) as string[],
    createdAt: createdAt.toISOString(),
  }
}

/**
 * Finds an import and keeps everyone else from changing it until the transaction ends.
 * @throws {AppError} `not_found`; `conflict` if another transaction is changing it, or it is still being read
 */
export async function lockImport(access: Access, importId: string) {
  const { id } = await openImport(access, importId)
  const { rows } = await access.db.execute<{ locked: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${id}, 0)) as locked`,
  )
  if (!rows[0]?.locked)
    throw new AppError('conflict', 'This import is being added or changed right now. Look again in a moment.')
  // The transaction that held the lock until now may have changed the import.
  const found = await openImport(access, importId)
  if (found.state === 'reading')
    throw new AppError('conflict', 'This file is still being read, or its upload was interrupted.')
  return found
}

/**
 * Updates an import. If the policies hide the import by then, because
 * the person lost access, the error rolls back everything the transaction did.
 * @throws {AppError} `not_found`
 */
export async function updateImport({ db, bucket }: Access, importId: string, changes: SQL): Promise<void> {
  const { rowCount } = await db.execute(sql`
    update imports set ${changes}, updated_at = now()
    where bucket_id = ${bucket.id}::uuid and id = ${importId}::uuid`)
  if (rowCount !== 1) throw importNotFound()
}

/** Saves the settings of an import, and remembers them for the person's next file with this header. */
export async function saveSettings(access: Access, importId: string, header: string[], settings: ImportSettings) {
  const { db, userId } = access
  await updateImport(access, importId, sql`settings = ${JSON.stringify(settings)}::jsonb`)
  if (!userId || !settings.named) return
  // A value for a whole column is about the movies of one file, so it is asked for each time.
  const kept = { ...settings, fill: {} }
  await db
    .insert(importMappings)
    .values({ userId, headerHash: hashHeader(header), settings: kept })
    .onConflictDoUpdate({
      target: [importMappings.userId, importMappings.headerHash],
      set: { settings: kept, updatedAt: sql`now()` },
    })
}

async function recallSettings({ db, userId }: Access, header: string[], guessed: ImportSettings) {
  if (!userId || !guessed.named) return guessed
  const [row] = await db
    .select({ settings: importMappings.settings })
    .from(importMappings)
    .where(and(eq(importMappings.userId, userId), eq(importMappings.headerHash, hashHeader(header))))
  // Another version of the program, whose settings were different, may have written it.
  const parsed = settingsSchema.safeParse(row?.settings)
  if (!parsed.success) return guessed
  const { source, guarded, fill, reading } = guessed
  return { ...upgrade(parsed.data, guessed), source, guarded, fill, reading }
}

// Versions that asked for no unit knew no kinds in any table and no viewings, so the person did not decide about them.
function upgrade(kept: ImportSettings, guessed: ImportSettings): ImportSettings {
  if (kept.unit !== undefined) return kept
  const { kind, viewed } = guessed.columns
  const found = { ...(kind !== undefined && { kind }), ...(viewed !== undefined && { viewed }) }
  return { ...kept, columns: { ...found, ...kept.columns }, unit: guessed.unit, yearInTitle: guessed.yearInTitle }
}

function hashHeader(header: string[]): string {
  return sha256(header.map(foldName).join('\n'))
}

/** The error for an import that does not exist or that the person may no longer see. */
export function importNotFound(): AppError {
  return new AppError('not_found', 'This import does not exist, or it was discarded.')
}
