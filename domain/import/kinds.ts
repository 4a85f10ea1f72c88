import { foldText } from '@/domain/movies/title'

// Words of kinds in English, German, French, Spanish, Italian, Portuguese, Dutch, the Nordic languages, Polish, Czech,
// Hungarian, Turkish, Russian, Ukrainian, Japanese, Chinese and Korean, folded; parts of words, as in Fernsehserie.
const FILM = /movie|film|feature|cinema|pelicula|metraje|metraggio|metrage|elokuva|фильм|фільм|映画|电影|電影|影片|영화/
const OTHER = new RegExp(
  [
    'series?\\b|seriale?\\b|series?n|episod|epizod|\\bdil\\b|folge\\b|staffel|saison|season|stagione|temporada|seizoen|sasong',
    'sesong|saeson|sezon|sezona|kausi|jakso|avsnitt|afsnit|aflevering|odcinek|puntata|capitulo|sorozat|evad\\b|dizi|bolum',
    '\\bshows?\\b|program|sendung|sitcom|soap|telenovela|talk|podcast|\\bgames?\\b|videogame|spiel|juego|gioco|\\bjeux?\\b|jogo|\\bspel\\b|gra\\b',
    'trailer|teaser|\\bhook\\b|promot|\\brecap\\b|\\bclips?\\b|bonus',
    'book|buch|livre|\\blibro|\\blivro|\\bboek|music|musik|musique|musica|album|\\bcd\\b|person|\\bactor|\\bcollection\\b',
    'сериал|серіал|серия|серія|эпизод|епізод|сезон|шоу|передача|игра|книга|музыка',
    'ドラマ|テレビ番組|シリーズ|エピソード|シーズン|ゲーム|書籍|音楽|バラエティ',
    '电视|電視|剧集|劇集|连续剧|連續劇|番剧|美剧|日剧|韩剧|综艺|綜藝|单集|單集|游戏|遊戲|图书|圖書|音乐|音樂',
    '드라마|시리즈|에피소드|예능|시즌|게임|음악',
  ].join('|'),
)
// Words that stand beside those in the name of a kind, and kinds that some call a film and others do not.
const BESIDE =
  /^(tv|mini|web|limited|special|speciale|short|video|videos|original|animated|animation|anime|アニメ|动画|動畫|动漫|ova|ona|documentary|dokumentation|documentaire|documental|documentario|documentary|纪录片|紀錄片|ドキュメンタリー|тв|мини|fur|for|para|per|pour|de|di|da|do|a|en|la|tele|television|televise|televisee|televisiva|televisivo|fernseh|kurz|court|corto|curta|long|lang|live|action|release|miniserie[s]?)$/
const YES = /^(1|yes|y|true|ja|oui|si|sim|tak|ano|igen|evet|да|так|はい|是|예)$/
const NO = /^(0|no|n|false|nein|non|nao|nee|nej|nei|nie|ne|nem|hayir|нет|ні|いいえ|否|아니요)$/

// `tvMiniSeries`, `TV_Show` and `Mini-série` as words.
function toWords(kind: string): string {
  const spaced = kind.slice(0, 60).replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
  return foldText(spaced)
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/**
 * Whether the kind that a program gives an entry is not a film: a series, an episode, a game, a book. A yes in a column
 * that tells series from films counts too.
 */
export function isNotFilm(kind: string): boolean {
  const words = toWords(kind)
  return (OTHER.test(words) && !FILM.test(words)) || words === 'tv' || YES.test(words)
}

/** A kind as the preview says it: a yes in a column that tells series from films is a series. */
export function nameKind(kind: string): string {
  return YES.test(toWords(kind)) ? 'series' : kind
}

/** Whether a text is the name of a kind, and nothing beside it: `movie`, `tvSeries`, `Mini-série télévisée`, `电影`. */
export function isKind(text: string): boolean {
  if (text.length > 40) return false
  const words = toWords(text)
  if (words === '' || /\d/.test(words)) return false
  return words.split(' ').every((word) => BESIDE.test(word) || FILM.test(word) || OTHER.test(word))
}

/** Whether a text is the name of a kind that is a film. */
export function isFilm(text: string): boolean {
  return isKind(text) && FILM.test(toWords(text))
}

/** Whether a text says yes or no. */
export function isYesOrNo(text: string): boolean {
  const words = toWords(text)
  return YES.test(words) || NO.test(words)
}
