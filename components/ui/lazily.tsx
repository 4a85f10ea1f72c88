'use client'

import { Component, type ReactNode, Suspense } from 'react'

type Props = { children: ReactNode; fallback?: ReactNode; onFailed: () => void }

/**
 * Wraps a lazily loaded part, so that the rest of the screen neither waits for it nor breaks when it cannot be loaded.
 */
export class Lazily extends Component<Props, { failed: boolean }> {
  state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  componentDidCatch(): void {
    this.props.onFailed()
  }

  render(): ReactNode {
    if (this.state.failed) return this.props.fallback ?? null
    return <Suspense fallback={this.props.fallback}>{this.props.children}</Suspense>
  }
}
