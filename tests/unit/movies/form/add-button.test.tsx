import { screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AddButton } from '@/components/movies/form/add-button'
import { FormOverList } from '@/components/movies/form/form-over-list'
import { renderInBucket } from '@/tests/support/components/bucket-screen'

const { innerWidth } = window
let followed: boolean[]

// jsdom cannot navigate: this notes whether the browser would follow the link.
const stayOnPage = (event: Event) => {
  followed.push(!event.defaultPrevented)
  event.preventDefault()
}

beforeEach(() => {
  followed = []
  addEventListener('click', stayOnPage)
})
afterEach(() => {
  removeEventListener('click', stayOnPage)
  window.innerWidth = innerWidth
})

const link = () => screen.getByRole('link', { name: 'Add movie' })
const renderBesideList = () =>
  renderInBucket(
    <>
      <AddButton shortcuts={false} />
      <FormOverList onDelete={() => {}} />
    </>,
  )

describe('the Add button', () => {
  it('opens the form over the list', async () => {
    const { user } = renderBesideList()
    await user.click(link())
    expect(await screen.findByRole('dialog', { name: 'Add a movie' })).toBeVisible()
    expect(followed).toEqual([false])
  })

  it('is a link to the form where no list is on the screen', async () => {
    const { user, rerender } = renderBesideList()
    rerender(<AddButton shortcuts={false} />)
    expect(link()).toHaveAttribute('href', '/buckets/bucket/new')
    await user.click(link())
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('is a link to the form on a phone', async () => {
    window.innerWidth = 390
    const { user } = renderBesideList()
    await user.click(link())
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it.each(['Control', 'Meta', 'Shift'])('with %s is left to the browser', async (key) => {
    const { user } = renderBesideList()
    await user.keyboard(`{${key}>}`)
    await user.click(link())
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(followed).toEqual([true])
  })
})
