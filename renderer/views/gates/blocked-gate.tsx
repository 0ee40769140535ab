import { type ReactElement, type Ref, useRef, useState } from 'react'
import type { AttemptView } from '../../../shared/views.ts'
import type { ApprovalVerdict } from '../../../shared/words.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm, Dialog } from '../../ui/dialog.tsx'
import { Choice } from '../../ui/field.tsx'
import { Section } from '../../ui/panel.tsx'
import { Signature } from '../../ui/status.tsx'
import { showLines } from '../../viewers/text.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/gates.ts'
import { useAgentNames } from '../run/use-agent-names.ts'
import { AttemptColumns } from './attempt-columns.tsx'
import { BlockedCauseText } from './blocked-cause.tsx'
import { type BlockedOption, blockedOptions, blockedSentence } from './blocked-options.ts'
import { DecidingButton, DecisionPanel } from './decision-panel.tsx'
import type { GateBodyProps } from './gate-panel.tsx'
import type { BlockedSubject } from './gate-subject.ts'
import { NoteSection, noteProblem } from './note-field.tsx'
import { unreadReason } from './readiness.ts'
import { useAnswerKeys } from './use-answer-keys.ts'
import type { Decision } from './use-decision.ts'

/** Attempts that are compared: the last ones. */
const COMPARED = 2

/** The set-up, the planning, a task or its check cannot go on by itself: the ways on, cheapest first. */
export function BlockedGate(props: GateBodyProps & { subject: BlockedSubject }): ReactElement {
  const { run, decision, next, id, subject } = props
  const { gate, view } = decision
  const note = useRef<HTMLTextAreaElement>(null)
  const answer = useBlockedAnswer(decision, subject, () => note.current?.focus())
  const { option, asks, setAsks } = answer
  const question = gate?.question ?? ''
  const attempts = (view?.attempts ?? []).filter(({ attempt }) => attempt.status !== 'running').slice(-COMPARED)
  const writer = useAgentNames(run.run.config).name.implementation
  const dock = (
    <DecidingButton disabled={!answer.canDecide} reason={answer.reason} onClick={answer.act}>
      {option?.action ?? COMMON.decide}
    </DecidingButton>
  )
  return (
    <>
      <DecisionPanel decision={decision} next={next} id={id} dock={dock}>
        <Cause subject={subject} question={question} />
        <BlockedCauseText run={run} subject={subject} question={question} />
        {decision.outcome === null && <WaysOn decision={decision} answer={answer} areaRef={note} />}
        {attempts.length > 0 && <Attempts runId={run.runId} attempts={attempts} agent={writer} />}
      </DecisionPanel>
      {asks && option?.confirm && (
        <Confirm
          title={option.title}
          text={option.confirm}
          action={option.action}
          onClose={() => setAsks(false)}
          onConfirm={() => {
            setAsks(false)
            void decision.decide(option.verdict)
          }}
        />
      )}
    </>
  )
}

interface BlockedAnswer {
  options: readonly BlockedOption[]
  chosen: ApprovalVerdict
  setChosen(verdict: ApprovalVerdict): void
  option: BlockedOption | undefined
  canDecide: boolean
  reason: string | null
  /** Whether the person is asked once more. */
  asks: boolean
  setAsks(asks: boolean): void
  act(): void
}

function useBlockedAnswer(decision: Decision, { cause }: BlockedSubject, onNeedsNote: () => void): BlockedAnswer {
  const { view, can, decide, rationale } = decision
  const options = blockedOptions(cause, view?.verdicts ?? ['approved'])
  const [chosen, setChosen] = useState<ApprovalVerdict>('approved')
  const [asks, setAsks] = useState(false)
  const option = options.find(({ verdict }) => verdict === chosen)
  const needsNote = chosen === 'changes_requested' && rationale.trim() === ''
  const noteReason = needsNote ? TEXT.writeNoteFirst : noteProblem(rationale)
  const reason = unreadReason(decision) ?? noteReason
  const canDecide = can(chosen)
  const act = (): void => {
    if (reason !== null) onNeedsNote()
    else if (option?.confirm) setAsks(true)
    else void decide(chosen)
  }
  const label = option?.action.toLowerCase() ?? 'decide'
  useAnswerKeys(COMMON.decision, [{ keys: 'mod+enter', label, isPossible: canDecide, run: act }])
  return { options, chosen, setChosen, option, canDecide, reason, asks, setAsks, act }
}

function Cause({ subject, question }: { subject: BlockedSubject; question: string }): ReactElement {
  const last = subject.signatures.at(-1)
  return (
    <div className="border-fail border-l-3 bg-fail-soft px-4 py-3">
      <p className="font-medium wrap-anywhere" dir="auto">
        {showLines(blockedSentence(subject, question))}
      </p>
      {last !== undefined && (
        <p className="mt-1 -ml-1.5">
          <Signature text={last} count={subject.signatures.filter((signature) => signature === last).length} />
        </p>
      )}
    </div>
  )
}

function WaysOn({
  decision,
  answer: { options, chosen, setChosen },
  areaRef,
}: {
  decision: Decision
  answer: BlockedAnswer
  areaRef: Ref<HTMLTextAreaElement>
}): ReactElement {
  return (
    <>
      <Section title={TEXT.waysOnCheapestFirst}>
        <Choice<ApprovalVerdict>
          legend={TEXT.waysOn}
          legendHidden
          value={chosen}
          onChange={setChosen}
          options={options.map(({ verdict, title, effect }) => ({ value: verdict, title, text: effect }))}
        />
      </Section>
      <NoteSection
        decision={decision}
        label={TEXT.why}
        hint={chosen === 'changes_requested' ? TEXT.needed : TEXT.forRecord}
        placeholder={COMMON.whatShouldBeDifferent}
        areaRef={areaRef}
      />
    </>
  )
}

function Attempts(props: { runId: string; attempts: readonly AttemptView[]; agent: string }): ReactElement {
  const [compares, setCompares] = useState(false)
  const isOne = props.attempts.length === 1
  return (
    <>
      <Section
        title={isOne ? TEXT.theAttempt : TEXT.lastTwoAttempts}
        aside={!isOne && <Button onClick={() => setCompares(true)}>{TEXT.compareSideBySide}</Button>}
      >
        <div className="-mx-4">
          <AttemptColumns {...props} />
        </div>
      </Section>
      {compares && (
        <Dialog title={TEXT.lastTwoAttempts} onClose={() => setCompares(false)} wide>
          <AttemptColumns {...props} />
        </Dialog>
      )}
    </>
  )
}
