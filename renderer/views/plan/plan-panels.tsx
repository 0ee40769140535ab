import type { ReactElement, ReactNode } from 'react'
import * as TEXT from '../../words/texts/plan.ts'
import { ThreePanels } from '../gates/three-panels.tsx'

/** What a version of a plan is called. */
export const planName = (revision: number): string => TEXT.planVersion(revision)

/** The three panels of a plan: its tasks, the one that is selected, and what was decided or is to be. */
export function PlanPanels({
  revision,
  selected,
  count,
  ...panels
}: {
  revision: number
  /** Index of the selected task. */
  selected: number
  count: number
  left: ReactNode
  centre: ReactNode
  right: ReactNode
}): ReactElement {
  return (
    <ThreePanels
      view="plan"
      columns="312px minmax(380px,1fr) 372px"
      wing={{ name: planName(revision), icon: 'list', note: `${selected + 1}/${count}` }}
      {...panels}
    />
  )
}
