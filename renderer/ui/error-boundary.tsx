import { Component, type ReactNode } from 'react'
import { forgetFailedParts } from './late.tsx'

interface Props {
  /** Shown in the place of what broke; `retry` shows that again. */
  fallback: (error: unknown, retry: () => void) => ReactNode
  children: ReactNode
}

/** A mistake in one view leaves the rest of the window usable. */
export class ErrorBoundary extends Component<Props, { caught: { error: unknown } | null }> {
  override state: { caught: { error: unknown } | null } = { caught: null }

  static getDerivedStateFromError(error: unknown): { caught: { error: unknown } } {
    return { caught: { error } }
  }

  override render(): ReactNode {
    const { caught } = this.state
    if (caught === null) return this.props.children
    return this.props.fallback(caught.error, () => {
      forgetFailedParts()
      this.setState({ caught: null })
    })
  }
}
