import { type ReactElement, useEffect, useState } from 'react'
import type { TaskDraft } from '../../../shared/domain.ts'
import type { GateView } from '../../../shared/views.ts'
import { useCall } from '../../data/app-data.tsx'
import { Failure } from '../../ui/notice.tsx'
import { Section } from '../../ui/panel.tsx'
import { showLines } from '../../viewers/text.ts'
import { GATE_TABS } from '../../words/gate-words.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/runs.ts'
import { keyed } from '../gates/keyed.ts'
import { ObservedSteps } from '../gates/observed-steps.tsx'
import { taskSummary } from '../plan/plan-covers.ts'
import { criteriaCount, evidenceFacts } from '../review/evidence-facts.ts'

/** A selection that moves through the list by keys asks for nothing on its way. */
const RESTED_MS = 200

/** What an open question rests on, so that it can be judged from the list: the plan's tasks, or what was verified and judged, and what approving does. */
export function PeekQuestion({ gateId }: { gateId: string }): ReactElement | null {
  const rested = useRested(gateId)
  const asked = useCall('gates.get', rested === gateId ? { gateId } : null)
  if (asked.error !== null) return <Failure error={asked.error} retry={asked.reload} />
  return asked.value === null ? null : <Known view={asked.value} />
}

function Known({ view }: { view: GateView }): ReactElement {
  // Of a blocked task its last attempt says why; a request during a turn has no evidence yet.
  const { kind } = view.gate
  const attempt = kind === 'blocked' ? (view.attempts.at(-1) ?? null) : view.attempt
  const { steps, criteria, summaries } = evidenceFacts({ ...view, attempt })
  const hasEvidence = kind === 'blocked' || GATE_TABS[kind] === 'review'
  return (
    <>
      {view.plan !== null && <Tasks tasks={view.plan.tasks} />}
      {hasEvidence && <ObservedSteps steps={steps} />}
      {criteria.length > 0 && (
        <Section title={COMMON.judged} aside={criteriaCount(criteria)}>
          {summaries.map(({ role, text }) => (
            <p key={role} className="line-clamp-4 wrap-anywhere" dir="auto">
              {showLines(text)}
            </p>
          ))}
        </Section>
      )}
      {view.deliveries[0] !== undefined && (
        <Section title={TEXT.ifYouApprove}>
          <p className="wrap-anywhere">{showLines(view.deliveries[0].effect)}</p>
        </Section>
      )}
    </>
  )
}

function Tasks({ tasks }: { tasks: readonly TaskDraft[] }): ReactElement {
  const titles = keyed(tasks.map(({ title }) => title))
  return (
    <Section title={COMMON.tasks}>
      <ol className="space-y-2">
        {tasks.map((task, index) => (
          <li key={titles[index]?.key} className="flex gap-2">
            <span className="text-ink-3 tabular-nums">{index + 1}</span>
            <span className="min-w-0">
              <span className="block wrap-anywhere" dir="auto">
                {showLines(task.title)}
              </span>
              <span className="text-12 text-ink-3">{summaryOf(task)}</span>
            </span>
          </li>
        ))}
      </ol>
    </Section>
  )
}

const summaryOf = ({ acceptanceCriteria, verificationSteps, allowedPaths }: TaskDraft): string =>
  taskSummary({ criteria: acceptanceCriteria.length, steps: verificationSteps.length, paths: allowedPaths.length })

/** The value once it has stayed the same for a moment. */
function useRested(value: string): string | null {
  const [rested, setRested] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), RESTED_MS)
    return () => clearTimeout(timer)
  }, [value])
  return rested
}
