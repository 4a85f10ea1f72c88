import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { CarriedForms } from '@/components/ui/carried-forms'
import { OperatorProvider } from '@/components/ui/operator'
import { environment } from '@/server/environment'
import { readPreferences } from '@/server/preferences'
import { archivo } from './fonts/archivo'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'moviebucket', template: '%s · moviebucket' },
  description: 'Catalogue the films you own on VHS, DVD and streaming, find them again, share what you choose.',
  robots: { index: false },
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbf8f3' },
    { media: '(prefers-color-scheme: dark)', color: '#14110f' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { theme, density } = await readPreferences()
  return (
    <html lang="en" data-theme={theme} data-density={density} className={archivo.variable}>
      <body className="min-h-dvh">
        <CarriedForms />
        <OperatorProvider operator={environment().OPERATOR ?? undefined}>{children}</OperatorProvider>
      </body>
    </html>
  )
}
