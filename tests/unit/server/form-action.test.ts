import { expect, it, vi } from 'vitest'
import { formAction } from '@/server/form-action'

function form(entries: [string, string | Blob][]): FormData {
  const data = new FormData()
  for (const [name, value] of entries) data.append(name, value)
  return data
}

it('gives the action the form’s texts, and what comes out to onSuccess', async () => {
  const run = vi.fn(async () => ({ ok: true as const, data: 7 }))
  const onSuccess = vi.fn()
  const entries: [string, string | Blob][] = [
    ['title', 'Alien'],
    ['rating', '3'],
    ['rating', '5'],
    ['$ACTION_ID', 'x'],
    ['file', new Blob(['x'])],
  ]
  expect(await formAction(run, onSuccess)(null, form(entries))).toBeNull()
  expect(run).toHaveBeenCalledWith({ title: 'Alien', rating: '5' })
  expect(onSuccess).toHaveBeenCalledWith(7, { title: 'Alien', rating: '5' })
})

it('gives the reason and the typed values back when it fails', async () => {
  const failure = { ok: false as const, code: 'invalid' as const, message: 'No', fields: { title: 'No' } }
  const onSuccess = vi.fn()
  const state = await formAction(async () => failure, onSuccess)(null, form([['title', ' typed ']]))
  expect(state).toEqual({ ...failure, values: { title: ' typed ' } })
  expect(onSuccess).not.toHaveBeenCalled()
})

it('takes no field for the prototype of the values', async () => {
  const run = vi.fn(async (input: Record<string, string>) => ({
    ok: true as const,
    data: Object.getPrototypeOf(input),
  }))
  await formAction(run)(
    null,
    form([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]),
  )
  expect(Object.keys(run.mock.calls[0]?.[0] ?? {})).toEqual(['constructor'])
  expect(Object.getPrototypeOf(run.mock.calls[0]?.[0])).toBe(Object.prototype)
})
