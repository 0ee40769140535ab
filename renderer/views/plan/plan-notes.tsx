import type { ReactElement } from 'react'
import { Section } from '../../ui/panel.tsx'
import { showHidden } from '../../viewers/text.ts'
import * as TEXT from '../../words/texts/plan.ts'
import { keyed } from '../gates/keyed.ts'
import { WarningList } from '../gates/warning-list.tsx'
import { AgentText } from '../run/agent-text.tsx'

/** What strategy asks and sees coming, and the commands that set the worktree up. Empty parts are left out. */
export function PlanNotes({
  risks,
  questions,
  setup,
  canAnswer = false,
}: {
  risks: readonly string[]
  questions: readonly string[]
  setup: readonly string[]
  canAnswer?: boolean
}): ReactElement {
  return (
    <>
      {questions.length > 0 && (
        <Section title={TEXT.strategyAsks}>
          <ul className="flex flex-col gap-1.5">
            {keyed(questions).map(({ key, text }) => (
              <li key={key}>
                <AgentText text={text} />
              </li>
            ))}
          </ul>
          {canAnswer && <p className="mt-1.5 text-12 text-ink-2">{TEXT.answerInNote}</p>}
        </Section>
      )}
      {risks.length > 0 && (
        <Section title={TEXT.risksStrategySees}>
          <WarningList texts={risks} />
        </Section>
      )}
      {setup.length > 0 && (
        <Section title={TEXT.setUpBeforePlanWasMade}>
          <ul>
            {keyed(setup).map(({ key, text }) => (
              <li key={key}>
                <code className="wrap-anywhere">{showHidden(text)}</code>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}
