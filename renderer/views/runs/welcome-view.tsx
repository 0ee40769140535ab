import type { ReactElement } from 'react'
import { FirstRun } from './first-run.tsx'

/** The first visit, also later. */
export function WelcomeView(): ReactElement {
  return (
    <>
      <h1 className="sr-only">What Triptych is</h1>
      <FirstRun />
    </>
  )
}
