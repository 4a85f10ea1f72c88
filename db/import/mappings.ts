import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import type { Access } from '@/db/buckets/access'
import { sha256 } from '@/db/hash'
import { importMappings } from '@/db/schema/imports'
import { type ImportSettings, settingsSchema } from '@/domain/import/settings'
import { foldName } from '@/domain/import/sources'

/** Remembers how somebody had the columns under this line of names read. */
export async function rememberMapping(
  { db, userId }: Access,
  header: string[],
  settings: ImportSettings,
): Promise<void> {
  if (!userId || !settings.named) return
  // One value for a whole column is asked for each time: it is about the movies, not about the file.
  const kept = { ...settings, fill: {} }
  await db
    .insert(importMappings)
    .values({ userId, headerHash: hashNames(header), settings: kept })
    .onConflictDoUpdate({
      target: [importMappings.userId, importMappings.headerHash],
      set: { settings: kept, updatedAt: sql`now()` },
    })
}

/** How somebody had a line of names read the last time, else as guessed. */
export async function recallMapping(
  { db, userId }: Access,
  header: string[],
  guessed: ImportSettings,
): Promise<ImportSettings> {
  if (!userId) return guessed
  const [row] = await db
    .select({ settings: importMappings.settings })
    .from(importMappings)
    .where(and(eq(importMappings.userId, userId), eq(importMappings.headerHash, hashNames(header))))
  // A version of the program that kept other things may have written it.
  const parsed = settingsSchema.safeParse(row?.settings)
  return parsed.success
    ? { ...parsed.data, source: guessed.source, guarded: guessed.guarded, fill: guessed.fill }
    : guessed
}

function hashNames(header: string[]): string {
  return sha256(header.map(foldName).join('\n'))
}
