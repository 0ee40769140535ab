import type { ReactElement } from 'react'
import type { RunView } from '../../../shared/views.ts'
import type { Route } from '../../route.ts'
import { counted } from '../../words/counted.ts'
import { ThreePanels } from '../gates/three-panels.tsx'
import type { NextGate } from '../gates/use-decision.ts'
import { DiffPanel } from './diff-panel.tsx'
import { FilesPanel } from './files-panel.tsx'
import { ReviewDecision } from './review-decision.tsx'
import { useReview } from './use-review.ts'

/** One gate with its diff: files, changes, evidence and decision. */
export function ReviewGate({
  view,
  route,
  gateId,
  next,
  onTaken,
}: {
  view: RunView
  route: Extract<Route, { name: 'run' }>
  gateId: string
  next: NextGate | null
  onTaken: () => void
}): ReactElement {
  const review = useReview(view, { gateId, item: route.item }, onTaken)
  const { files, seen } = review
  return (
    <ThreePanels
      view="review"
      columns="272px minmax(380px,1fr) 372px"
      wing={{ name: counted(files.length, 'file'), icon: 'file', note: `${seen.length}/${files.length}` }}
      left={<FilesPanel review={review} />}
      centre={<DiffPanel review={review} />}
      right={<ReviewDecision run={view} review={review} next={next} />}
    />
  )
}
