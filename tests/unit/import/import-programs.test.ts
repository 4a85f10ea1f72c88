import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFile } from '@/domain/import/read-file'
import { settingsSchema } from '@/domain/import/settings'
import { makeRowValidator } from '@/domain/import/validate-row'
import { bytesOf, readAll } from '@/tests/support/builders/import-files'

const fill = Object.fromEntries(
  Object.entries({ format: 'Streaming', length: '100', rating: '1', releaseYear: '2000' }).map(([field, value]) => [
    field,
    { value, everywhere: false },
  ]),
)

/** A file as it is read, each row as title|format|length|year|rating, or as what kept it out. */
async function read(name: string) {
  const bytes = readFileSync(join(import.meta.dirname, '../../fixtures/import', name))
  const file = await openFile(bytesOf(bytes, 11))
  expect(settingsSchema.parse(file.settings)).toEqual(file.settings)
  const validate = makeRowValidator({ ...file.settings, fill }, file.width)
  const rows = (await readAll(file.rows)).slice(1).map(({ cells }) => {
    const one = validate(cells)
    if (one.state === 'aside') return 'aside'
    if (one.state !== 'ready') return one.faults.map(({ message }) => message).join()
    const { title, format, length, releaseYear, rating } = one.values
    return [title, format, length, releaseYear, rating].join('|')
  })
  return { source: file.settings.source, settings: file.settings, rows }
}

// What no program writes is filled: Streaming, 100 minutes, 2000, 1.
describe('a file of', () => {
  it.each([
    ['simkl.json', 'simkl', ['aside', 'Alien|Streaming|100|1979|5', 'Heat|Streaming|100|1995|1']],
    ['kodi-videodb.xml', 'kodi', ['Alien|Streaming|117|1979|5', 'Heat|Streaming|170|1995|1', 'aside']],
    ['kodi.json', 'kodi', ['Alien|Streaming|117|1979|5', 'Heat|Streaming|170|1995|4']],
    ['kodi.nfo', 'kodi', ['Alien|Streaming|117|1979|5']],
    ['radarr.json', 'radarr', ['Alien|Streaming|117|1979|1', 'Heat|Streaming|170|1995|1']],
    ['tmdb-ratings.csv', 'tmdb', ['Alien|Streaming|100|1979|5', 'aside', 'Heat|Streaming|100|1995|4']],
    ['tmdb-list.json', 'tmdb', ['Alien|Streaming|100|1979|1', 'aside', 'Heat|Streaming|100|1995|1']],
    ['my-movies.xml', 'mymovies', ['Alien|DVD|117|1979|5', 'Format: "BluRay" is not one of VHS, DVD, Streaming']],
    [
      'yamtrack.csv',
      'yamtrack',
      ['Alien|Streaming|100|2000|5', 'aside', 'aside', 'aside', 'Heat|Streaming|100|2000|1'],
    ],
    ['ryot.json', 'ryot', ['Alien|Streaming|100|2000|5', 'aside', 'Heat|Streaming|100|2000|1']],
    ['criticker.csv', 'criticker', ['Alien|Streaming|100|1979|5', 'Heat|Streaming|100|1995|4']],
    ['douban.csv', 'douban', ['霸王别姬|Streaming|100|1993|5', '通天塔/Babel|Streaming|100|2006|1']],
    [
      'kinopoisk.xls',
      'kinopoisk',
      ['Чужой|Streaming|117|1979|5', 'Ирония судьбы, или С легким паром!|Streaming|184|1975|4'],
    ],
    [
      'dvd-profiler.xml',
      'dvdprofiler',
      ['Alien|DVD|117|1979|5', expect.stringMatching(/^Format: "BluRay" is not one of VHS/)],
    ],
    ['tv-time.csv', 'tvtime', ['Alien|Streaming|117|1979|1', 'Heat|Streaming|170|1995|1', 'aside']],
    ['plex.xml', 'plex', ['Alien|Streaming|117|1979|5', 'Amélie|Streaming|122|2001|1', 'aside']],
    ['tautulli.csv', 'plex', ['Alien|Streaming|117|1979|5', 'Heat|Streaming|170|1995|1']],
    ['jellyfin.json', 'jellyfin', ['Alien|Streaming|117|1979|5', 'Heat|Streaming|170|1995|1', 'aside']],
    // Its titles end with their years.
    ['movielens.csv', 'movielens', ['Alien|Streaming|100|1979|5', 'Heat|Streaming|100|1995|4']],
    ['watcharr.json', 'watcharr', ['Alien|Streaming|117|1979|5', 'aside']],
  ])('%s is read as %s', async (name, source, rows) => {
    expect(await read(name)).toMatchObject({ source, rows })
  })
})

describe('a text that begins with <', () => {
  it.each([
    ['<!DOCTYPE html><html><body>Sign in</body></html>', 'This is a web page, in which no list of movies is found.'],
    ['<html><table><tr><td>a</td><td>b</td></tr></table></html>', 'Choose Export or Download on that page'],
    ['<?xml version="1.0"?>\n<!-- x -->\n<rss version="2.0"></rss>', 'This is a news feed'],
    ['<?xml version="1.0"?><Library><Book/></Library>', 'This is XML of the kind <Library>'],
    ['<svg xmlns="x"></svg>', 'This is a picture'],
    ['<<<', 'This is XML, in which'],
    [`<!DOCTYPE lolz [<!ENTITY a "${'a'.repeat(1000)}">]><lolz>&a;</lolz>`, 'This is XML of the kind <lolz>'],
    ['<x>'.repeat(200_000), 'nested more than 100 levels deep'],
  ])('is refused by its name: %.40s', async (text, message) => {
    await expect(openFile(bytesOf(text))).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining(message),
    })
  })

  it('expands no entity of its own', async () => {
    const nfo =
      '<!DOCTYPE movie [<!ENTITY a "x"><!ENTITY b SYSTEM "file:///etc/passwd">]><movie><title>A&a;&b;&amp;</title><year>1979</year></movie>'
    const { rows } = await openFile(bytesOf(nfo))
    expect((await readAll(rows))[1]?.cells[0]).toBe('A&a;&b;&')
  })
})
