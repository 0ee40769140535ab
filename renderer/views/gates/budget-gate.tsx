import { type ReactElement, useState } from 'react'
import { TextField } from '../../ui/field.tsx'
import { Section } from '../../ui/panel.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/gates.ts'
import { budgetAmount, budgetUnit, limitText, raisedLimit, typedLimit } from './budget-limit.ts'
import { DecisionPanel } from './decision-panel.tsx'
import type { GateBodyProps } from './gate-panel.tsx'
import type { BudgetSubject } from './gate-subject.ts'
import { GoOnDock } from './go-on-dock.tsx'
import { unreadReason } from './readiness.ts'

/** A budget is used up: a new limit, or a pause. */
export function BudgetGate({ decision, next, id, subject }: GateBodyProps & { subject: BudgetSubject }): ReactElement {
  const { name, limit } = subject
  const [text, setText] = useState(() => limitText(name, raisedLimit(subject)))
  const typed = typedLimit(subject, text)
  const raise = (): void => {
    if (typed.limit !== null) void decision.decide('approved', { limit: typed.limit })
  }
  const reason = unreadReason(decision) ?? (typed.limit === null ? TEXT.newLimitIsMissing : null)
  const dock = (
    <GoOnDock decision={decision} hint={TEXT.raiseBudget} reason={reason} onGoOn={raise}>
      {typed.limit === null ? TEXT.raiseBudgetAndGoOn : TEXT.raiseToAndGoOn(budgetAmount(name, typed.limit))}
    </GoOnDock>
  )
  return (
    <DecisionPanel decision={decision} dock={dock} next={next} id={id}>
      <Section title={TEXT.budgetReached}>
        <Spent subject={subject} />
        <p className="mt-2 text-12 text-ink-2">{TEXT.nothingIsSpentUntilYouAnswer}</p>
      </Section>
      {decision.outcome === null && (
        <Section title={TEXT.newLimit}>
          <TextField
            label={TEXT.inUnit(budgetUnit(name))}
            hint={TEXT.soFar(limitText(name, limit))}
            value={text}
            onChange={setText}
            problem={typed.problem}
          />
        </Section>
      )}
    </DecisionPanel>
  )
}

function Spent({ subject: { name, limit, spent } }: { subject: BudgetSubject }): ReactElement {
  const percent = limit === 0 ? 100 : Math.min(100, Math.round((spent * 100) / limit))
  return (
    <>
      <p className="text-15 font-medium">
        {budgetAmount(name, spent)}{' '}
        <span className="font-regular text-ink-2">{COMMON.ofLimit(budgetAmount(name, limit))}</span>
      </p>
      <div className="mt-2 h-1 overflow-hidden rounded-full bg-pressed" aria-hidden="true">
        <div className="h-full bg-fail-fill" style={{ width: `${percent}%` }} />
      </div>
    </>
  )
}
