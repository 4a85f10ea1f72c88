import localFont from 'next/font/local'

/** Archivo for headings and spines: weight axis 100 to 900, latin subset; other scripts fall through to system-ui. */
export const archivo = localFont({
  src: './archivo-latin-wght.woff2',
  variable: '--font-archivo',
  weight: '100 900',
  display: 'swap',
  adjustFontFallback: 'Arial',
})
