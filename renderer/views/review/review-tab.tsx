import type { ReactElement } from 'react'
import type { RunView } from '../../../shared/views.ts'
import type { Route } from '../../route.ts'
import { Empty } from '../../ui/notice.tsx'
import * as TEXT from '../../words/texts/review.ts'
import { useShownGate } from '../gates/shown-gate.ts'
import { ReviewGate } from './review-gate.tsx'
import { REVIEW_KINDS } from './review-words.ts'

/** The result, a task, or changes outside of what a task allows: the diff, its evidence and the decision. */
export function ReviewTab({ view, route }: { view: RunView; route: Extract<Route, { name: 'run' }> }): ReactElement {
  const shown = useShownGate(view.gates, REVIEW_KINDS)
  const { gateId } = shown
  if (gateId === null) {
    return <Empty title={TEXT.nothingToReviewYet}>{TEXT.wholeResultStandsHereOnceEveryTask}</Empty>
  }
  return (
    <ReviewGate
      key={gateId}
      view={view}
      route={route}
      gateId={gateId}
      next={shown.nextId === null ? null : { label: TEXT.goToWhatIsAskedNow, show: shown.showNext }}
      onTaken={() => shown.release(gateId)}
    />
  )
}
