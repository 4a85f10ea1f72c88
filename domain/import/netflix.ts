import { foldText } from '@/domain/movies/title'

// Words that only a series has, in the languages of most viewers, folded; a number stands before or behind.
const SEASON = [
  'season|series|staffel|saison|temporada|stagione|seizoen|sasong|saeson|sesong|kausi|sezon|sezona|serie|rada|evad|kuluttua',
  'κυκλος|сезон|シーズン|시즌|ฤดูกาล|musim|mua|الموسم|موسم|עונה|सीज़न|第.{1,3}季|第.{1,3}シーズン',
].join('|')
const EPISODE_WORDS =
  'episode|episodio|episodes|folge|avsnitt|afsnit|aflevering|jakso|odcinek|epizod|epizoda|dil|bolum|эпизод|серия|серія|епізод|エピソード|에피소드|화'
const NUMBER = String.raw`(?:\d{1,4}|[ivx]{1,5}|one|two|three|four|five|six|seven|eight|nine|ten)`
const LIMITED =
  'limited series|miniserie[sn]?|mini-serie[s]?|minisserie|serie limitee|serie limitada|serie limitata|limitierte serie|limitierte miniserie|мини-сериал|リミテッドシリーズ|迷你剧|迷你劇|限定剧|미니시리즈|리미티드 시리즈'

const SERIES_PART = new RegExp(
  String.raw`^(?:(?:${SEASON}) ?\d{1,4}\b.*|\d{1,4}[.ªºa]{0,2}\.? ?(?:${SEASON})\b.*|第.{1,3}(?:季|シーズン|シリーズ|話|集).*|(?:${LIMITED}).*|(?:${EPISODE_WORDS}) ?\d{1,4}\b.*|\d{1,4}[.ªº]? ?(?:${EPISODE_WORDS}))$`,
  'u',
)
const IN_BRACKETS = new RegExp(
  String.raw`[([（](?:${EPISODE_WORDS}|${SEASON}|ep\.?|s\d{1,2}e)[ .]?\d{1,4}[)\]）]$|\bs\d{1,2}e\d{1,3}\b`,
  'u',
)
// Words for a part that films have, too: Kill Bill: Volume 1, John Wick: Chapter 2.
const PART = new RegExp(
  String.raw`^(?:part|teil|partie|parte|del|deel|czesc|cast|bolum|часть|частина|パート|파트|volume|vol\.?|band|chapter|kapitel|chapitre|capitulo|capitolo|hoofdstuk|book|buch|livre|libro|livro|episode|collection) ?${NUMBER}(?: ?[-–—].*)?$`,
  'u',
)

/** The parts of a title in a viewing history, folded: `money heist`, `part 5`, `the end of the road`. */
function partsOf(title: string): string[] {
  return foldText(title.slice(0, 500).replaceAll('：', ': ')).normalize('NFC').split(/ ?: /u).filter(Boolean)
}

/** Whether a title of a viewing history says by itself that it is part of a series, in any of many languages. */
export function isEpisode(title: string): boolean {
  const [first = '', ...rest] = partsOf(title)
  if (rest.some((part) => SERIES_PART.test(part)) || IN_BRACKETS.test([first, ...rest].join(': '))) return true
  // A part with a name of its own inside it: Money Heist: Part 5: The End of the Road.
  return rest.length >= 2 && PART.test(rest[0] ?? '')
}

/** What a title of a viewing history begins with, which the episodes of a series share; undefined without a colon. */
export function beginningOf(title: string): string | undefined {
  const [first, ...rest] = partsOf(title)
  return rest.length > 0 ? first : undefined
}

/** Whether nothing but the number of a part follows the beginning, as for films of a row: Kill Bill: Volume 1. */
export function isNumberedPart(title: string): boolean {
  const [, second = '', ...rest] = partsOf(title)
  return rest.length === 0 && PART.test(second)
}
