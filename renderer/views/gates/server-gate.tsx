import type { ReactElement } from 'react'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Section } from '../../ui/panel.tsx'
import { showHidden } from '../../viewers/text.ts'
import { counted } from '../../words/counted.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/gates.ts'
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
  useAnswerKeys(COMMON.decision, [
    { keys: 'mod+enter', label: TEXT.trustIt, isPossible: canTrust, run: trust },
    { keys: 'r', label: TEXT.goOnWithoutItLower, isPossible: canLeave, run: leaveOut },
  ])
  const dock = (
    <>
      <DecidingButton disabled={!canTrust} reason={reason} onClick={trust}>
        {TEXT.trustItAndUseIt}
      </DecidingButton>
      <Button keys="r" className="mt-2 w-full" disabled={!canLeave} onClick={leaveOut}>
        {TEXT.goOnWithoutIt}
      </Button>
    </>
  )
  return (
    <DecisionPanel decision={decision} dock={dock} next={next} id={id}>
      <Section title={subject.changed ? TEXT.mcpServerHasChanged : TEXT.newMcpServer}>
        <ServerFacts subject={subject} />
      </Section>
      <Section title={TEXT.itsTools} aside={counted(subject.tools.length, 'tool')}>
        <Tools names={subject.tools} />
      </Section>
      <Section title={TEXT.whatTrustingMeans}>
        <p className="text-ink-2">{TEXT.agentsOfEveryRunMayCall}</p>
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
      <RawText text={commandLine} label={TEXT.commandLineOrAddress} />
      {changed && (
        <p className="flex items-start gap-2">
          <Icon name="warning" className="mt-0.5 size-4 text-gold" />
          {TEXT.youTrustedItWhenItWasStarted}
        </p>
      )}
      <p className="text-12 text-ink-2">
        {TEXT.itStandsInYourSettingsUnder} <code>{TEXT.mcpservers}</code>.
      </p>
    </div>
  )
}

function Tools({ names }: { names: readonly string[] }): ReactElement {
  if (names.length === 0) return <p className="text-12 text-ink-2">{TEXT.itOffersNone}</p>
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
