import type { ImportField, ImportSettings, Scale, Source, Unit } from './settings'

export type Names = Partial<Record<ImportField, readonly string[]>>
export type Rows = readonly (readonly string[])[]

/**
 * How a program's file is recognized by its names of columns, and which of them are which field; `[]` for a field that it
 * does not write. Other fields are found as in any table, and so is the unit of running times.
 */
export type Program = {
  source: Source
  wrote: (has: (name: string) => boolean, names: string[], rows: Rows) => boolean
  names: Names
  scale: Scale | 'guess'
  unit?: Unit
  fill?: ImportSettings['fill']
}

const KODI: Names = {
  kind: ['type'],
  rating: ['userrating'],
  releaseYear: ['year', 'premiered', 'releasedate'],
  length: ['runtime'],
  format: [],
}

/** Programs whose files are less common; the names are folded. */
export const MORE_PROGRAMS: Program[] = [
  {
    source: 'tvtime',
    wrote: (has) => has('moviename') && has('entitytype'),
    names: { title: ['moviename'], kind: ['entitytype'], releaseYear: ['releasedate'], format: [], rating: [] },
    scale: '5',
    unit: 'seconds',
  },
  {
    source: 'simkl',
    wrote: (has) => has('title') && (has('addedtowatchlistat') || has('userratedat')),
    names: { kind: ['type'], rating: ['userrating'], releaseYear: ['year'], format: [] },
    scale: '10',
  },
  {
    source: 'plex',
    wrote: (has) => has('title') && has('ratingkey'),
    // Its rating is that of critics.
    names: {
      kind: ['type', 'mediatype'],
      rating: ['userrating'],
      releaseYear: ['year'],
      length: ['duration'],
      format: [],
    },
    scale: '10',
    unit: 'milliseconds',
  },
  {
    source: 'jellyfin',
    wrote: (has) => has('name') && (has('runtimeticks') || (has('productionyear') && has('serverid'))),
    names: {
      ...{ title: ['name'], kind: ['type'], releaseYear: ['productionyear', 'premieredate'], length: ['runtimeticks'] },
      ...{ rating: ['rating', 'userrating'], format: [] },
    },
    scale: '10',
    unit: 'ticks',
  },
  {
    // Its answers in JSON.
    source: 'kodi',
    wrote: (has) => has('title') && has('movieid') && has('label'),
    names: KODI,
    scale: '10',
    unit: 'seconds',
  },
  {
    // Its .nfo files and videodb.xml.
    source: 'kodi',
    wrote: (has) =>
      has('title') && !has('movieid') && (has('uniqueid') || (has('runtime') && (has('playcount') || has('outline')))),
    names: KODI,
    scale: '10',
    unit: 'minutes',
  },
  {
    source: 'radarr',
    wrote: (has) => has('title') && has('hasfile') && has('qualityprofileid'),
    names: { rating: [], releaseYear: ['year'], length: ['runtime'], format: [] },
    scale: '10',
  },
  {
    source: 'tmdb',
    wrote: (has) =>
      (has('tmdbid') && has('name') && has('daterated')) || (has('title') && has('voteaverage') && has('genreids')),
    // In its CSV, Rating is everybody's.
    names: {
      ...{
        title: ['title', 'name'],
        kind: ['type', 'mediatype'],
        releaseYear: ['releasedate'],
        format: [],
        length: [],
      },
      rating: ['yourrating', 'accountrating'],
    },
    scale: '10',
  },
  {
    source: 'mymovies',
    wrote: (has) => has('localtitle') && has('productionyear'),
    names: {
      title: ['localtitle'],
      format: ['type', 'mediatype'],
      length: ['runningtime'],
      rating: ['personalrating'],
    },
    scale: '10',
  },
  {
    source: 'yamtrack',
    wrote: (has) => has('title') && has('mediaid') && has('mediatype') && has('score'),
    names: { kind: ['mediatype'], rating: ['score'], format: [], length: [], releaseYear: [] },
    scale: '10',
  },
  {
    source: 'ryot',
    wrote: (has) => has('sourceid') && has('lot'),
    names: { title: ['sourceid'], kind: ['lot'], rating: ['rating'], format: [], length: [], releaseYear: [] },
    scale: '100',
  },
  {
    source: 'movielens',
    wrote: (has) => has('title') && has('movieid') && has('averagerating'),
    names: { rating: ['rating'], format: [], length: [] },
    scale: '5',
  },
  {
    source: 'criticker',
    wrote: (has) => has('filmname') && has('score'),
    names: { title: ['filmname'], rating: ['score'], releaseYear: ['year'], format: [], length: [] },
    scale: '100',
  },
  {
    source: 'douban',
    wrote: (has) => has('标题') && has('个人评分'),
    names: { title: ['标题'], rating: ['个人评分'], releaseYear: ['上映日期'], format: [], length: [] },
    scale: '5',
  },
  {
    source: 'kinopoisk',
    wrote: (has) => has('русскоязычноеназвание') && has('год'),
    names: {
      ...{ title: ['русскоязычноеназвание', 'оригинальноеназвание'], rating: ['мояоценка', 'оценка'] },
      ...{ releaseYear: ['год'], length: ['время'], format: [] },
    },
    scale: '10',
  },
  {
    source: 'dvdprofiler',
    wrote: (has) => has('title') && has('productionyear') && has('collectionnumber'),
    // Its Rating is the age from which a film may be seen, and Released is the disc's.
    names: { format: ['mediatype'], length: ['runningtime'], releaseYear: ['productionyear'], rating: ['reviewfilm'] },
    scale: '10',
  },
  {
    source: 'watcharr',
    wrote: (has) => has('title') && has('tmdbid') && has('pinned'),
    names: {
      kind: ['type'],
      rating: ['rating'],
      releaseYear: ['releasedate', 'year'],
      length: ['runtime'],
      format: [],
    },
    scale: '10',
  },
]
