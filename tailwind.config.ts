import type { Config } from 'tailwindcss'

/** Names for the tokens of app/globals.css; a value is written there once and only named here. */
const config: Config = {
  content: ['./app/**/*.{ts,tsx}', './components/**/*.{ts,tsx}', './domain/**/*.ts'],
  theme: {
    screens: { sm: '641px', md: '768px', lg: '1024px', xl: '1280px' },
    colors: {
      transparent: 'transparent',
      current: 'currentColor',
      paper: 'var(--paper)',
      surface: 'var(--surface)',
      sunken: 'var(--sunken)',
      ink: 'var(--ink)',
      muted: 'var(--muted)',
      line: 'var(--line)',
      accent: { DEFAULT: 'var(--accent)', soft: 'var(--accent-soft)', ink: 'var(--accent-ink)' },
      danger: { DEFAULT: 'var(--danger)', soft: 'var(--danger-soft)', ink: 'var(--danger-ink)' },
      success: { DEFAULT: 'var(--success)', soft: 'var(--success-soft)' },
      star: 'var(--star)',
      control: 'var(--control)',
      primary: { DEFAULT: 'var(--primary)', ink: 'var(--primary-ink)', hover: 'var(--primary-hover)' },
      vhs: { DEFAULT: 'var(--vhs)', soft: 'var(--vhs-soft)' },
      dvd: { DEFAULT: 'var(--dvd)', soft: 'var(--dvd-soft)' },
      streaming: { DEFAULT: 'var(--streaming)', soft: 'var(--streaming-soft)' },
    },
    fontFamily: {
      heading: ['var(--font-archivo)', 'system-ui', 'sans-serif'],
      body: ['system-ui', 'sans-serif'],
      mono: ['ui-monospace', 'monospace'],
    },
    fontSize: {
      xs: ['0.78125rem', '1.125rem'],
      sm: ['0.8125rem', '1.25rem'],
      base: ['0.9375rem', '1.375rem'],
      lg: ['1.0625rem', '1.5rem'],
      xl: ['1.25rem', '1.75rem'],
      '2xl': ['1.625rem', '2rem'],
      '3xl': ['2.125rem', '2.5rem'],
      '4xl': ['2.75rem', '3rem'],
    },
    borderRadius: { none: '0', sm: '4px', DEFAULT: '8px', lg: '12px', full: '9999px' },
    boxShadow: { raised: 'var(--shadow-raised)', overlay: 'var(--shadow-overlay)', none: 'none' },
    extend: { spacing: { row: 'var(--row)' } },
  },
}

export default config
