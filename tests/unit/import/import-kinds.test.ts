import { describe, expect, it } from 'vitest'
import { isFilm, isKind, isNotFilm } from '@/domain/import/kinds'
import { openFile } from '@/domain/import/read-file'
import { makeRowValidator } from '@/domain/import/validate-row'
import { bytesOf, readAll } from '@/tests/support/builders/import-files'

const FILMS = [
  ...[
    'Movie',
    'movie',
    'MOVIES',
    'Film',
    'TV Movie',
    'tvMovie',
    'feature film',
    'Kurzfilm',
    'Spielfilm',
    'Fernsehfilm',
  ],
  ...['Film TV', 'Téléfilm', 'Long métrage', 'Court-métrage', 'Película', 'Película de TV', 'Cortometraje', 'Filme'],
  ...[
    'Filme para TV',
    'Cortometraggio',
    'Lungometraggio',
    'Speelfilm',
    'Elokuva',
    'фильм',
    'Мультфильм',
    '映画',
    '电影',
  ],
  ...['電影', '影片', '영화'],
]
const OTHERS = [
  ...[
    'tv show',
    'TV Series',
    'tvSeries',
    'tvMiniSeries',
    'TV Mini Series',
    'tvEpisode',
    'TV Episode',
    'episode',
    'show',
  ],
  ...['season', 'Video Game', 'videoGame', 'book', 'podcastSeries', 'Podcast Episode', 'Music Video', 'tv', 'person'],
  ...['Fernsehserie', 'Fernsehminiserie', 'Miniserie', 'Fernsehepisode', 'Folge', 'Staffel', 'Videospiel', 'Buch'],
  ...['Série télévisée', 'Mini-série', 'Épisode', 'Saison', 'Jeu vidéo', 'Livre', 'Serie de TV', 'Miniserie de TV'],
  ...['Episodio de TV', 'Temporada', 'Videojuego', 'Libro', 'Serie TV', 'Miniserie TV', 'Episodio TV', 'Stagione'],
  ...['Videogioco', 'Série de TV', 'Minissérie', 'Episódio', 'Tv-serie', 'Aflevering', 'Seizoen', 'avsnitt', 'säsong'],
  ...[
    'afsnit',
    'sæson',
    'sesong',
    'kausi',
    'jakso',
    'serial',
    'odcinek',
    'sezon',
    'seriál',
    'sorozat',
    'dizi',
    'bölüm',
  ],
  ...[
    'Сериал',
    'мини-сериал',
    'эпизод',
    'ТВ-шоу',
    'серіал',
    'ドラマ',
    'テレビ番組',
    'TVシリーズ',
    'エピソード',
    'ゲーム',
  ],
  ...['电视剧', '電視劇', '剧集', '综艺', '游戏', '图书', '드라마', '시리즈', 'TRAILER', 'TEASER_TRAILER', 'HOOK'],
]

describe('the kind', () => {
  it.each(FILMS)('%s is a film', (kind) => {
    expect([isNotFilm(kind), isKind(kind), isFilm(kind)]).toEqual([false, true, true])
  })

  it.each(OTHERS)('%s is none', (kind) => {
    expect([isNotFilm(kind), isKind(kind), isFilm(kind)]).toEqual([true, true, false])
  })

  it.each(['Short', 'Video', 'TV Special', 'Documentary', 'Anime', 'OVA'])('%s may be a film', (kind) => {
    expect([isNotFilm(kind), isKind(kind)]).toEqual([false, true])
  })

  it.each(['DVD', 'VHS', 'Blu-ray', 'Alien', 'Drama', 'Warner', '1979', 'PG-13', ''])('%s says no kind', (text) => {
    expect(isKind(text)).toBe(false)
  })
})

describe('the column of kinds', () => {
  async function read(text: string) {
    const { rows, settings, width } = await openFile(bytesOf(text))
    const validate = makeRowValidator({ ...settings, fill: FILL }, width)
    const cells = (await readAll(rows)).slice(settings.named ? 1 : 0)
    const validated = cells.map((row) => validate(row.cells))
    const kinds = validated.flatMap((row) => (row.state === 'aside' ? [row.kind] : []))
    return { settings, kinds, states: validated.map(({ state }) => state) }
  }
  const one = (value: string) => ({ value, everywhere: false })
  const FILL = { format: one('DVD'), length: one('100'), rating: one('3'), releaseYear: one('2000') }

  it.each([
    ['by its name', 'Title,Type,Year\nAlien,movie,1979\nSherlock,tv show,2010\n', 1],
    ['by its name though all are series', 'Title,Type,Year\nLost,tv show,2004\nSherlock,tv show,2010\n', 1],
    ['under media_type, which is no format', 'title,media_type,year\nAlien,movie,1979\nSherlock,tv,2010\n', 1],
    ['in German', 'Titel;Titeltyp;Jahr\nAlien;Film;1979\nSherlock;Fernsehserie;2010\n', 1],
    ['in Italian', 'Titolo,Tipo di titolo,Anno\nAlien,Film,1979\nSherlock,Serie TV,2010\n', 1],
    ['in Chinese', '片名,类型,年份\n异形,电影,1979\n神探夏洛克,电视剧,2010\n', 1],
    ['in Japanese', 'タイトル,種類,公開年\nエイリアン,映画,1979\nシャーロック,ドラマ,2010\n', 1],
    ['by its values alone', 'Title,Xyz,Year\nAlien,movie,1979\nSherlock,series,2010\n', 1],
    ['without names', 'Alien,movie,1979\nSherlock,series,2010\n', 1],
    ['as yes and no', 'Title,Is TV Series,Year\nAlien,No,1979\nSherlock,Yes,2010\n', 1],
    ['with values that are missing', 'Title,Type,Year\nAlien,,1979\nHeat,movie,1995\nSherlock,series,2010\n', 1],
  ])('is found %s', async (_, text, column) => {
    const { settings, states } = await read(text)
    expect(settings.columns.kind).toBe(column)
    expect(settings.columns.format).toBeUndefined()
    expect(states.at(-1)).toBe('aside')
  })

  it('says series where a column says yes', async () => {
    expect((await read('Title,TV Series,Year\nAlien,No,1979\nSherlock,Yes,2010\n')).kinds).toEqual(['series'])
  })

  it.each([
    ['genres', 'Title,Genre,Year\nAlien,Horror,1979\nHeat,Crime,1995\nCosmos,Documentary,1980\n'],
    ['formats', 'Title,Type,Year\nAlien,DVD,1979\nHeat,VHS,1995\n'],
    ['a column that says whether it is a movie', 'Title,Is Movie,Year\nAlien,Yes,1979\nHeat,Yes,1995\n'],
    ['certificates', 'Title,Rated,Year\nAlien,R,1979\nHeat,R,1995\n'],
  ])('is not %s', async (_, text) => {
    const { settings, states } = await read(text)
    expect(settings.columns.kind).toBeUndefined()
    expect(states).not.toContain('aside')
  })

  it('is not read in a file of our own, whose movies are movies', async () => {
    const own = 'title,format,length,releaseYear,rating,type\nAlien,VHS,117,1979,5,series\nHeat,VHS,1,1995,5,movie\n'
    expect((await read(own)).states).toEqual(['ready', 'ready'])
  })
})
