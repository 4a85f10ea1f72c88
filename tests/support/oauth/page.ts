import type { IncomingMessage } from 'node:http'

/** A button of a provider's page: what it sends, and what stands on it. */
export type Choice = { value: string; label: string }

/** The page on which a provider asks who signs in and whether it may tell. */
export function choicePage(title: string, action: string, choices: Choice[]): string {
  const buttons = choices.map(
    ({ value, label }) => `<button name="choice" value="${escapeHtml(value)}">${escapeHtml(label)}</button>`,
  )
  return `<!doctype html><html lang="en"><title>${escapeHtml(title)}</title><h1>${escapeHtml(title)}</h1>
<form method="post" action="${escapeHtml(action)}">${buttons.join('\n')}</form></html>`
}

/** A form that was posted. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let body = ''
  for await (const chunk of request) body += chunk
  return new URLSearchParams(body)
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
