import type { ReactElement } from 'react'
import type { StepEvidence } from '../../../shared/evidence.ts'
import { Section } from '../../ui/panel.tsx'
import { Status } from '../../ui/status.tsx'
import { showHidden } from '../../viewers/text.ts'
import * as TEXT from '../../words/texts/gates.ts'
import { stepLook } from '../../words/work-words.ts'

/** The commands that the application ran on what is asked about, each with its exit code. */
export function ObservedSteps({ steps }: { steps: readonly StepEvidence[] }): ReactElement {
  return (
    <Section title={TEXT.verifiedByTriptych}>
      {steps.length === 0 ? (
        <p className="text-ink-2">{TEXT.notVerified}</p>
      ) : (
        <ul className="space-y-1">
          {steps.map((step) => (
            <li key={step.label} className="flex items-start gap-3">
              <code className="min-w-0 flex-1 wrap-anywhere">{showHidden(step.command)}</code>
              <Status look={stepLook(step)} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
