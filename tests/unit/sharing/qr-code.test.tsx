import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { QrCode } from '@/components/buckets/qr-code'

it('is dark on white whatever the theme, with the quiet zone that readers need', () => {
  render(<QrCode text={`https://movies.example.org/p/${'k'.repeat(32)}`} label="QR code of the link" />)
  const picture = screen.getByRole('img', { name: 'QR code of the link' })
  const [ground, modules] = picture.querySelectorAll('path')
  const size = Number(picture.getAttribute('viewBox')?.split(' ')[2])
  expect(ground).toHaveAttribute('fill', '#fff')
  expect(ground).toHaveAttribute('d', `M0 0h${size}v${size}H0z`)
  expect(modules).toHaveAttribute('fill', '#000')
  const dark = [...(modules?.getAttribute('d') ?? '').matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => [
    Number(x),
    Number(y),
  ])
  // The corner of the first finder pattern, after 4 modules of nothing; as many at the other ends.
  expect(dark[0]).toEqual([4, 4])
  expect(Math.max(...dark.flat())).toBe(size - 5)
})
