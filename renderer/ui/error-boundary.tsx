import { Component, type ReactNode } from 'react'
import { forgetFailedParts } from './late.tsx'
import { Failure } from './notice.tsx'

interface Props {
  /** What could not be shown: "This view". */
  what: string
  children: ReactNode
}

/** A mistake in one view leaves the rest of the window usable. */
export class ErrorBoundary extends Component<Props, { message: string | null }> {
  override state: { message: string | null } = { message: null }

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) }
  }

  override render(): ReactNode {
    const { message } = this.state
    if (message === null) return this.props.children
    return (
      <Failure
        error={{
          code: 'internal',
          message: `${this.props.what} could not be shown: ${message}`,
          remedy: 'Nothing is lost: everything is kept by the application, not by this window.',
        }}
        retry={() => {
          forgetFailedParts()
          this.setState({ message: null })
        }}
      />
    )
  }
}
