import { expect, it } from 'vitest'
import { convertFormat } from '@/domain/import/convert'
import { namesSeveral } from '@/domain/import/format-words'

const convert = (word: string) => convertFormat(word, new Map([['blu-ray', 'DVD']]))

it.each([
  ['DVD', 'DVD'],
  ['dvd', 'DVD'],
  ['DVDs', 'DVD'],
  ['DVD (2 discs)', 'DVD'],
  ['DVD [Region 1]', 'DVD'],
  ['2 DVDs', 'DVD'],
  ['2x DVD', 'DVD'],
  ['DVD x2', 'DVD'],
  ['3 disc DVD', 'DVD'],
  ['DVD-Video', 'DVD'],
  ['DVD-R', 'DVD'],
  ['DVD box set', 'DVD'],
  ['VHS tape', 'VHS'],
  ['VHS (PAL)', 'VHS'],
  ['S-VHS', 'VHS'],
  ['Videokassette', 'VHS'],
  ['Video cassette', 'VHS'],
  ['Digital', 'Streaming'],
  ['Digital HD', 'Streaming'],
  ['Digital Copy', 'Streaming'],
  ['Netflix', 'Streaming'],
  ['Amazon Prime', 'Streaming'],
  ['Amazon Prime Video', 'Streaming'],
  ['Disney+', 'Streaming'],
  ['Disney Plus', 'Streaming'],
  ['iTunes', 'Streaming'],
  ['HBO Max', 'Streaming'],
  ['Plex', 'Streaming'],
  ['DVD, VHS', 'DVD'],
  ['VHS / DVD', 'VHS'],
  ['VHS & DVD', 'VHS'],
  ['Blu-ray + DVD', 'DVD'],
  ['Disney+, DVD', 'Streaming'],
  // What a person decided on counts.
  ['Blu-ray', 'DVD'],
  ['4K', undefined],
  ['LaserDisc', undefined],
  ['HD DVD', undefined],
  ['HD-DVD', undefined],
  ['Blu-ray Disc', undefined],
  ['Betamax', undefined],
  ['Video 8', undefined],
  ['16 mm', undefined],
  ['DVD Audio', undefined],
  ['Dual', undefined],
  ['', undefined],
])('%j is %s', (word, format) => {
  expect(convert(word)).toBe(format)
})

it.each([
  ['DVD, VHS', true],
  ['Blu-ray + DVD', true],
  ['Disney+', false],
  ['DVD (2 discs)', false],
])('%j names several media: %s', (word, several) => {
  expect(namesSeveral(word)).toBe(several)
})
