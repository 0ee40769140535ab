import type { ReactElement } from 'react'
import type { TaskDraft } from '../../../shared/domain.ts'
import { Section } from '../../ui/panel.tsx'
import * as TEXT from '../../words/texts/plan.ts'
import { WarningList } from '../gates/warning-list.tsx'
import { type TriedSteps, triedSummary, triedWarning, untriedReason } from './tried-steps.ts'

/** What the plan's steps do before any work, in one line, and what to look at in which task. */
export function TriedSection({
  tasks,
  tried,
}: {
  tasks: readonly Pick<TaskDraft, 'verificationSteps'>[]
  tried: TriedSteps | null
}): ReactElement | null {
  const summary = tried && triedSummary(tasks, tried)
  if (tried === null || summary === null) return null
  const inTasks = tasks.flatMap((task, index) => {
    const warning = triedWarning(task, tried)
    return warning === null ? [] : [TEXT.taskWarning(index + 1, warning)]
  })
  const untried = untriedReason(tasks, tried)
  const warnings = untried === null ? inTasks : [...inTasks, untried]
  return (
    <Section title={TEXT.stepsBeforeAnyWork} aside={TEXT.on(tried.baseline.commit.slice(0, 7))}>
      <p>{summary}.</p>
      {warnings.length > 0 && (
        <div className="mt-1.5">
          <WarningList texts={warnings} />
        </div>
      )}
    </Section>
  )
}
