import type { ReactElement } from 'react'
import type { ApprovalVerdict } from '../../../shared/words.ts'
import { Section } from '../../ui/panel.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/gates.ts'
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
      approveText={TEXT.approveItAsItStands}
      offersChanges={offers('changes_requested')}
      offersRejection={offers('rejected')}
      onReject={() => void decide('rejected')}
    />
  )
  return (
    <DecisionPanel decision={decision} dock={dock} next={next} id={id}>
      <Section title={COMMON.requestThisVersionCantRead}>
        {gate && (
          <>
            <p className="mb-2 wrap-anywhere" dir="auto">
              {gate.question}
            </p>
            <RawJson value={gate.subject} label={COMMON.questionAsItWasStored} />
          </>
        )}
      </Section>
      {decision.outcome === null && (
        <NoteSection
          decision={decision}
          label={TEXT.why}
          hint={COMMON.keptWithYourAnswer}
          placeholder={TEXT.optional}
        />
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
    noteReason: isSilent ? COMMON.requestingChangesNeedsNote : null,
    approve: () => void decide('approved'),
    request: () => void decide('changes_requested'),
  }
  useAnswerKeys(COMMON.decision, [
    { keys: 'mod+enter', label: COMMON.approve, isPossible: answers.canApprove, run: answers.approve },
    { keys: 'r', label: COMMON.requestChangesLower, isPossible: answers.canRequest, run: answers.request },
  ])
  return answers
}
