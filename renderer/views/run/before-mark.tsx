import type { ReactElement } from 'react'
import type { StepEvidence } from '../../../shared/evidence.ts'
import { Status } from '../../ui/status.tsx'
import { beforeLook } from '../../words/baseline-words.ts'

/** What a step did before any work, beside what it did now. */
export function BeforeMark({ step }: { step: StepEvidence }): ReactElement | null {
  const look = beforeLook(step)
  if (look === null) return null
  return (
    <span title={look.meaning} className="inline-flex font-regular">
      <Status look={look} />
    </span>
  )
}
