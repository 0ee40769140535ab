import { type ReactElement, useRef, useState } from 'react'
import type { ApprovalVerdict } from '../../../shared/words.ts'
import { useCommands } from '../../keys/commands.tsx'
import { Button } from '../../ui/button.tsx'
import { Confirm, Dialog } from '../../ui/dialog.tsx'
import { Choice } from '../../ui/field.tsx'
import { Section } from '../../ui/panel.tsx'
import { Signature } from '../../ui/status.tsx'
import { useAgentNames } from '../run/use-agent-names.ts'
import { AttemptColumns } from './attempt-columns.tsx'
import { BlockedCauseText } from './blocked-cause.tsx'
import { blockedOptions, blockedSentence } from './blocked-options.ts'
import { DecidingButton, DecisionPanel } from './decision-panel.tsx'
import type { GateBodyProps } from './gate-panel.tsx'
import type { BlockedSubject } from './gate-subject.ts'
import { NoteSection, noteProblem } from './note-field.tsx'

/** The set-up, the planning, a task or its check cannot go on by itself: the ways on, cheapest first. */
export function BlockedGate({
  run,
  decision,
  next,
  id,
  subject,
}: GateBodyProps & { subject: BlockedSubject }): ReactElement {
  const { gate, view, can, decide, rationale } = decision
  const options = blockedOptions(subject.cause, view?.verdicts ?? ['approved'])
  const [chosen, setChosen] = useState<ApprovalVerdict>('approved')
  const [asks, setAsks] = useState(false)
  const [compares, setCompares] = useState(false)
  const note = useRef<HTMLTextAreaElement>(null)
  const option = options.find(({ verdict }) => verdict === chosen)
  const needsNote = chosen === 'changes_requested' && rationale.trim() === ''
  const reason =
    view === null ? 'The question is being read.' : needsNote ? 'Write a note first.' : noteProblem(rationale)
  const act = (): void => {
    if (needsNote) note.current?.focus()
    else if (option?.confirm) setAsks(true)
    else void decide(chosen)
  }
  const attempts = (view?.attempts ?? []).filter(({ attempt }) => attempt.status !== 'running').slice(-2)
  useCommands([
    ...(can(chosen)
      ? [
          {
            keys: 'mod+enter',
            label: option?.action.toLowerCase() ?? 'decide',
            group: 'Decision',
            hint: true,
            run: act,
          },
        ]
      : []),
  ])
  const writer = useAgentNames(run.run.config).name.implementation
  const last = subject.signatures.at(-1)
  return (
    <>
      <DecisionPanel
        decision={decision}
        next={next}
        id={id}
        dock={
          <DecidingButton keys="mod+enter" disabled={!can(chosen)} reason={reason} onClick={act}>
            {option?.action ?? 'Decide'}
          </DecidingButton>
        }
      >
        <div className="border-fail border-l-3 bg-fail-soft px-4 py-3">
          <p className="font-medium wrap-anywhere" dir="auto">
            {blockedSentence(subject, gate?.question ?? '')}
          </p>
          {last !== undefined && (
            <p className="mt-1">
              <Signature text={last} count={subject.signatures.filter((signature) => signature === last).length} />
            </p>
          )}
        </div>
        <BlockedCauseText run={run} subject={subject} question={gate?.question ?? ''} />
        {decision.outcome === null && (
          <>
            <Section title="Ways on, cheapest first">
              <Choice<ApprovalVerdict>
                legend="Ways on"
                legendHidden
                value={chosen}
                onChange={setChosen}
                options={options.map(({ verdict, title, effect }) => ({ value: verdict, title, text: effect }))}
              />
            </Section>
            <NoteSection
              decision={decision}
              label="Why"
              hint={chosen === 'changes_requested' ? 'needed' : 'for the record'}
              placeholder="What should be different?"
              areaRef={note}
            />
          </>
        )}
        {attempts.length > 0 && (
          <Section
            title={attempts.length === 1 ? 'The attempt' : 'The last two attempts'}
            aside={attempts.length > 1 && <Button onClick={() => setCompares(true)}>Compare side by side</Button>}
          >
            <div className="-mx-4">
              <AttemptColumns runId={run.runId} attempts={attempts} agent={writer} />
            </div>
          </Section>
        )}
      </DecisionPanel>
      {asks && option?.confirm && (
        <Confirm
          title={option.title}
          text={option.confirm}
          action={option.action}
          onClose={() => setAsks(false)}
          onConfirm={() => {
            setAsks(false)
            void decide(chosen)
          }}
        />
      )}
      {compares && (
        <Dialog title="The last two attempts" onClose={() => setCompares(false)} wide>
          <AttemptColumns runId={run.runId} attempts={attempts} agent={writer} />
        </Dialog>
      )}
    </>
  )
}
