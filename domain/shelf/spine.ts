import type { MovieValues } from '@/domain/movies/movie'
import { fitTitle, type TitleFit } from './spine-title'

/** The ink of a spine's title and foot, with a contrast of at least 7 (WCAG AAA) on every spine's colour. */
export const SPINE_INK = '#fff8ec'

/** OKLCH lightness steps of spines; the title chooses one, so that neighbours of one year differ. */
export const SPINE_LIGHTNESS = [0.34, 0.38, 0.42] as const

/** The OKLCH chroma of every spine. */
export const SPINE_CHROMA = 0.085

/**
 * The shape that a format gives a spine, in px: its height, the head with the glyph, the foot with rating and year, and
 * the width that the outline takes from the title.
 */
export const SPINE_SHAPES = {
  VHS: { height: 182, head: 38, foot: 34, inset: 4 },
  DVD: { height: 196, head: 37, foot: 34, inset: 4 },
  Streaming: { height: 170, head: 36, foot: 34, inset: 6 },
} as const

export type SpineGeometry = {
  /** px, upright: 26 to 52, one px for each 9 minutes and a bit, up to 240 minutes. */
  width: number
  /** px, upright, by format. */
  height: number
  /** Degrees: 40 (rust) for 1890 and before, to 341 (plum) for 2030 and after. */
  hue: number
  lightness: number
  /** A CSS colour. */
  colour: string
  yearLabel: string
  title: TitleFit
}

/**
 * The spine that shows a movie: width from the length, colour from the year, height from the format.
 * Sizes are CSS px. The values are within the limits of a movie; never throws.
 */
export function spineGeometry({ title, format, length, releaseYear }: Omit<MovieValues, 'rating'>): SpineGeometry {
  const { height, head, foot, inset } = SPINE_SHAPES[format]
  const width = spineWidth(length)
  const hue = spineHue(releaseYear)
  const lightness = spineLightness(title)
  return {
    width,
    height,
    hue,
    lightness,
    colour: spineColour(lightness, hue),
    yearLabel: yearLabel(releaseYear),
    title: fitTitle(title, { length: height - head - foot, breadth: width - inset }),
  }
}

/** The width of an upright spine in px, 26 to 52, from a length in minutes; 240 and longer are 52. */
export function spineWidth(length: number): number {
  return round(26 + (clamp(length, 0, 240) / 240) * 26)
}

/** The OKLCH hue of a year in degrees, 40 to 341: a shelf sorted by year is a spectrum. */
export function spineHue(releaseYear: number): number {
  return round(40 + clamp(releaseYear - 1890, 0, 140) * 2.15)
}

/** One of SPINE_LIGHTNESS, always the same for the same title. */
export function spineLightness(title: string): number {
  // FNV-1a, 32 bits: short, even, and the same in every JavaScript engine.
  let hash = 0x811c9dc5
  for (const character of title) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return SPINE_LIGHTNESS[(hash >>> 0) % SPINE_LIGHTNESS.length] ?? SPINE_LIGHTNESS[0]
}

/** The CSS colour of a spine from OKLCH lightness (0 to 1) and hue (degrees). */
export function spineColour(lightness: number, hue: number): string {
  return `oklch(${lightness} ${SPINE_CHROMA} ${hue})`
}

/** `’82` for the hundred years from 1930 to 2029, where it is plain; four digits for other years. */
export function yearLabel(releaseYear: number): string {
  return releaseYear >= 1930 && releaseYear <= 2029 ? `’${String(releaseYear).slice(2)}` : String(releaseYear)
}

/** A spine in words, for screen readers: `Alien, VHS, 117 min, 1979, rated 5 of 5`. */
export function spineLabel({ title, format, length, releaseYear, rating }: MovieValues): string {
  return `${title}, ${format}, ${length} min, ${releaseYear}, rated ${rating} of 5`
}

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high)
const round = (value: number) => Math.round(value * 100) / 100
