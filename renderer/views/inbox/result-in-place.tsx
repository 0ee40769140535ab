import { type ReactElement, useRef, useState } from 'react'
import type { Comment } from '../../../shared/evidence.ts'
import type { RunView } from '../../../shared/views.ts'
import { hrefOf, runRoute } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Section } from '../../ui/panel.tsx'
import { showHidden, showLines } from '../../viewers/text.ts'
import { counted } from '../../words/counted.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/inbox.ts'
import { DecisionPanel } from '../gates/decision-panel.tsx'
import { scopeSubject } from '../gates/gate-subject.ts'
import { NoteSection, noteProblem } from '../gates/note-field.tsx'
import { ObservedSteps } from '../gates/observed-steps.tsx'
import { useAnswerKeys } from '../gates/use-answer-keys.ts'
import { type Decision, type NextGate, useDecision } from '../gates/use-decision.ts'
import { commentProblem, sentComments } from '../review/comment-drafts.ts'
import { criteriaCount, evidenceFacts } from '../review/evidence-facts.ts'
import { REJECTIONS, reviewKind } from '../review/review-words.ts'
import { useComments } from '../review/use-comments.ts'

/** A result, a task or changes outside: what was observed, and a way to the diff. It is approved only where the diff is in sight. */
export function ResultInPlace({
  view,
  gateId,
  next,
  onTaken,
}: {
  view: RunView
  gateId: string
  next: NextGate | null
  onTaken(): void
}): ReactElement {
  const comments = useComments(gateId)
  const decision = useDecision(view, gateId, () => {
    comments.clear()
    onTaken()
  })
  const kind = reviewKind(decision.gate?.kind)
  const note = useRef<HTMLTextAreaElement>(null)
  const [asks, setAsks] = useState(false)
  const answers = useAnswers(decision, comments.list, () => note.current?.focus())
  const dock = <Dock runId={view.runId} answers={answers} onReject={() => setAsks(true)} />
  return (
    <>
      <DecisionPanel decision={decision} title={COMMON.evidence} next={next} dock={dock}>
        <Observed decision={decision} />
        {decision.outcome === null && (
          <NoteSection
            decision={decision}
            label={COMMON.note}
            hint={answers.offersChanges ? COMMON.neededToRequestChanges : COMMON.keptWithYourAnswer}
            placeholder={COMMON.whatShouldBeDifferentForRecord}
            areaRef={note}
          />
        )}
      </DecisionPanel>
      {asks && (
        <Confirm
          {...REJECTIONS[kind]}
          onClose={() => setAsks(false)}
          onConfirm={() => {
            setAsks(false)
            void decision.decide('rejected')
          }}
        />
      )}
    </>
  )
}

interface ResultAnswers {
  offersChanges: boolean
  canRequest: boolean
  canReject: boolean
  reason: string | null
  request(): void
}

function useAnswers(decision: Decision, drafted: readonly Comment[], onNeedsNote: () => void): ResultAnswers {
  const { can, decide, rationale } = decision
  const offersChanges = can('changes_requested')
  const comments = sentComments(drafted)
  const problem = noteProblem(rationale) ?? commentProblem(drafted)
  const hasWords = rationale.trim() !== '' || comments.length > 0
  const canRequest = offersChanges && hasWords && problem === null
  const request = (): void => {
    if (canRequest) void decide('changes_requested', { comments })
    else onNeedsNote()
  }
  useAnswerKeys(COMMON.decision, [
    { keys: 'r', label: COMMON.requestChangesLower, isPossible: offersChanges, run: request },
  ])
  return {
    offersChanges,
    canRequest,
    canReject: can('rejected') && problem === null,
    reason: problem ?? (hasWords ? withComments(comments.length) : COMMON.requestingChangesNeedsNote),
    request,
  }
}

const withComments = (count: number): string | null =>
  count === 0 ? null : TEXT.commentsGoWithRequestedChanges(counted(count, 'comment'), count === 1 ? 'goes' : 'go')

function Dock({
  runId,
  answers: { offersChanges, canRequest, canReject, reason, request },
  onReject,
}: {
  runId: string
  answers: ResultAnswers
  onReject: () => void
}): ReactElement {
  return (
    <>
      <a
        href={hrefOf(runRoute(runId, 'review'))}
        className="flex min-h-9 items-center justify-center rounded-control border border-gold-edge bg-gold-fill px-4 font-medium text-on-gold hover:bg-gold-hover"
      >
        {TEXT.openReviewToApprove}
      </a>
      <div className="mt-2 flex items-center gap-2">
        {offersChanges && (
          <Button className="grow" keys="r" disabled={!canRequest} onClick={request}>
            {COMMON.requestChanges}
          </Button>
        )}
        <Button look="danger" disabled={!canReject} onClick={onReject}>
          {COMMON.reject}
        </Button>
      </div>
      {reason !== null && offersChanges && <p className="mt-1 text-12 text-ink-2">{reason}</p>}
    </>
  )
}

function Observed({ decision: { gate, view } }: { decision: Decision }): ReactElement | null {
  if (view === null) return null
  const { steps, criteria, summaries } = evidenceFacts(view)
  const outside = scopeSubject(gate?.subject)?.outsidePaths ?? []
  return (
    <>
      <Section title={COMMON.theQuestion}>
        <p className="wrap-anywhere whitespace-pre-wrap" dir="auto">
          {showLines(gate?.question ?? '')}
        </p>
      </Section>
      {outside.length > 0 && (
        <Section title={COMMON.outsideAllowedPaths}>
          <ul>
            {outside.map((path) => (
              <li key={path}>
                <code className="wrap-anywhere">{showHidden(path)}</code>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <ObservedSteps steps={steps} />
      {criteria.length > 0 && (
        <Section title={COMMON.judged} aside={criteriaCount(criteria)}>
          {summaries.map(({ role, text }) => (
            <p key={role} className="wrap-anywhere" dir="auto">
              {showLines(text)}
            </p>
          ))}
        </Section>
      )}
    </>
  )
}
