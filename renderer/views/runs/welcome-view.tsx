import type { ReactElement } from 'react'
import * as COMMON from '../../words/texts/common.ts'
import { FirstRun } from './first-run.tsx'

/** The first visit, also later. */
export function WelcomeView(): ReactElement {
  return (
    <>
      <h1 className="sr-only">{COMMON.whatTriptychIs}</h1>
      <FirstRun />
    </>
  )
}
