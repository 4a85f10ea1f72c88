import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/db/ids'
import { FORMATS, LIMITS } from '@/domain/movies/movie'
import { movieSchema } from '@/domain/movies/schema'
import { countCharacters } from '@/domain/text'
import { movie } from '@/tests/support/builders/movie-values'
import { putMovies } from '@/tests/support/builders/movies'
import { addPerson } from '@/tests/support/builders/people'
import { sql } from '@/tests/support/database/sql'

const COLUMNS = { title: 'title', format: 'format', length: 'length', releaseYear: 'release_year', rating: 'rating' }
type Column = keyof typeof COLUMNS

let owner: Awaited<ReturnType<typeof addPerson>>
beforeAll(async () => {
  owner = await addPerson('Ana')
})

/** The constraint that refuses a value in plain SQL, past every schema and policy; null when it is taken. */
async function refusedBy(column: Column, value: unknown): Promise<string | null> {
  const values = movie({ [column]: value } as Partial<Parameters<typeof movie>[0]>)
  try {
    await sql(
      `insert into movies (bucket_id, id, title, sort_title, format, length, release_year, rating, created_by, updated_by)
       values ($1, $2, $3, '', $4, $5, $6, $7, $8, $8)`,
      [
        owner.bucketId,
        newId(),
        values.title,
        values.format,
        values.length,
        values.releaseYear,
        values.rating,
        owner.userId,
      ],
    )
    return null
  } catch (error) {
    const { constraint, column: missing, code } = error as { constraint?: string; column?: string; code: string }
    return constraint ?? (code === '23502' ? `${missing} is null` : code)
  }
}

describe('the limits in the database', () => {
  it.each([
    ['length', 'movies_length', LIMITS.length],
    ['releaseYear', 'movies_release_year', LIMITS.releaseYear],
    ['rating', 'movies_rating', LIMITS.rating],
  ] as const)('hold %s at the bound and refuse one beyond', async (column, constraint, { min, max }) => {
    expect(await refusedBy(column, min)).toBeNull()
    expect(await refusedBy(column, max)).toBeNull()
    expect(await refusedBy(column, min - 1)).toBe(constraint)
    expect(await refusedBy(column, max + 1)).toBe(constraint)
  })

  it.each(['x', '🍿', 'é', '한'])('hold a title of 1 and 50 %s and refuse 51', async (character) => {
    expect(await refusedBy('title', character)).toBeNull()
    expect(await refusedBy('title', character.repeat(50))).toBeNull()
    expect(await refusedBy('title', character.repeat(51))).toBe('movies_title')
  })

  it.each(['', ' ', '\t\n', '\u3000'])('refuse a blank title: %j', async (title) => {
    expect(await refusedBy('title', title)).toBe('movies_title')
  })

  it('refuse a title that is not composed', async () => {
    expect(await refusedBy('title', 'Ame\u0301lie')).toBe('movies_title_nfc')
    expect(await refusedBy('title', 'Amélie')).toBeNull()
  })

  it('hold the three formats and no other', async () => {
    for (const format of FORMATS) expect(await refusedBy('format', format)).toBeNull()
    for (const format of ['vhs', 'Blu-ray', '', 'DVD ']) expect(await refusedBy('format', format)).toBe('movies_format')
  })

  it.each(Object.entries(COLUMNS) as [Column, string][])('refuse a movie without %s', async (column, name) => {
    expect(await refusedBy(column, null)).toBe(`${name} is null`)
  })
})

describe('what the schema takes, the database takes', () => {
  it('for every character there is as a whole title', async () => {
    const characters: string[] = []
    for (let code = 1; code <= 0x10ffff; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue
      const result = movieSchema.shape.title.safeParse(String.fromCodePoint(code))
      if (result.success) characters.push(result.data)
    }
    const [constraint] = await sql<{ check: string }>(
      `select string_agg(pg_get_expr(conbin, conrelid), ' and ') as check from pg_constraint
       where conname in ('movies_title', 'movies_title_nfc')`,
    )
    const refused = await sql<{ title: string }>(
      `select title from unnest($1::text[]) as movies (title) where not (${constraint?.check})`,
      [characters],
    )
    expect(refused.map(({ title }) => title.codePointAt(0)?.toString(16))).toEqual([])
    expect(characters.length).toBeGreaterThan(1_000_000)
  })

  it('counted alike', async () => {
    const titles = ['abc', '🍿👩‍🚀', 'x\u0332', '한국', '\u{20bb7}野家', 'é']
    const rows = await sql<{ count: number }>('select char_length(t) as count from unnest($1::text[]) as t', [titles])
    expect(rows.map(({ count }) => count)).toEqual(titles.map(countCharacters))
  })

  it('at every bound at once', async () => {
    const values = [
      movie({ title: 'x', length: 0, releaseYear: 1800, rating: 1 }),
      movie({ title: '\ufdfa'.repeat(50), length: 500, releaseYear: 2100, rating: 5 }),
    ]
    const added = await putMovies(owner, owner.bucketId, values)
    expect(added).toMatchObject(values)
  })
})
