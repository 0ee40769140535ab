import type { ReactElement } from 'react'
import type { GateRow } from '../../../shared/views.ts'
import { useAppData, useOpenRun } from '../../data/app-data.tsx'
import { Failure, Loading } from '../../ui/notice.tsx'
import { GATE_TABS } from '../../words/gate-words.ts'
import * as COMMON from '../../words/texts/common.ts'
import { GatePanel } from '../gates/gate-panel.tsx'
import type { NextGate } from '../gates/use-decision.ts'
import { PlanInPlace } from './plan-in-place.tsx'
import { ResultInPlace } from './result-in-place.tsx'

export interface InPlaceProps {
  gate: GateRow
  next: NextGate | null
  /** An answer of this window was recorded. */
  onTaken(): void
}

/** One question with what belongs to it, answered where it is listed. The run it stops is the one that this window has open. */
export function GateInPlace({ gate, next, onTaken }: InPlaceProps): ReactElement {
  const { openRun } = useAppData()
  const { view, error } = useOpenRun(gate.runId)
  if (view === null)
    return error === null ? (
      <Loading what={COMMON.theQuestionLower} />
    ) : (
      <Failure error={error} retry={openRun.reload} />
    )
  switch (GATE_TABS[gate.kind]) {
    case 'plan':
      return <PlanInPlace view={view} gateId={gate.id} next={next} onTaken={onTaken} />
    case 'review':
      return <ResultInPlace view={view} gateId={gate.id} next={next} onTaken={onTaken} />
    default:
      return <GatePanel view={view} gateId={gate.id} next={next} onTaken={onTaken} />
  }
}
