import { fireEvent } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { lazyPart, loadPartsOnUse } from '@/components/movies/state/lazy-part'

let loads = 0
lazyPart(async () => {
  loads++
  return () => null
})

let stop = () => {}
afterEach(() => {
  stop()
  loads = 0
  document.body.replaceChildren()
})

it.each(['pointerMove', 'pointerDown', 'keyDown'] as const)('loads at the first %s, and not again', (sign) => {
  stop = loadPartsOnUse()
  expect(loads).toBe(0)
  fireEvent[sign](document.body)
  fireEvent[sign](document.body)
  expect(loads).toBe(1)
})

it('does not hold up a search that is typed', () => {
  stop = loadPartsOnUse()
  const search = document.body.appendChild(document.createElement('input'))
  search.type = 'search'
  fireEvent.keyDown(search)
  expect(loads).toBe(0)
  fireEvent.keyDown(document.body)
  expect(loads).toBe(1)
})

it('loads nothing once the list is gone', () => {
  loadPartsOnUse()()
  fireEvent.pointerMove(document.body)
  expect(loads).toBe(0)
})
