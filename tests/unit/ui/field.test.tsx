// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { SelectField, TextField } from '@/components/ui/field'

afterEach(cleanup)

const describedBy = (element: HTMLElement) =>
  (element.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .filter(Boolean)
    .map((id) => document.getElementById(id)?.textContent)

it('ties label and hint to the control', () => {
  render(<TextField label="Title" name="title" hint="5 of 50 characters" defaultValue="Alien" />)
  const input = screen.getByLabelText<HTMLInputElement>('Title')
  expect(input.name).toBe('title')
  expect(describedBy(input)).toEqual(['5 of 50 characters'])
  expect(input.hasAttribute('aria-invalid')).toBe(false)
})

it('reads the error before the hint, keeps what was typed, and marks the control', () => {
  const props = { label: 'Length', hint: 'Minutes, or 1:57', defaultValue: '1170' }
  const { rerender } = render(<TextField {...props} />)
  rerender(<TextField {...props} error="Length: 1170 is above the limit of 500 minutes" />)
  const input = screen.getByLabelText<HTMLInputElement>('Length')
  expect(describedBy(input)).toEqual(['Length: 1170 is above the limit of 500 minutes', 'Minutes, or 1:57'])
  expect(input.getAttribute('aria-invalid')).toBe('true')
  expect(input.value).toBe('1170')
})

it('has no dangling reference when there is nothing to say', () => {
  render(
    <SelectField label="Format" id="format">
      <option>VHS</option>
    </SelectField>,
  )
  expect(screen.getByLabelText('Format').id).toBe('format')
  expect(screen.getByLabelText('Format').hasAttribute('aria-describedby')).toBe(false)
})
