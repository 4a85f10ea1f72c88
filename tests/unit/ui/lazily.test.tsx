import { render, screen } from '@testing-library/react'
import { lazy } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { Lazily } from '@/components/ui/lazily'

afterEach(() => vi.restoreAllMocks())

it('shows what stands in for a part until it has come', async () => {
  let come = () => {}
  const Part = lazy(
    () => new Promise<{ default: () => string }>((resolve) => (come = () => resolve({ default: () => 'Part' }))),
  )
  render(
    <Lazily fallback="Row" onFailed={() => {}}>
      <Part />
    </Lazily>,
  )
  expect(await screen.findByText('Row')).toBeVisible()
  come()
  expect(await screen.findByText('Part')).toBeVisible()
})

it('tells that a part did not come, and leaves the rest of the screen alone', async () => {
  // React writes down what was caught.
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const Part = lazy(() => Promise.reject(new TypeError('Failed to fetch')))
  const onFailed = vi.fn()
  render(
    <>
      <p>Typed</p>
      <Lazily fallback="Row" onFailed={onFailed}>
        <Part />
      </Lazily>
    </>,
  )
  await vi.waitFor(() => expect(onFailed).toHaveBeenCalledOnce())
  expect(screen.getByText('Typed')).toBeVisible()
  expect(screen.getByText('Row')).toBeVisible()
})
