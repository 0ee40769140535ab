import type { ReactElement, ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/gates.ts'
import { DecidingButton } from './decision-panel.tsx'
import { useAnswerKeys } from './use-answer-keys.ts'
import type { Decision } from './use-decision.ts'

/** The dock of a question about what the work needs to go on: go on, or pause the run. With their keys. */
export function GoOnDock({
  decision: { can, decide },
  hint,
  reason,
  onGoOn,
  children,
}: {
  decision: Decision
  /** Going on, as on the hint bar. */
  hint: string
  /** Why it has to wait. */
  reason: string | null
  onGoOn(): void
  /** The words of its button. */
  children: ReactNode
}): ReactElement {
  const canPause = can('rejected')
  const pause = (): void => void decide('rejected')
  useAnswerKeys(COMMON.decision, [
    { keys: 'mod+enter', label: hint, isPossible: can('approved') && reason === null, run: onGoOn },
    { keys: 'r', label: TEXT.pauseRunLower, isPossible: canPause, run: pause },
  ])
  return (
    <>
      <DecidingButton disabled={!can('approved')} reason={reason} onClick={onGoOn}>
        {children}
      </DecidingButton>
      <Button keys="r" className="mt-2 w-full" disabled={!canPause} onClick={pause}>
        {TEXT.pauseRun}
      </Button>
    </>
  )
}
