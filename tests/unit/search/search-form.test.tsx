import { act, fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SearchForm } from '@/components/movies/search/search-form'
import { bucketPath, listPath } from '@/domain/paths'
import { EMPTY_SEARCH, parseSearch } from '@/domain/search/search'
import { Router } from '@/tests/support/components/bucket-screen'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  // By this name Testing Library knows how to move a clock that is not real.
  vi.stubGlobal('jest', { advanceTimersByTime: vi.advanceTimersByTime })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** The form on the page of an address; `arrive` is the page of the address it went to. */
function renderAt(query: string, total = 1234) {
  const router = new Router()
  const form = (at: string) => (
    <AppRouterContext value={router.instance}>
      <SearchForm
        path={bucketPath('b')}
        search={parseSearch(Object.fromEntries(new URLSearchParams(at))).search}
        total={total}
        filtered={at !== ''}
      />
    </AppRouterContext>
  )
  const view = render(form(query))
  return {
    router,
    leave: view.unmount,
    user: userEvent.setup({ delay: null, advanceTimers: vi.advanceTimersByTime }),
    arrive: (at = router.went.at(-1)?.split('?')[1] ?? '') => view.rerender(form(at)),
  }
}

const box = () => screen.getByRole<HTMLInputElement>('searchbox', { name: 'Search titles' })
// Most fields are in a panel, which opens in a browser alone.
const checkbox = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name, hidden: true })
const end = (name: string) => screen.getByLabelText<HTMLInputElement>(name)
const pause = (ms = 350) => act(() => vi.advanceTimersByTime(ms))

describe('typing into the search box', () => {
  it('searches after a pause, once, without a step in the history', async () => {
    const { user, router } = renderAt('')
    await user.type(box(), 'ali')
    pause(349)
    await user.type(box(), 'en  3 ')
    pause(349)
    expect(router.went).toEqual([])
    pause(1)
    expect(router.went).toEqual(['replace /buckets/b?q=alien+3'])
    pause(1000)
    expect(router.went).toHaveLength(1)
  })

  it('goes on while the page of the last pause arrives: nothing typed is lost, nor the focus', async () => {
    const { user, router, arrive } = renderAt('')
    await user.type(box(), 'ali')
    pause()
    await user.keyboard('en')
    arrive()
    expect(box()).toHaveFocus()
    expect(box()).toHaveValue('alien')
    await user.keyboard('s')
    pause()
    expect(router.went.at(-1)).toBe('replace /buckets/b?q=aliens')
  })

  it('does not wait when Enter is pressed', async () => {
    const { user, router } = renderAt('')
    await user.type(box(), 'alien{Enter}')
    expect(router.went).toEqual(['replace /buckets/b?q=alien'])
    pause()
    expect(router.went).toHaveLength(1)
  })

  it('is no search while a filter is being typed; Enter makes it one and shows it in the fields', async () => {
    const { user, router, arrive } = renderAt('')
    await user.type(box(), 'alien format:vh')
    pause()
    expect(router.went).toEqual([])
    await user.keyboard('s year:1980..1989{Enter}')
    expect(router.went).toEqual(['push /buckets/b?q=alien&format=VHS&year=1980-1989'])
    expect(box()).toHaveValue('alien')
    arrive()
    expect(checkbox('VHS')).toBeChecked()
    expect(end('Release year from')).toHaveValue('1980')
    await user.click(checkbox('VHS'))
    expect(router.went.at(-1)).toBe('push /buckets/b?q=alien&year=1980-1989')
  })

  it.each(['11:14', '3:10 to Yuma', 'Alien:', 'alien year'])('finds titles with colons, as %s', async (title) => {
    const { user, router } = renderAt('')
    await user.type(box(), title)
    pause()
    expect(router.went).toEqual([`replace ${listPath(bucketPath('b'), { ...EMPTY_SEARCH, q: title })}`])
  })

  it('passes on what does not fit, and the page says so', async () => {
    const { user, router } = renderAt('format=DVD')
    await user.type(box(), 'alien year:1700{Enter}')
    expect(router.went).toEqual(['push /buckets/b?q=alien+year%3A1700&format=DVD'])
    const { search, dropped } = parseSearch({ q: 'alien year:1700', format: 'DVD' })
    expect([search.q, dropped]).toEqual(['alien', [{ parameter: 'year', value: '1700' }]])
    expect(box(), 'it can be mended').toHaveValue('alien year:1700')
  })

  it('does not bring the user back from another page', async () => {
    const { user, router, leave } = renderAt('')
    await user.type(box(), 'alien')
    leave()
    pause()
    expect(router.went).toEqual([])
  })
})

