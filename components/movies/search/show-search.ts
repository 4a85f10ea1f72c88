import { RANGE_FIELDS } from '@/domain/search/range'
import type { Search } from '@/domain/search/search'

/** Writes a search into the fields of the form; into the one that has the focus only with `everywhere`. */
export function showSearch(form: HTMLFormElement, search: Search, everywhere = false): void {
  const texts: Record<string, string | number | undefined> = { q: search.q }
  for (const field of RANGE_FIELDS) {
    texts[`${field}From`] = search[field]?.min
    texts[`${field}To`] = search[field]?.max
  }
  for (const input of form.querySelectorAll('input')) {
    if (input.type === 'checkbox') input.checked = search.formats.some((format) => format === input.value)
    else if (input === document.activeElement && !everywhere) continue
    else if (input.name in texts) input.value = String(texts[input.name] ?? '')
  }
}
