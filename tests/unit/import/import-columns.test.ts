import { describe, expect, it } from 'vitest'
import { describeConversions } from '@/domain/import/conversions'
import { openFile } from '@/domain/import/read-file'
import { isHeader } from '@/domain/import/sources'
import { bytesOf } from '@/tests/support/builders/import-files'

async function read(text: string) {
  const file = await openFile(bytesOf(text))
  const { columns, guessed, scale, unit, yearInTitle } = file.settings
  const named = Object.fromEntries(Object.entries(columns).map(([field, at]) => [field, file.header[at] ?? at]))
  return { named, guessed, scale, unit, yearInTitle, settings: file.settings, header: file.header }
}
const ROWS = [
  ['Alien', 'DVD', '117', '1979', '5'],
  ['Heat', 'VHS', '170', '1995', '3'],
  ['Jaws', 'DVD', '124', '1975', '4'],
]
const table = (header: string, rows = ROWS) => [header, ...rows.map((row) => row.join())].join('\n')

describe('the columns of a table are known', () => {
  it.each([
    ['English', 'Title,Format,Runtime,Year,My Rating'],
    ['other English', 'Movie Name,Media,Running Time (min),Release Date,My Grade'],
    ['joined English', 'movieTitle,mediaFormat,runtime_minutes,yearOfRelease,userRating'],
    ['dotted', 'movie.title,movie.format,movie.runtime,movie.year,user_rating'],
    ['German', 'Filmtitel,Medium,Laufzeit,Erscheinungsjahr,Meine Wertung'],
    ['French', 'Titre,Support,Durée,Année,Ma note'],
    ['Spanish', 'Título,Formato,Duración,Año,Mi calificación'],
    ['Italian', 'Titolo,Supporto,Durata,Anno di uscita,Il mio voto'],
    ['Portuguese', 'Título,Formato,Duração,Ano,Minha nota'],
    ['Dutch', 'Titel,Drager,Speelduur,Jaar,Waardering'],
    ['Swedish', 'Titel,Format,Speltid,År,Betyg'],
    ['Danish', 'Titel,Medie,Spilletid,Udgivelsesår,Karakter'],
    ['Finnish', 'Nimi,Tallenne,Kesto,Vuosi,Arvosana'],
    ['Polish', 'Tytuł,Nośnik,Czas trwania,Rok produkcji,Ocena'],
    ['Czech', 'Název,Nosič,Délka,Rok,Hodnocení'],
    ['Hungarian', 'Cím,Formátum,Játékidő,Év,Értékelés'],
    ['Turkish', 'Başlık,Ortam,Süre,Yıl,Puan'],
    ['Russian', 'Название,Носитель,Длительность,Год выпуска,Моя оценка'],
    ['Ukrainian', 'Назва,Носій,Тривалість,Рік,Оцінка'],
    ['Japanese', 'タイトル,メディア,上映時間,公開年,評価'],
    ['Chinese', '片名,介质,片长,上映年份,个人评分'],
    ['traditional Chinese', '電影名稱,格式,片長,年份,我的評分'],
    ['Korean', '제목,매체,상영시간,개봉연도,별점'],
  ])('in %s', async (_, header) => {
    const [title, format, length, releaseYear, rating] = header.split(',')
    const { named, guessed } = await read(table(header))
    expect(named).toEqual({ title, format, length, releaseYear, rating })
    expect(guessed).toBeUndefined()
  })
})

describe('the own rating', () => {
  const rated = (names: string, rows: string[]) =>
    `Title,Year,${names}\n${rows.map((row) => `A,1979,${row}`).join('\n')}`

  it.each([
    ['IMDb Rating,My Rating', ['8.5,4', '7.1,2'], 'My Rating'],
    ['My Grade,Rating', ['4,8', '2,9'], 'My Grade'],
    ['Rating,Your Rating', ['8.1,9', '7.5,3'], 'Your Rating'],
    ['Average Rating,Rating', ['8.1,9', '7.5,3'], 'Rating'],
    ['Rotten Tomatoes Rating,Personal Score', ['81%,9', '75%,3'], 'Personal Score'],
    ['豆瓣评分,个人评分', ['8.1,9', '7.5,3'], '个人评分'],
    ['Рейтинг КиноПоиска,Моя оценка', ['8.1,9', '7.5,3'], 'Моя оценка'],
    ['Durchschnittliche Bewertung,Bewertung', ['8.1,9', '7.5,3'], 'Bewertung'],
    // A certificate is no rating.
    ['Rating,Stars', ['PG-13,4', 'R,5'], 'Stars'],
    ['MPAA Rating,Score', ['PG-13,4', 'R,5'], 'Score'],
    ['Date Rated,Rating', ['2024-01-01,4', '2024-01-02,5'], 'Rating'],
    ['Votes,Rating', ['10,4', '12,5'], 'Rating'],
  ])('of %s is found', async (names, rows, found) => {
    expect((await read(rated(names, rows))).named.rating).toBe(found)
  })

  it.each([
    ['IMDb Rating', ['8.5', '7.1']],
    ['imdbRating', ['8.5', '7.1']],
    ['vote_average', ['8.5', '7.1']],
    ['Metascore', ['85', '71']],
    ['Rating', ['PG-13', 'R']],
    ['Copies', ['1', '2']],
    ['Disc', ['1', '2']],
    ['Purchase Price', ['9.99', '4.99']],
  ])('is not %s', async (names, rows) => {
    expect((await read(rated(names, rows))).named.rating).toBeUndefined()
  })
})