describe('formats', () => {
  it('filter at once, together, each a step that Back takes, and what was typed goes along', async () => {
    const { user, router, arrive } = renderAt('')
    await user.type(box(), 'a')
    await user.click(checkbox('Streaming'))
    expect(router.went).toEqual(['push /buckets/b?q=a&format=Streaming'])
    arrive()
    expect(checkbox('Streaming')).toHaveFocus()
    await user.click(checkbox('VHS'))
    expect(router.went.at(-1)).toBe('push /buckets/b?q=a&format=VHS,Streaming')
    arrive()
    await user.click(checkbox('Streaming'))
    expect(router.went.at(-1)).toBe('push /buckets/b?q=a&format=VHS')
    arrive()
    arrive('q=a&format=VHS,Streaming')
    expect(checkbox('Streaming'), 'after Back').toBeChecked()
  })
})

describe('ranges', () => {
  it('wait for Apply: half a year is not a year', async () => {
    const { user, router } = renderAt('')
    await user.type(end('Release year from'), '1970')
    await user.type(end('Rating from'), '4')
    await user.type(end('Length in minutes to'), '90')
    pause()
    expect(router.went).toEqual([])
    fireEvent.click(screen.getByText('Apply'))
    expect(router.went).toEqual(['push /buckets/b?year=1970-&length=-90&rating=4-'])
  })

  it('are in a panel, whose button says how many filters are set', () => {
    renderAt('format=VHS,DVD&rating=4-')
    const button = screen.getByRole('button', { name: /^Filters/ })
    expect(button).toHaveAccessibleName('Filters, 3 set')
    expect(end('Rating from').closest('[popover]')).toHaveAttribute('id', button.getAttribute('popovertarget'))
  })

  it('that do not fit are passed on, and the page says so', async () => {
    const { user, router } = renderAt('')
    await user.type(end('Release year from'), '1989')
    await user.type(end('Release year to'), '1970{Enter}')
    expect(router.went).toEqual(['push /buckets/b?yearFrom=1989&yearTo=1970'])
  })
})

describe('an address', () => {
  it('fills the fields, and order and view stay when the filter changes', async () => {
    const { user, router } = renderAt('q=alien&format=VHS,DVD&length=60-120&sort=-year&view=shelf')
    expect(box()).toHaveValue('alien')
    expect(box()).toHaveAttribute('placeholder', 'Search 1,234 matching movies')
    expect([checkbox('VHS').checked, checkbox('DVD').checked, checkbox('Streaming').checked]).toEqual([
      true,
      true,
      false,
    ])
    expect(end('Length in minutes to')).toHaveValue('120')
    await user.click(checkbox('DVD'))
    expect(router.went).toEqual(['push /buckets/b?q=alien&format=VHS&length=60-120&sort=-year&view=shelf'])
  })

  it('that changes without the form, as by Back or a chip, changes the fields', async () => {
    const { user, arrive } = renderAt('q=alien&format=VHS&year=1970-1989')
    await user.type(box(), ' 3')
    await user.tab()
    await user.click(checkbox('DVD'))
    await user.type(end('Release year to'), '9')
    await user.tab()
    arrive('format=Streaming')
    expect(box()).toHaveValue('')
    expect(['VHS', 'DVD', 'Streaming'].filter((name) => checkbox(name).checked)).toEqual(['Streaming'])
    expect(end('Release year from')).toHaveValue('')
    expect(end('Release year to')).toHaveValue('')
  })
})

it('counts one movie as one', () => {
  renderAt('', 1)
  expect(box()).toHaveAttribute('placeholder', 'Search 1 movie')
})

it('is a plain GET form where there is no JavaScript', () => {
  renderAt('q=alien&format=VHS,DVD&rating=4-5&sort=-year&view=shelf')
  const form = screen.getByRole<HTMLFormElement>('search')
  expect(form.getAttribute('action')).toBe('/buckets/b')
  expect(form.method).toBe('get')
  const posted = new FormData(form)
  const given = Object.fromEntries([...new Set(posted.keys())].map((name) => [name, posted.getAll(name).map(String)]))
  expect(parseSearch(given)).toEqual({
    search: parseSearch({ q: 'alien', format: 'VHS,DVD', rating: '4-5', sort: '-year', view: 'shelf' }).search,
    dropped: [],
  })
})
