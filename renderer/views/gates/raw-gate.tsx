import type { ReactElement } from 'react'
import type { ApprovalVerdict } from '../../../shared/words.ts'
import { Section } from '../../ui/panel.tsx'
import { AnswerButtons, type Answers } from './answer-buttons.tsx'
import { DecisionPanel } from './decision-panel.tsx'
import type { GateBodyProps } from './gate-panel.tsx'
import { NoteSection, noteProblem } from './note-field.tsx'
import { RawJson } from './raw-json.tsx'
import { unreadReason } from './readiness.ts'
import { useAnswerKeys } from './use-answer-keys.ts'
import type { Decision } from './use-decision.ts'

/** A gate whose subject is not understood: nothing that is asked may be invisible, and it takes the same answers. */
export function RawGate({ decision, next, id }: GateBodyProps): ReactElement {
  const { gate, view, decide } = decision
  const offers = (verdict: ApprovalVerdict): boolean => view?.verdicts.includes(verdict) ?? false
  const answers = useRawAnswers(decision)
  const dock = (
    <AnswerButtons
      answers={answers}
      approveText="Approve it as it stands"
      offersChanges={offers('changes_requested')}
      offersRejection={offers('rejected')}
      onReject={() => void decide('rejected')}
    />
  )
  return (
    <DecisionPanel decision={decision} dock={dock} next={next} id={id}>
      <Section title="A request this version can’t read">
        {gate && (
          <>
            <p className="mb-2 wrap-anywhere" dir="auto">
              {gate.question}
            </p>
            <RawJson value={gate.subject} label="The question as it was stored" />
          </>
        )}
      </Section>
      {decision.outcome === null && (
        <NoteSection decision={decision} label="Why" hint="kept with your answer" placeholder="Optional" />
      )}
    </DecisionPanel>
  )
}

function useRawAnswers(decision: Decision): Answers {
  const { can, decide } = decision
  const problem = noteProblem(decision.rationale)
  const isSilent = decision.rationale.trim() === ''
  const answers: Answers = {
    canApprove: can('approved') && problem === null,
    canRequest: can('changes_requested') && problem === null && !isSilent,
    canReject: can('rejected') && problem === null,
    reason: unreadReason(decision),
    noteReason: isSilent ? 'Requesting changes needs a note.' : null,
    approve: () => void decide('approved'),
    request: () => void decide('changes_requested'),
  }
  useAnswerKeys('Decision', [
    { keys: 'mod+enter', label: 'approve', isPossible: answers.canApprove, run: answers.approve },
    { keys: 'r', label: 'request changes', isPossible: answers.canRequest, run: answers.request },
  ])
  return answers
}
