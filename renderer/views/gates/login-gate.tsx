import type { ReactElement } from 'react'
import { Section } from '../../ui/panel.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/gates.ts'
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
      hint={TEXT.tryAgain}
      reason={unreadReason(decision)}
      onGoOn={() => void decision.decide('approved')}
    >
      {isMissing ? TEXT.itIsInstalledTryAgain : TEXT.iHaveLoggedInTryAgain}
    </GoOnDock>
  )
  return (
    <DecisionPanel decision={decision} dock={dock} next={next} id={id}>
      <Section title={isMissing ? TEXT.agentCannotBeStarted : COMMON.logInNeeded}>
        <p className="font-medium">
          {subject.agent} {isMissing ? TEXT.cannotBeStarted : TEXT.isNotLoggedIn}
        </p>
        <p className="mt-1 text-ink-2 wrap-anywhere">{sentence}</p>
        {command !== null && (
          <div className="mt-2">
            <CopyLine text={command} label={TEXT.commandToRunInTerminal} />
          </div>
        )}
        <p className="mt-2 text-12 text-ink-3">{TEXT.thisDoesNotCountAsAttempt}</p>
      </Section>
    </DecisionPanel>
  )
}
