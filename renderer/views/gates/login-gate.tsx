import type { ReactElement } from 'react'
import { useCommands } from '../../keys/commands.tsx'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/panel.tsx'
import { CopyLine } from './copy-line.tsx'
import { DecidingButton, DecisionPanel } from './decision-panel.tsx'
import type { GateBodyProps } from './gate-panel.tsx'
import { remedyParts } from './login-remedy.ts'

/** An agent is not logged in, or not there: the person mends that outside, then the turn is taken again. */
export function LoginGate({
  decision,
  next,
  id,
  subject,
}: GateBodyProps & { subject: { agent: string; remedy: string } }): ReactElement {
  const { gate, view, can, decide } = decision
  const { sentence, command } = remedyParts(subject.remedy)
  const again = (): void => void decide('approved')
  const pause = (): void => void decide('rejected')
  useCommands([
    ...(can('approved') ? [{ keys: 'mod+enter', label: 'try again', group: 'Decision', hint: true, run: again }] : []),
    ...(can('rejected') ? [{ keys: 'r', label: 'pause the run', group: 'Decision', hint: true, run: pause }] : []),
  ])
  const isMissing = gate?.question.includes('was not found') === true
  const dock = (
    <>
      <DecidingButton
        keys="mod+enter"
        disabled={!can('approved')}
        reason={view === null ? 'The question is being read.' : null}
        onClick={again}
      >
        {isMissing ? 'It is installed, try again' : 'I have logged in, try again'}
      </DecidingButton>
      <Button keys="r" className="mt-2 w-full" disabled={!can('rejected')} onClick={pause}>
        Pause the run
      </Button>
    </>
  )
  return (
    <DecisionPanel decision={decision} dock={dock} next={next} id={id}>
      <Section title={isMissing ? 'Agent not found' : 'Log-in needed'}>
        <p className="font-medium">
          {subject.agent} {isMissing ? 'was not found.' : 'is not logged in.'}
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
