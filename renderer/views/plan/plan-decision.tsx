import { type ReactElement, useRef, useState } from 'react'
import type { RunView } from '../../../shared/views.ts'
import { useCommands } from '../../keys/commands.tsx'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Failure } from '../../ui/notice.tsx'
import { Section } from '../../ui/panel.tsx'
import { Tag } from '../../ui/status.tsx'
import { counted } from '../../words/numbers.ts'
import { DecidingButton, DecisionPanel } from '../gates/decision-panel.tsx'
import type { PlanSubject } from '../gates/gate-subject.ts'
import { NoteSection, noteProblem } from '../gates/note-field.tsx'
import { waitsForEvidence } from '../gates/readiness.ts'
import { panelIds } from '../gates/three-panels.tsx'
import type { Decision } from '../gates/use-decision.ts'
import { PlanCoverTable } from './plan-cover-table.tsx'
import { planCover } from './plan-covers.ts'
import { tasksOf } from './plan-draft.ts'
import { PlanNotes } from './plan-notes.tsx'
import type { EditedApproval } from './use-approve-edited.ts'
import type { PlanEditing } from './use-plan-draft.ts'

/** What approving covers, what strategy asks, and the answer. */
export function PlanDecision(props: {
  view: RunView
  decision: Decision
  subject: PlanSubject
  editing: PlanEditing
  next: { label: string; show: () => void } | null
  approval: EditedApproval
  savedText: string | null
  onShowTask(index: number): void
}): ReactElement {
  const { view, decision, subject, editing, next, approval, savedText, onShowTask } = props
  const { edits, draft, problems } = editing
  const [asks, setAsks] = useState<'reject' | 'discard' | null>(null)
  const note = useRef<HTMLTextAreaElement>(null)
  const hash = decision.gate?.subjectHash.replace('sha256:', '').slice(0, 6) ?? ''
  const answer = usePlanAnswer({ ...props, onNeedsNote: () => note.current?.focus() })
  const firstProblem = problems[0]
  const dock = (
    <>
      {firstProblem && (
        <p className="mb-2 flex items-center gap-2 text-12 text-fail">
          <span className="min-w-0 flex-1">{counted(problems.length, 'problem')} to solve first.</span>
          <Button
            className="min-h-6!"
            onClick={() => onShowTask(draft.tasks.findIndex(({ key }) => key === firstProblem.taskKey))}
          >
            Show
          </Button>
        </p>
      )}
      <DecidingButton
        keys="mod+enter"
        disabled={!answer.canApprove}
        reason={firstProblem ? null : answer.reason}
        onClick={answer.approve}
      >
        {edits.count > 0 ? 'Approve the edited plan' : 'Approve the plan'}
      </DecidingButton>
      <div className="mt-2 flex items-center gap-2">
        <Button className="grow" keys="r" disabled={!answer.canRequest} onClick={answer.request}>
          Request changes
        </Button>
        <Button look="danger" disabled={!answer.canReject} onClick={() => setAsks('reject')}>
          Reject
        </Button>
      </div>
      {answer.noteReason !== null && <p className="mt-1 text-12 text-ink-2">{answer.noteReason}</p>}
    </>
  )
  return (
    <>
      <DecisionPanel
        id={panelIds('plan').right}
        decision={decision}
        dock={dock}
        next={next}
        lit={false}
        aside={<Tag title={decision.gate?.subjectHash ?? ''}>{`plan ${hash}`}</Tag>}
      >
        {savedText !== null && (
          <p role="alert" className="border-fail border-b border-l-3 bg-fail-soft px-4 py-3 wrap-anywhere">
            {savedText}
          </p>
        )}
        {approval.problem?.step === 'edit' && <Failure error={approval.problem.error} />}
        <PlanNotes
          risks={decision.view?.plan?.risks ?? []}
          questions={decision.view?.plan?.questions ?? []}
          setup={subject.setup.commands}
          canAnswer={decision.outcome === null}
        />
        {decision.outcome === null ? (
          <Section title="You approve">
            <PlanCoverTable cover={planCover(tasksOf(draft), subject.setup, view.row.control)} edits={edits.words} />
            {edits.count > 0 && (
              <div className="mt-1 -ml-2.5">
                <Button look="quiet" onClick={() => setAsks('discard')}>
                  Discard my edits
                </Button>
              </div>
            )}
          </Section>
        ) : (
          edits.count > 0 && (
            <Section title="Your edits">
              <p>
                Not sent: {edits.words.join(', ')}. They stay a draft of version {subject.revision}.
              </p>
            </Section>
          )
        )}
        {decision.outcome === null && (
          <NoteSection
            decision={decision}
            label="Note to strategy"
            hint="needed to request changes"
            placeholder="What should be different?"
            areaRef={note}
          />
        )}
      </DecisionPanel>
      {asks === 'reject' && (
        <Confirm
          title="Reject the plan"
          text="The run is cancelled and cannot be resumed. Nothing has been changed in your repository."
          action="Reject and cancel the run"
          onClose={() => setAsks(null)}
          onConfirm={() => {
            setAsks(null)
            void decision.decide('rejected')
          }}
        />
      )}
      {asks === 'discard' && (
        <Confirm
          title="Discard my edits"
          text={`The plan is again as strategy proposed it. Lost: ${edits.words.join(', ')}.`}
          action="Discard my edits"
          onClose={() => setAsks(null)}
          onConfirm={() => {
            setAsks(null)
            editing.discard()
          }}
        />
      )}
    </>
  )
}

/** Which answers can be given, why not, and what they do. */
function usePlanAnswer(props: {
  view: RunView
  decision: Decision
  subject: PlanSubject
  editing: PlanEditing
  approval: EditedApproval
  onNeedsNote(): void
}): {
  canApprove: boolean
  canRequest: boolean
  canReject: boolean
  reason: string | null
  noteReason: string | null
  approve(): void
  request(): void
} {
  const { view, decision, subject, editing, approval, onNeedsNote } = props
  const { edits, draft, problems } = editing
  const isFree = !approval.isRunning
  const tooLong = noteProblem(decision.rationale)
  const hasNote = decision.rationale.trim() !== ''
  const reason =
    waitsForEvidence([
      { what: 'The plan', state: decision.view ? 'ready' : decision.readError ? 'failed' : 'reading' },
    ]) ?? (approval.isRunning ? 'Saving your edits, then approving them.' : tooLong)
  const canApprove = decision.can('approved') && isFree && problems.length === 0 && tooLong === null
  const canRequest = decision.can('changes_requested') && isFree && hasNote && tooLong === null
  const canReject = decision.can('rejected') && isFree && tooLong === null
  const approve = (): void => {
    if (!canApprove) return
    approval.clear()
    if (edits.count === 0) {
      void decision.decide('approved')
      return
    }
    const rationale = decision.rationale.trim()
    void approval.run({ runId: view.runId, revision: subject.revision, tasks: tasksOf(draft), rationale })
  }
  const request = (): void => {
    if (canRequest) void decision.decide('changes_requested')
    else onNeedsNote()
  }
  const group = 'Plan'
  useCommands([
    ...(canApprove ? [{ keys: 'mod+enter', label: 'approve', group, hint: true, run: approve }] : []),
    ...(decision.can('changes_requested')
      ? [{ keys: 'r', label: 'request changes', group, hint: true, run: request }]
      : []),
  ])
  const noteReason = hasNote
    ? edits.count > 0
      ? 'Requesting changes sends the note only; your edits stay a draft.'
      : null
    : 'Requesting changes needs a note.'
  return { canApprove, canRequest, canReject, reason, noteReason, approve, request }
}
