import { expect, listedTitles, openBucket, putMovies, readMovie, rowOf, test } from '../support/e2e-bucket'
import { field, fillMovie, save, saveAndAddAnother } from '../support/e2e-form'
import { openScreen, screensAt } from '../support/e2e-screens'

test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })

test('the journey on a phone: bottom bar, add, open, edit, delete, undo', async ({ page, person }) => {
  test.setTimeout(60_000)
  await openBucket(page, person)
  const bar = page.getByRole('navigation', { name: 'Main' })
  await bar.getByRole('link', { name: 'Add' }).tap()
  await expect(page).toHaveURL(/\/new$/)
  await fillMovie(page, { title: 'Alien', format: 'VHS', length: '1:57', releaseYear: '1979', rating: 5 })
  await saveAndAddAnother(page)
  await expect(page.getByText('1 movie added.')).toBeVisible()
  await fillMovie(page, { title: 'Fargo', length: '98', releaseYear: '1996', rating: 4 })
  await save(page)
  await expect(listedTitles(page)).toHaveText(['Alien', 'Fargo'])
  expect(await readMovie(person, 'Fargo')).toMatchObject({ format: 'VHS', length: 98 })

  await rowOf(page, 'Alien').getByRole('link').tap()
  await expect(page.getByRole('heading', { level: 1, name: 'Alien' })).toBeVisible()
  await fillMovie(page, { title: 'Aliens', rating: 3 })
  await save(page)
  await expect(rowOf(page, 'Aliens')).toBeVisible()
  await expect.poll(async () => (await readMovie(person, 'Aliens')).rating).toBe(3)

  await rowOf(page, 'Aliens').getByRole('link').tap()
  await page.getByRole('button', { name: 'Delete this movie' }).tap()
  await expect(listedTitles(page)).toHaveText(['Fargo'])
  await expect(page.getByText('Deleted “Aliens”').first()).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).tap()
  await expect(rowOf(page, 'Aliens')).toBeVisible()

  await bar.getByRole('link', { name: 'Trash' }).tap()
  await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible()
  await bar.getByRole('link', { name: 'Movies' }).tap()
  await expect(listedTitles(page)).toHaveText(['Aliens', 'Fargo'])
})

test('what is refused on the page of a new movie is kept there', async ({ page, person }) => {
  await openBucket(page, person, '/new')
  await fillMovie(page, { title: 'Alien', length: '501', releaseYear: '1979', rating: 5 })
  await save(page)
  await expect(field(page, 'Length')).toBeFocused()
  await expect(field(page, 'Length')).toHaveValue('501')
  await expect(page).toHaveURL(/\/new$/)
})

test('filters open as a sheet at the bottom', async ({ page, person }) => {
  await putMovies(person)
  await openBucket(page, person)
  await page.getByText('More filters').tap()
  await page.getByLabel('Rating from').fill('4')
  const apply = page.getByRole('button', { name: 'Apply' })
  await expect(apply).toBeInViewport({ ratio: 1 })
  await apply.tap()
  await expect(listedTitles(page)).toHaveText(['Alien', 'Blade Runner', 'Fargo'])
})

test.describe('fits 320 px, which is 1280 at 400 % zoom, and its targets fit a finger', () => {
  test.use({ viewport: { width: 320, height: 640 } })

  for (const screen of screensAt('phone')) {
    test(screen.name, async ({ page, person }) => {
      await openScreen(page, person, screen)
      expect(await page.evaluate(sideways)).toEqual([])
      expect(await page.evaluate(smallTargets)).toEqual([])
    })
  }
})

/** Runs in the page: whether it scrolls sideways, and what sticks out. */
function sideways(): string[] {
  const { scrollWidth, clientWidth } = document.scrollingElement as Element
  if (scrollWidth <= clientWidth) return []
  const out = [...document.querySelectorAll('body *')].filter(
    (element) => element.getBoundingClientRect().right > clientWidth + 1,
  )
  return [`${scrollWidth} > ${clientWidth}`, ...out.slice(0, 5).map((element) => element.outerHTML.slice(0, 120))]
}

/** Runs in the page: controls that are smaller than 44 px either way; links in running text may be. */
function smallTargets(): string[] {
  const modal = document.querySelector('dialog:modal')
  const controls = (modal ?? document.body).querySelectorAll<HTMLElement>(
    'a[href], button, summary, select, input:not([type="hidden"])',
  )
  const small: string[] = []
  for (const control of controls) {
    // What is drawn over the control, or around it, takes the tap.
    const target = control.matches('input') ? (control.closest('label') ?? control) : control
    const { width, height, bottom, right } = target.getBoundingClientRect()
    // On a phone the heads are there for those who hear them; others sort by the list beside the views.
    const hidden = bottom <= 0 || right <= 0 || !target.checkVisibility({ visibilityProperty: true })
    const inText = control.matches('p a, li a') && getComputedStyle(control).display === 'inline'
    const clipped = control.closest('thead') !== null
    // As many bars as there are decades share a phone's width; the numbers of their table are the same links.
    const bar = control.closest('svg') !== null
    const passive = getComputedStyle(control).pointerEvents === 'none'
    if (
      hidden ||
      clipped ||
      bar ||
      inText ||
      passive ||
      control.closest('[aria-hidden]') ||
      (width >= 44 && height >= 44)
    )
      continue
    small.push(`${Math.round(width)} × ${Math.round(height)}: ${control.outerHTML.slice(0, 160)}`)
  }
  return small
}
