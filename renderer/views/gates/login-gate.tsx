import type { ReactElement } from 'react'
import { Section } from '../../ui/panel.tsx'
import { CopyLine } from './copy-line.tsx'
import { DecisionPanel } from './decision-panel.tsx'
import type { GateBodyProps } from './gate-panel.tsx'
import type { LoginSubject } from './gate-subject.ts'
import { GoOnDock } from './go-on-dock.tsx'
import { remedyParts } from './login-remedy.ts'
import { unreadReason } from './readiness.ts'

/** An agent is not logged in, or not there: the person mends that outside, then the turn is taken again. */
export function LoginGate({ decision, next, id, subject }: GateBodyProps & { subject: LoginSubject }): ReactElement {
  const { sentence, command } = remedyParts(subject.remedy)
  const isMissing = decision.gate?.question.includes('cannot be started') === true
  const dock = (
    <GoOnDock
      decision={decision}
      hint="try again"
      reason={unreadReason(decision)}
      onGoOn={() => void decision.decide('approved')}
    >
      {isMissing ? 'It is installed, try again' : 'I have logged in, try again'}
    </GoOnDock>
  )
  return (
    <DecisionPanel decision={decision} dock={dock} next={next} id={id}>
      <Section title={isMissing ? 'Agent cannot be started' : 'Log-in needed'}>
        <p className="font-medium">
          {subject.agent} {isMissing ? 'cannot be started.' : 'is not logged in.'}
        </p>
        <p className="mt-1 text-ink-2 wrap-anywhere">{sentence}</p>
        {command !== null && (
          <div className="mt-2">
            <CopyLine text={command} label="Command to run in a terminal" />
          </div>
        )}
        <p className="mt-2 text-12 text-ink-3">This does not count as an attempt. Nothing was lost.</p>
      </Section>
    </DecisionPanel>
  )
}
