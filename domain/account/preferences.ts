export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]
export const DENSITIES = ['regular', 'compact', 'roomy'] as const
export type Density = (typeof DENSITIES)[number]

/** How a browser shows the screens; stored in one cookie, so the first byte of HTML already fits. */
export type Preferences = { theme: Theme; density: Density; shortcuts: boolean }

/** Reads the cookie `theme.density.shortcuts`; a part that does not fit becomes the default. */
export function parsePreferences(text: string | undefined): Preferences {
  const [theme, density, shortcuts] = (text ?? '').split('.')
  return {
    theme: THEMES.find((name) => name === theme) ?? 'system',
    density: DENSITIES.find((name) => name === density) ?? 'regular',
    shortcuts: shortcuts !== 'off',
  }
}

/** The text that `parsePreferences` reads back. */
export function formatPreferences({ theme, density, shortcuts }: Preferences): string {
  return `${theme}.${density}.${shortcuts ? 'on' : 'off'}`
}
