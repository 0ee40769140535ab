import { type ReactElement, useState } from 'react'
import { useCommands } from '../../keys/commands.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Section } from '../../ui/panel.tsx'
import { budgetAmount, budgetUnit, limitText, raisedLimit, typedLimit } from './budget-limit.ts'
import { DecidingButton, DecisionPanel } from './decision-panel.tsx'
import type { GateBodyProps } from './gate-panel.tsx'
import type { BudgetSubject } from './gate-subject.ts'

/** A budget is used up: a new limit, or a pause. */
export function BudgetGate({ decision, next, id, subject }: GateBodyProps & { subject: BudgetSubject }): ReactElement {
  const { view, can, decide } = decision
  const { name, limit, spent } = subject
  const [text, setText] = useState(() => limitText(name, raisedLimit(subject)))
  const typed = typedLimit(subject, text)
  const raise = (): void => {
    if (typed.limit !== null) void decide('approved', { limit: typed.limit })
  }
  const pause = (): void => void decide('rejected')
  useCommands([
    ...(can('approved') && typed.limit !== null
      ? [{ keys: 'mod+enter', label: 'raise the budget', group: 'Decision', hint: true, run: raise }]
      : []),
    ...(can('rejected') ? [{ keys: 'r', label: 'pause the run', group: 'Decision', hint: true, run: pause }] : []),
  ])
  const dock = (
    <>
      <DecidingButton
        keys="mod+enter"
        disabled={!can('approved')}
        reason={
          view === null ? 'The question is being read.' : typed.problem === null ? null : 'The new limit is missing.'
        }
        onClick={raise}
      >
        {typed.limit === null ? 'Raise the budget and go on' : `Raise to ${budgetAmount(name, typed.limit)} and go on`}
      </DecidingButton>
      <Button keys="r" className="mt-2 w-full" disabled={!can('rejected')} onClick={pause}>
        Pause the run
      </Button>
    </>
  )
  const percent = limit === 0 ? 100 : Math.min(100, Math.round((spent * 100) / limit))
  return (
    <DecisionPanel decision={decision} dock={dock} next={next} id={id}>
      <Section title="Budget reached">
        <p className="text-15 font-medium">
          {budgetAmount(name, spent)} <span className="font-regular text-ink-2">of {budgetAmount(name, limit)}</span>
        </p>
        <div className="mt-2 h-1 overflow-hidden rounded-full bg-pressed" aria-hidden="true">
          <div className="h-full bg-fail-fill" style={{ width: `${percent}%` }} />
        </div>
        <p className="mt-2 text-12 text-ink-2">Nothing is spent until you answer. What was done so far is kept.</p>
      </Section>
      {decision.outcome === null && (
        <Section title="New limit">
          <TextField
            label={`In ${budgetUnit(name)}`}
            hint={`so far ${limitText(name, limit)}`}
            value={text}
            onChange={setText}
            problem={typed.problem}
          />
        </Section>
      )}
    </DecisionPanel>
  )
}
