import { foldText } from '@/domain/movies/title'

// What programs and people write where they know no value, folded, without the punctuation around it.
const WORDS = new Set(
  [
    'na n/a n/d nd nr null nil none nan undefined unknown unrated tba tbd no-value',
    'unbekannt ka keine inconnu inconnue desconocido desconocida sconosciuto sconosciuta desconhecido desconhecida',
    'onbekend okand ukendt ukjent tuntematon nieznany nieznane neznamy neznama ismeretlen bilinmiyor',
    'неизвестно неизвестен нет невідомо 不明 未定 なし 未知 未知道 无 無 暂无 未评分 未評分 없음 미정',
  ]
    .join(' ')
    .split(' '),
)
const PHRASES =
  /^(not (rated|available|applicable|known|set)|no (rating|value|data|year|vote)|sin (datos|nota)|non (note|disponible))$/
// A title can be a word, such as Unknown (2011): only what no film is called counts.
const NO_TITLE = new Set(['n/a', '#n/a', 'null', 'nan', 'undefined', '\\n', '-', '--', '—', '–'])

/**
 * Whether a cell says that there is no value: dashes, question marks, N/A, NR, null, unknown. A year of zeros or a date
 * of zeros is none either.
 */
export function isNoValue(cell: string): boolean {
  if (cell.length > 40) return false
  const text = cell.trim()
  // Most cells are numbers, and each of a file of 250,000 rows is asked.
  if (/^[1-9]/.test(text)) return false
  if (!/[\p{L}\p{N}]/u.test(text)) return !/[★☆⭐½*●○]/u.test(text)
  if (/^\d/.test(text)) return /^0{4}([-./]0?0){0,2}$/.test(text)
  if (text === '\\N') return true
  const folded = (/^[\x20-\x7e]*$/.test(text) ? text.toLowerCase() : foldText(text).normalize('NFC')).replace(
    /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu,
    '',
  )
  return WORDS.has(folded.replace(/[\s.]/g, '')) || PHRASES.test(folded)
}

/** Whether a number is a zero, which programs write where they know no rating, length or year: `0`, `0.0`, `0 min`. */
export function isZero(cell: string): boolean {
  return /^\s*[-+]?0/.test(cell) && /^[-+]?0+([.,:]0+)*\s*(%|\p{L}{0,12}\.?)$/u.test(cell.trim())
}

/** Whether a cell for a title says that there is none. */
export function isNoTitle(cell: string): boolean {
  return cell.length < 20 && NO_TITLE.has(cell.trim().toLowerCase())
}