describe('a field that no name tells', () => {
  it('is guessed from the values of the columns that are left, and the preview says so', async () => {
    const { named, guessed, settings, header } = await read(table('Title,Abc,Def,Ghi,Jkl'))
    expect(named).toEqual({ title: 'Title', format: 'Abc', length: 'Def', releaseYear: 'Ghi', rating: 'Jkl' })
    expect(guessed?.toSorted()).toEqual(['format', 'length', 'rating', 'releaseYear'])
    expect(describeConversions(settings, header, ROWS)).toContain('Rating is read from “Jkl” because of its values.')
  })

  it.each([
    ['numbers of a list', 'Title,Number,Year', ['A,1,1979', 'B,2,1980', 'C,3,1981']],
    ['places without a word for them', 'Title,Xyz,Year', ['A,1,1979', 'B,2,1980', 'C,3,1981']],
    ['the year of purchase', 'Title,Year bought', ['A,2001', 'B,2004', 'C,2003']],
    ['the year it was watched', 'Title,Year watched', ['A,2001', 'B,2004', 'C,2003']],
    ['a short word of another language', 'Title,AR,Year', ['A,4:3,1979', 'B,16:9,1980', 'C,4:3,1981']],
    ['regions', 'Title,Region,Year', ['A,2,1979', 'B,1,1980', 'C,2,1981']],
    ['two rows', 'Title,Xyz,Year', ['A,3,1979', 'B,1,1980']],
    ['always the same', 'Title,Xyz,Year', ['A,1,1979', 'B,1,1980', 'C,1,1981']],
  ])('is not taken from %s', async (_, header, rows) => {
    const { named } = await read([header, ...rows].join('\n'))
    expect(Object.keys(named).filter((field) => !['title', 'releaseYear'].includes(field))).toEqual([])
    if (/Year /.test(header)) expect(named.releaseYear).toBeUndefined()
  })

  it('prefers the title to the original title, whatever their order', async () => {
    expect((await read('Original Title,Title,Year\nA,B,1979\n')).named.title).toBe('Title')
    expect((await read('Original Title,Year\nA,1979\n')).named.title).toBe('Original Title')
    expect((await read('Episode Title,Director Name,Name,Year\nx,y,Alien,1979\n')).named.title).toBe('Name')
  })
})

describe('a whole column decides', () => {
  const column = (name: string, values: (string | number)[]) =>
    read(`Title,${name},Year\n${values.map((value, at) => `T${at} x,"${value}",1979`).join('\n')}\n`)

  it.each([
    ['Rating', [1, 3, 5, 2, 4, 9], '5'],
    ['Rating', [1, 3, 5, 2, 4, 4, 4, 60], '5'],
    ['Rating', [7, 8, 9, 3], '10'],
    ['Rating', [7, 8, 9, 3, 6, 99], '10'],
    ['Rating', [70, 85, 90, 30], '100'],
    ['Rating10', [1, 3, 5], '10'],
    ['5 Star Rating', [1, 3, 5], '5'],
    ['Rating (1-10)', [1, 3, 5], '10'],
    ['Score out of 100', [1, 3, 5], '100'],
    ['Rating', ['8/10', '9/10', '7/10', 4, 5], '5'],
  ] as const)('the scale of %s with %j', async (name, values, scale) => {
    expect((await column(name, [...values])).scale).toBe(scale)
  })

  it.each([
    ['Runtime', [117, 170, 124], 'minutes'],
    ['Runtime', [117, 170, 7020], 'minutes'],
    ['Runtime', [7020, 10200, 7440], 'seconds'],
    ['Runtime', ['7,020', '10,200', '7,440'], 'seconds'],
    ['Runtime', [7020000, 10200000, 0, 7440000], 'milliseconds'],
    ['RunTimeTicks', [70200000000, 102000000000], 'ticks'],
    ['Runtime', [70200000000, 102000000000, 74400000000], 'ticks'],
    ['duration_ms', [7020000], 'milliseconds'],
    ['Duration (s)', [7020], 'seconds'],
    ['Runtime (mins)', [1170, 1170, 1170], 'minutes'],
    ['Length', [1.95, 2.8, 2.07], 'hours'],
    ['Length', [1170, 1170], 'minutes'],
  ] as const)('the unit of %s with %j', async (name, values, unit) => {
    expect((await column(name, [...values])).unit).toBe(unit)
  })

  it('whether titles end with their year', async () => {
    const titles = async (...rows: string[]) =>
      (await read(`Title,Rating\n${rows.map((row) => `${row},3`).join('\n')}`)).yearInTitle
    expect(await titles('Memento (2000)', 'Alien (1979)', '300')).toBe(true)
    expect(await titles('Memento (2000)', 'Alien', '300')).toBe(false)
  })
})

describe('a first row', () => {
  it.each([
    [['Title'], true],
    [['Film', 'Year'], true],
    [['Name', 'My Grade'], true],
    [['片名', '个人评分'], true],
    [['Alien', 'VHS', '117', '1979', '5'], false],
    [['Ad Astra', 'DVD', '123', '2019', '4'], false],
    [["Film Stars Don't Die in Liverpool", 'DVD', '2017'], false],
    [['Year One', 'Title Role'], false],
    [['Movie 43', 'DVD', '94', '2013', '1'], false],
  ])('of %j holds names: %s', (cells, named) => {
    expect(isHeader(cells)).toBe(named)
  })
})
