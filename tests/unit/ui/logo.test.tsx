import { readFileSync } from 'node:fs'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { Logo } from '@/components/ui/logo'

const drawing = (svg: string) => [...svg.matchAll(/fill="(#\w+)"|\sd="([^"]+)"/g)].map(([, fill, d]) => fill ?? d)

it('draws the same bucket on the page and in the tab', () => {
  const icon = drawing(readFileSync('app/icon.svg', 'utf8'))
  expect(icon).toHaveLength(20)
  expect(drawing(renderToStaticMarkup(<Logo />))).toEqual(icon)
})

it('is named by its text alone', () => {
  expect(renderToStaticMarkup(<Logo />)).toMatch(/aria-hidden="true".*moviebucket/)
})
