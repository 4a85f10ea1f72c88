import { sql } from '@/tests/support/database/sql'

/** What visitors of a bucket's public page are not told: ids of the bucket, its movies and people, and their times. */
export async function tracesOf(bucketId: string): Promise<string[]> {
  const rows = await sql<{ id: string; times: (Date | null)[] }>(
    `select id, array[created_at] as times from buckets where id = $1
     union all select id, array[created_at, updated_at, deleted_at] from movies where bucket_id = $1
     union all select u.id, array[u.created_at] from users u
       where u.id in (select owner_id from buckets where id = $1 union select updated_by from movies where bucket_id = $1)`,
    [bucketId],
  )
  const found = rows.flatMap(({ id, times }) => [
    id,
    id.replaceAll('-', ''),
    // To the second: an answer may write less than the milliseconds.
    ...times.flatMap((time) => (time ? [time.toISOString().slice(0, 19), String(time.getTime())] : [])),
  ])
  return [...new Set(found)]
}

/** The traces in an answer, in the clear or in what looks like base64, as cursors do. */
export function findTraces(answer: string, traces: readonly string[]): string[] {
  const packed = (answer.match(/[\w+/-]{20,}/g) ?? []).map((word) => Buffer.from(word, 'base64').toString('latin1'))
  const text = [answer, ...packed].join('\n')
  return traces.filter((trace) => text.includes(trace))
}
