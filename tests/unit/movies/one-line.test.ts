import { expect, it } from 'vitest'
import type { MovieField } from '@/domain/movies/movie'
import { readOneLine } from '@/domain/movies/one-line'

const LATEST = 2027
const read = (line: string) => {
  const { title = '', format = '', length = '', releaseYear = '', rating = '' } = readOneLine(line, LATEST)
  return [title, format, length, releaseYear, rating].join(' · ')
}

it.each([
  // Every value, in any order.
  ['Alien 1979 dvd 117 5', 'Alien · DVD · 117 · 1979 · 5'],
  ['Alien dvd 117 1979 5', 'Alien · DVD · 117 · 1979 · 5'],
  ['Alien 117 5 1979 VHS', 'Alien · VHS · 117 · 1979 · 5'],
  ['dvd Alien 1979 117 5', 'Alien · DVD · 117 · 1979 · 5'],
  ['★★★★ VHS Alien 1979 117', 'Alien · VHS · 117 · 1979 · 4'],
  ['(1979) Alien dvd 1:57 5', 'Alien · DVD · 117 · 1979 · 5'],
  ['Alien, 1979, DVD, 117, 5', 'Alien · DVD · 117 · 1979 · 5'],
  ['Alien | 1979 | DVD | 117 | 5', 'Alien · DVD · 117 · 1979 · 5'],
  ['Alien – 1979 – DVD – 117 min – 5', 'Alien · DVD · 117 · 1979 · 5'],
  ['Alien\tDVD\t117\t1979\t5', 'Alien · DVD · 117 · 1979 · 5'],
  ['  Alien   1979  streaming 117 5  ', 'Alien · Streaming · 117 · 1979 · 5'],
  // Some of them.
  ['Alien', 'Alien ·  ·  ·  · '],
  ['Alien (1979)', 'Alien ·  ·  · 1979 · '],
  ['Alien [1979] ★★★★', 'Alien ·  ·  · 1979 · 4'],
  ['Alien 1:57', 'Alien ·  · 117 ·  · '],
  ['Alien 1h57', 'Alien ·  · 117 ·  · '],
  ['Alien 1h 57m', 'Alien ·  · 117 ·  · '],
  ['Alien 2h', 'Alien ·  · 120 ·  · '],
  ['Alien 117 min', 'Alien ·  · 117 ·  · '],
  ['Alien 117min 4 stars', 'Alien ·  · 117 ·  · 4'],
  ['Alien 4/5', 'Alien ·  ·  ·  · 4'],
  ['Alien 4*', 'Alien ·  ·  ·  · 4'],
  ['Alien ★★★★☆', 'Alien ·  ·  ·  · 4'],
  ['Alien, 5', 'Alien ·  ·  ·  · 5'],
  ['Alien 1979 5', 'Alien ·  ·  · 1979 · 5'],
  ['Alien dvd 5', 'Alien · DVD ·  ·  · 5'],
  ['Short 9 min', 'Short ·  · 9 ·  · '],
  ['Sátántangó 450 min 1994', 'Sátántangó ·  · 450 · 1994 · '],
  // Numbers of titles.
  ['2001: A Space Odyssey 1968 149 5', '2001: A Space Odyssey ·  · 149 · 1968 · 5'],
  ['2001 A Space Odyssey', '2001 A Space Odyssey ·  ·  ·  · '],
  ['1917 2019 119 4', '1917 ·  · 119 · 2019 · 4'],
  ['1917', '1917 ·  ·  ·  · '],
  ['1984 dvd', '1984 · DVD ·  ·  · '],
  ['1984 1984 113 4', '1984 ·  · 113 · 1984 · 4'],
  ['300 2006 117 4', '300 ·  · 117 · 2006 · 4'],
  ['300 117 2006 4', '300 ·  · 117 · 2006 · 4'],
  ['9 2009 79 4', '9 ·  · 79 · 2009 · 4'],
  ['M 1931 117 5', 'M ·  · 117 · 1931 · 5'],
  ['8½ 1963 138 5 dvd', '8½ · DVD · 138 · 1963 · 5'],
  ['12 Monkeys 1995 129 4', '12 Monkeys ·  · 129 · 1995 · 4'],
  ['3 Idiots 2009 170 5 dvd', '3 Idiots · DVD · 170 · 2009 · 5'],
  ['Blade Runner 2049', 'Blade Runner 2049 ·  ·  ·  · '],
  ['Blade Runner 2049 2017 164 5', 'Blade Runner 2049 ·  · 164 · 2017 · 5'],
  ['Blade Runner (2049)', 'Blade Runner ·  ·  · 2049 · '],
  ['Death Race 2000 1975 80 3', 'Death Race 2000 ·  · 80 · 1975 · 3'],
  ['Wonder Woman 1984 2020 151', 'Wonder Woman 1984 ·  · 151 · 2020 · '],
  ['Toy Story 3', 'Toy Story 3 ·  ·  ·  · '],
  ['Toy Story 3 2010 103', 'Toy Story 3 ·  · 103 · 2010 · '],
  ['Toy Story 3 2010 103 5', 'Toy Story 3 ·  · 103 · 2010 · 5'],
  ['Toy Story 3 dvd', 'Toy Story 3 · DVD ·  ·  · '],
  ['Apollo 13 140 1995 5', 'Apollo 13 ·  · 140 · 1995 · 5'],
  ['Ocean’s 11 2001 117 4', 'Ocean’s 11 ·  · 117 · 2001 · 4'],
  ['Fahrenheit 451 1966', 'Fahrenheit 451 ·  ·  · 1966 · '],
  ['Room 237 102 2012', 'Room 237 ·  · 102 · 2012 · '],
  ['The 400 Blows 1959 99 5', 'The 400 Blows ·  · 99 · 1959 · 5'],
  ['"Apollo 13" 140', 'Apollo 13 ·  · 140 ·  · '],
  ['“Alien 5” 1979', 'Alien 5 ·  ·  · 1979 · '],
  ['"Area 51", dvd', 'Area 51 · DVD ·  ·  · '],
  ['DVD "1917" 119', '"1917" · DVD · 119 ·  · '],
  // Words of titles.
  ['DVD', 'DVD ·  ·  ·  · '],
  ['V/H/S 2012', 'V/H/S ·  ·  · 2012 · '],
  ['Face/Off', 'Face/Off ·  ·  ·  · '],
  ['Mission: Impossible – Fallout 2018', 'Mission: Impossible – Fallout ·  ·  · 2018 · '],
  ['M*A*S*H 1970', 'M*A*S*H ·  ·  · 1970 · '],
  ['千と千尋の神隠し 2001 125 5', '千と千尋の神隠し ·  · 125 · 2001 · 5'],
  ['Fast & Furious 6', 'Fast & Furious 6 ·  ·  ·  · '],
  // Nothing, and what looks like it.
  ['', ' ·  ·  ·  · '],
  [' \t ', ' ·  ·  ·  · '],
  ['-', '- ·  ·  ·  · '],
  ['5', '5 ·  ·  ·  · '],
])('%s', (line, expected) => {
  expect(read(line)).toBe(expected)
})

it('keeps every title with its values behind it, as this product writes them', () => {
  const titles = ['Alien', 'Apollo 13', '1917', '300', 'Blade Runner 2049', 'Toy Story 3', '8½', 'Se7en', 'DVD', '-']
  for (const title of titles)
    expect(readOneLine(`${title} 1979 VHS 117 min ★★★`, LATEST)).toEqual({
      title,
      format: 'VHS',
      length: '117',
      releaseYear: '1979',
      rating: '3',
    } satisfies Record<MovieField, string>)
})
