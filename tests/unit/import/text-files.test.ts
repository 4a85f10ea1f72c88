import { describe, expect, it } from 'vitest'
import type { Encoding } from '@/domain/import/encodings'
import { openFile } from '@/domain/import/read-file'
import { PLAIN_READING, type ReadingChoice } from '@/domain/import/reading'
import { encode } from '@/tests/support/builders/encode'
import { bytesOf, readAll } from '@/tests/support/builders/import-files'

async function open(file: string | Uint8Array, choice?: ReadingChoice, chunk = 50) {
  const { rows, settings, header } = await openFile(bytesOf(file, chunk), choice)
  return { settings, header, reading: settings.reading ?? PLAIN_READING, rows: await readAll(rows) }
}

const FILMS = 'Title;Year;Rating\nAlien;1979;5\nHeat;1995;4\n'

const POLISH = 'Tytuł;Rok;Ocena\nZiemia obiecana;1974;10\nŻycie jest piękne;1997;9\nChłopi;1973;7\nSeksmisja;1983;9\n'
const CZECH = 'Název;Rok;Hodnocení\nOstře sledované vlaky;1966;9\nPelíšky;1999;9\nŠkola základ života;1938;8\n'
const RUSSIAN = 'Название;Год;Оценка\nИрония судьбы;1975;9\nСталкер;1979;10\nMatrix;1999;8\n'
const GERMAN = 'Titel;Jahr;Bewertung\nDas Boot;1981;5\nFür eine Handvoll Dollar;1964;4\nDie Brücke;1959;5\n'
const FRENCH = 'Titre;Année;Note\nAmélie;2001;5\nÀ bout de souffle;1960;5\nL’Été meurtrier;1983;4\n'
const CHINESE = '电影名,年份,评分\n霸王别姬,1993,5\n活着,1994,5\nAlien,1979,4\n'
const TAIWANESE = '片名,年份,評分\n臥虎藏龍,2000,5\n悲情城市,1989,5\n'
const JAPANESE = 'タイトル,年,評価\n七人の侍,1954,5\n千と千尋の神隠し,2001,5\nAlien,1979,4\n'
const KOREAN = '제목,연도,평점\n기생충,2019,5\n올드보이,2003,4\n'
const GREEK = 'Τίτλος;Έτος;Βαθμός\nΟ Θίασος;1975;9\nΚυνόδοντας;2009;8\n'
const TURKISH = 'Başlık;Yıl;Puan\nAğır Roman;1997;8\nEşkıya;1996;9\nKış Uykusu;2014;8\n'

describe('a list in an encoding of its own', () => {
  const encodings: [Encoding, string][] = [
    ['windows-1250', POLISH],
    ['windows-1250', CZECH],
    ['windows-1251', RUSSIAN],
    ['koi8-r', RUSSIAN],
    ['windows-1252', GERMAN],
    ['windows-1252', FRENCH],
    ['macintosh', GERMAN],
    ['macintosh', FRENCH],
    ['gb18030', CHINESE],
    ['big5', TAIWANESE],
    ['shift_jis', JAPANESE],
    ['euc-jp', JAPANESE],
    ['euc-kr', KOREAN],
    ['windows-1253', GREEK],
    ['windows-1254', TURKISH],
    ['utf-16le', `\ufeff${RUSSIAN}`],
    ['utf-16be', `\ufeff${JAPANESE}`],
    ['utf-16le', FILMS],
    ['utf-16be', FILMS],
    ['utf-8', `\ufeff${CZECH}`],
    ['utf-8', JAPANESE],
  ]
  it.each(encodings)('%s is told by its bytes, in any chunks', async (encoding, text) => {
    const wanted = (await open(text.replace('\ufeff', ''))).rows
    for (const chunk of [1, 7, 100_000]) {
      const { reading, rows } = await open(encode(text, encoding), {}, chunk)
      expect(reading.encoding).toBe(encoding)
      expect(rows).toEqual(wanted)
    }
  })

  it.each(encodings)('%s is read as a person chooses', async (encoding, text) => {
    const { rows } = await open(encode(text, encoding), { encoding })
    expect(rows).toEqual((await open(text.replace('\ufeff', ''))).rows)
  })

  it('is marked as unsure where two encodings fit', async () => {
    expect((await open(encode('Title,Year\nAlien,1979\nAmélie,2001\n', 'windows-1252'))).reading).toMatchObject({
      encoding: 'windows-1252',
      sure: false,
    })
    expect((await open(encode(RUSSIAN, 'windows-1251'))).reading.sure).toBe(true)
    expect((await open(CZECH)).reading.sure).toBe(true)
  })

  it('ends its lines as old Macs did', async () => {
    const text = GERMAN.replaceAll('\n', '\r')
    const { rows } = await open(encode(text, 'macintosh'))
    expect(rows.map(({ cells }) => cells[0])).toEqual(['Titel', 'Das Boot', 'Für eine Handvoll Dollar', 'Die Brücke'])
    const long = `${text}${'Das Boot;1981;5\r'.repeat(40_000)}`
    expect((await open(encode(long, 'macintosh'), {}, 64_000)).rows).toHaveLength(40_004)
  })
})

