import type { ReactElement } from 'react'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Section } from '../../ui/panel.tsx'
import { showHidden } from '../../viewers/text.ts'
import { counted } from '../../words/numbers.ts'
import { DecidingButton, DecisionPanel } from './decision-panel.tsx'
import type { GateBodyProps } from './gate-panel.tsx'
import type { ServerSubject } from './gate-subject.ts'
import { keyed } from './keyed.ts'
import { RawText } from './raw-json.tsx'
import { unreadReason } from './readiness.ts'
import { useAnswerKeys } from './use-answer-keys.ts'

/** An MCP server of the person's own settings that they have not trusted as it is now. */
export function ServerGate({ decision, next, id, subject }: GateBodyProps & { subject: ServerSubject }): ReactElement {
  const { can, decide } = decision
  const reason = unreadReason(decision)
  const trust = (): void => void decide('approved')
  const leaveOut = (): void => void decide('rejected')
  const canTrust = can('approved') && reason === null
  const canLeave = can('rejected')
  useAnswerKeys('Decision', [
    { keys: 'mod+enter', label: 'trust it', isPossible: canTrust, run: trust },
    { keys: 'r', label: 'go on without it', isPossible: canLeave, run: leaveOut },
  ])
  const dock = (
    <>
      <DecidingButton disabled={!canTrust} reason={reason} onClick={trust}>
        Trust it and use it
      </DecidingButton>
      <Button keys="r" className="mt-2 w-full" disabled={!canLeave} onClick={leaveOut}>
        Go on without it
      </Button>
    </>
  )
  return (
    <DecisionPanel decision={decision} dock={dock} next={next} id={id}>
      <Section title={subject.changed ? 'An MCP server has changed' : 'A new MCP server'}>
        <ServerFacts subject={subject} />
      </Section>
      <Section title="Its tools" aside={counted(subject.tools.length, 'tool')}>
        <Tools names={subject.tools} />
      </Section>
      <Section title="What trusting means">
        <p className="text-ink-2">
          The agents of every run may call these tools, and Triptych starts the server for them. You are asked again as
          soon as its command line or one of its tools is another one. If you go on without it, only this run does.
        </p>
      </Section>
    </DecisionPanel>
  )
}

function ServerFacts({ subject: { name, commandLine, changed } }: { subject: ServerSubject }): ReactElement {
  return (
    <div className="flex flex-col gap-2">
      <p className="font-medium wrap-anywhere" dir="auto">
        {showHidden(name)}
      </p>
      <RawText text={commandLine} label="Command line or address" />
      {changed && (
        <p className="flex items-start gap-2">
          <Icon name="warning" className="mt-0.5 size-4 text-gold" />
          You trusted it when it was started otherwise or had other tools.
        </p>
      )}
      <p className="text-12 text-ink-2">
        It stands in your settings, under <code>mcpServers</code>.
      </p>
    </div>
  )
}

function Tools({ names }: { names: readonly string[] }): ReactElement {
  if (names.length === 0) return <p className="text-12 text-ink-2">It offers none.</p>
  return (
    <ul className="flex flex-col gap-0.5">
      {keyed(names).map(({ key, text }) => (
        <li key={key}>
          <code className="wrap-anywhere">{showHidden(text)}</code>
        </li>
      ))}
    </ul>
  )
}
