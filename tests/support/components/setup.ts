import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'
import './jsdom'

configure({
  // A busy machine is slow at rendering.
  asyncUtilTimeout: 10_000,
  // Without the whole document in every message.
  getElementError: (message) => new Error(message?.slice(0, 2000)),
})

afterEach(() => cleanup())