describe('the delimiter', () => {
  it.each([
    [';', FILMS],
    [',', FILMS.replaceAll(';', ',')],
    ['\t', FILMS.replaceAll(';', '\t')],
    ['|', FILMS.replaceAll(';', '|')],
    [';', 'Title;Year\nGood, the Bad, and the Ugly, The;1966\nOne, Two, Three;1961\n'],
    [',', 'Title,Genres,Year\nAlien,Horror|Sci-Fi|Thriller,1979\nHeat,Crime|Drama,1995\n'],
    [';', 'Titel;Jahr;Bewertung\nAlien;1979;4,5\nHeat;1995;3,5\n'],
    [',', 'Title,Year,Notes\n"A; B; C; D",1979,"x;y\n;;;"\n"E; F",1980,z\n'],
    [';', 'sep=;\nTitle;Year\n1,2,3,4;1979\n'],
    ['|', 'sep=|\nTitle|Year\nHeat|1995\n'],
    [',', 'Alien\nHeat\n'],
  ])('%j is the one that most lines have equally often: %j', async (delimiter, text) => {
    expect((await open(text)).reading.delimiter).toBe(delimiter)
  })

  it('is the one that a person chooses', async () => {
    const { rows } = await open('Title|Year;x\nAlien|1979;y\n', { delimiter: '|' })
    expect(rows[1]?.cells).toEqual(['Alien', '1979;y'])
  })
})

describe('the row of column names', () => {
  const TABLE = 'Title;Year;Rating\nAlien;1979;5\nHeat;1995;4\n'
  const list = 'Letterboxd list export v7\nDate,Name,Tags,URL,Description\n2024-03-01,On tape,,https://x,\n\n'

  it.each([
    ['the first row', TABLE, 1],
    ['below sep=;', `sep=;\n${TABLE}`, 2],
    ['below a caption', `My films\n\n${TABLE}`, 3],
    ['below the name of a table', `Table 1;;\n${TABLE}`, 2],
    ['below captions of several lines', `My films;\nas of;2024\n;\n;\nof Ana;\n${TABLE}`, 6],
    ['in row 20', `${'x\n'.repeat(19)}${TABLE}`, 20],
    ['below what describes a Letterboxd list', `${list}Position,Name,Year,URL,Description\n1,Alien,1979,x,\n`, 5],
    ['below a caption, in an unknown language', `Minun elokuvani\nElokuva;Vuosi\nAlien;1979\nHeat;1995\n`, 2],
    ['in Japanese below sep=', 'sep=,\nTitle,Year\n七人の侍,1954\n', 2],
  ])('is found %s', async (_, text, row) => {
    const { rows, settings, header } = await open(text)
    expect(rows[0]?.row).toBe(row)
    expect(settings).toMatchObject({ named: true, reading: { firstRow: row } })
    expect(header).toEqual(rows[0]?.cells)
    expect(rows[1]?.cells[0]).not.toBe('')
  })

  it.each([
    ['a movie that is called like a column', 'Title,Year\nFilm,1979\nRating,2001\nHeat,1995\n', 1, true],
    ['no row of names', 'Alien,1979\nHeat,1995\nJaws,1975\n', 1, false],
    ['no row of names, below sep=', 'sep=,\nAlien,1979\nHeat,1995\n', 2, false],
    ['a title that is a word for a column', 'Alien\nFilm\nThe Movie\nHeat\n', 1, false],
    ['such a title beside formats', 'Alien,VHS\nFilm,DVD\nHeat,DVD\n', 1, false],
    ['titles alone', 'Alien\nHeat\nJaws\n', 1, false],
    ['names beyond row 20', `${'Alien,1979\n'.repeat(25)}Title,Year\n`, 1, false],
  ])('is not mistaken: %s', async (_, text, row, named) => {
    const { rows, settings } = await open(text)
    expect(rows[0]?.row).toBe(row)
    expect(settings.named).toBe(named)
  })

  it('is the one that a person chooses, and rows keep their numbers', async () => {
    const { rows } = await open(`a;b\nc;d\n\n${TABLE}`, { firstRow: 3 })
    expect(rows.map(({ row }) => row)).toEqual([4, 5, 6])
    await expect(open(TABLE, { firstRow: 9 })).rejects.toMatchObject({ code: 'invalid' })
  })
})
