import { describe, expect, it } from 'vitest'
import { makeHistory, sortableTime } from '@/domain/import/history'
import { beginningOf, isEpisode } from '@/domain/import/netflix'
import type { ImportSettings } from '@/domain/import/settings'
import { IMPORT_SETTINGS } from '@/tests/support/builders/import-settings'

describe('a title in the history of Netflix', () => {
  it.each([
    'Stranger Things: Season 1: Chapter One: The Vanishing of Will Byers',
    'Dark: Staffel 1: Geheimnisse',
    'Dark: 1. Staffel: Geheimnisse',
    'Lupin: Partie 1: Chapitre 1',
    'Dix pour cent: Saison 2: Virginie et Ramzy',
    'La casa de papel: Temporada 1: Efectuar lo acordado',
    'La casa de papel: 1ª temporada: Efectuar lo acordado',
    'Gomorra: Stagione 1: Il clan dei Savastano',
    'Undercover: Seizoen 1: Aflevering 1',
    'Bron: Säsong 1: Avsnitt 1',
    'Borgen: Sæson 1: x',
    'Lilyhammer: Sesong 1: x',
    'Karppi: Kausi 1: x',
    'Wiedźmin: Sezon 1: x',
    'Ethos: 1. Sezon: x',
    'Эпидемия: Сезон 1: x',
    'テラスハウス: シーズン1: x',
    '三体: 第1季: x',
    '三体: 第 1 季: x',
    '오징어 게임: 시즌 1: x',
    "The Queen's Gambit: Limited Series: Openings",
    'Unorthodox: Miniserie: Teil 1',
    'Money Heist: Part 5: The End of the Road',
    'Haus des Geldes: Teil 5: x',
    'Planet: Episode 3',
    'Planet: Folge 3',
    'A Show (Episode 4)',
    'A Show: x (Episode 4)',
    'A Show S01E04',
  ])('%s is an episode', (title) => {
    expect(isEpisode(title)).toBe(true)
  })

  it.each([
    'John Wick: Chapter 2',
    'Kill Bill: Volume 1',
    'The Godfather: Part II',
    'Dune: Part Two',
    'Star Wars: Episode IV - A New Hope',
    'Black Mirror: Bandersnatch',
    'Mission: Impossible',
    'Glass Onion: A Knives Out Mystery',
    'The Series',
    'Season of the Witch',
    'Open Season 2',
    'Alien',
  ])('%s is a film by itself', (title) => {
    expect(isEpisode(title)).toBe(false)
  })

  it('begins with what stands before the first colon', () => {
    expect(beginningOf('John Wick: Chapter 2')).toBe('john wick')
    expect(beginningOf('三体：第一集')).toBe('三体')
    expect(beginningOf('Alien')).toBeUndefined()
  })
})

const NETFLIX: ImportSettings = { ...IMPORT_SETTINGS, source: 'netflix', columns: { title: 0, viewed: 1 } }
const DIARY: ImportSettings = {
  ...IMPORT_SETTINGS,
  source: 'letterboxd',
  columns: { title: 0, releaseYear: 1, rating: 2, viewed: 3 },
}

function asideOf(settings: ImportSettings, rows: string[][]) {
  const history = makeHistory(settings)
  rows.forEach((cells, at) => void history?.add(at + 1, cells))
  return Object.fromEntries(history?.conclude() ?? [])
}

describe('a whole history of Netflix', () => {
  const aside = (...titles: string[]) =>
    asideOf(
      NETFLIX,
      titles.map((title) => [title, '1/5/24']),
    )

  it('leaves a part with no siblings among the films', () => {
    expect(aside('John Wick: Chapter 2', 'Alien', 'Black Mirror: Bandersnatch', 'Heat: x')).toEqual({})
  })

  it('takes a beginning that several titles share for a series', () => {
    expect(aside('Cosmos: A', 'Alien', 'COSMOS: B', 'Heat: x', 'Cosmos: C')).toEqual({
      1: 'series: 3 titles begin alike',
      3: 'series: 3 titles begin alike',
      5: 'series: 3 titles begin alike',
    })
  })

  it('knows films that are numbered, and a series by the count of its numbers', () => {
    expect(aside('Kill Bill: Volume 1', 'Kill Bill: Volume 2')).toEqual({})
    expect(aside('John Wick: Chapter 2', 'John Wick: Chapter 3 - Parabellum')).toEqual({})
    expect(Object.keys(aside('X: Part 1', 'X: Part 2', 'X: Part 3', 'X: Part 4'))).toHaveLength(4)
  })

  it('keeps one row of a film that was seen several times, and none of an episode', () => {
    expect(aside('Heat: x', 'Heat: x', 'Heat: x')).toEqual({
      1: 'another viewing of the film in row 3',
      2: 'another viewing of the film in row 3',
    })
    expect(Object.keys(aside('Cosmos: A', 'Cosmos: A', 'Cosmos: B'))).toEqual(['1', '2', '3'])
  })

  it('of 250,000 rows with one beginning is read at once', () => {
    const history = makeHistory(NETFLIX)
    for (let row = 0; row < 250_000; row++) history?.add(row, [`A: ${row % 100_000}`, '2024-01-01'])
    expect(history?.conclude().size).toBe(250_000)
  })
})

describe('a diary', () => {
  it('has a film once, with the newest rating', () => {
    const rows = [
      ['Heat', '1995', '3', '2024-03-01'],
      ['Jaws', '1975', '4', '2024-01-01'],
      ['Heat', '1995', '5', '2024-02-01'],
      ['HEAT', '1995', '2', '2023-02-01'],
      ['Heat', '1986', '2', '2025-02-01'],
    ]
    const other = 'another viewing of the film in row 1'
    expect(asideOf(DIARY, rows)).toEqual({ 3: other, 4: other })
    expect(Object.keys(asideOf(DIARY, rows.toReversed()))).toEqual(['2', '3'])
  })

  it('prefers a viewing with a rating to a newer one without', () => {
    const rows = [
      ['Heat', '1995', '', '2024-03-01'],
      ['Heat', '1995', '4', '2024-01-01'],
      ['Heat', '1995', '0', '2024-04-01'],
      ['Heat', '1995', '-', '2024-05-01'],
    ]
    expect(Object.keys(asideOf(DIARY, rows))).toEqual(['1', '3', '4'])
  })

  it('takes the later row of the same day', () => {
    expect(
      Object.keys(
        asideOf(DIARY, [
          ['A', '1', '3', '2024-01-01'],
          ['A', '1', '4', '2024-01-01'],
        ]),
      ),
    ).toEqual(['1'])
  })

  it('is told from a list by its column of days', () => {
    expect(makeHistory({ ...DIARY, columns: { title: 0 } })).toBeUndefined()
  })
})

it.each([
  [['2023-12-31', '2024-01-05', '2024-01-05T10:00:00Z']],
  [['12/31/23', '1/5/24', '10/1/24']],
  [['31/12/23', '13/1/24']],
  [['31.12.2023', '5.1.2024', '01.10.2024']],
  [['2023/12/31', '2024/1/5']],
  [['2023. 12. 31.', '2024. 1. 5.']],
  [['yesterday', '2024-01-01']],
])('the days %j are in order', (days) => {
  expect(days.map(sortableTime).toSorted()).toEqual(days.map(sortableTime))
  expect(new Set(days.map(sortableTime)).size).toBe(days.length)
})
