import { type ReactElement, useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Failure } from '../../ui/notice.tsx'
import { Section } from '../../ui/panel.tsx'
import { Tag } from '../../ui/status.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/plan.ts'
import { DecisionPanel } from '../gates/decision-panel.tsx'
import { NoteSection } from '../gates/note-field.tsx'
import { panelIds } from '../gates/three-panels.tsx'
import type { NextGate } from '../gates/use-decision.ts'
import { WarningList } from '../gates/warning-list.tsx'
import { ChangesSection } from './changes-section.tsx'
import { hiddenSignWarnings } from './hidden-signs.ts'
import { PlanCoverTable } from './plan-cover-table.tsx'
import { planCover } from './plan-covers.ts'
import { PlanDock } from './plan-dock.tsx'
import { type PlanDraft, tasksOf } from './plan-draft.ts'
import { PlanNotes } from './plan-notes.tsx'
import { TriedSection } from './tried-section.tsx'
import type { TriedSteps } from './tried-steps.ts'
import { type PlanAnswersProps, usePlanAnswers } from './use-plan-answers.ts'
import { usePlanBefore } from './use-plan-before.ts'

interface PlanDecisionProps extends PlanAnswersProps {
  tried: TriedSteps | null
  next: NextGate | null
  /** That this version holds the person's edits, but was not approved. */
  savedText: string | null
  onShowTask(index: number): void
}

/** What approving covers, what strategy asks, and the answer. */
export function PlanDecision(props: PlanDecisionProps): ReactElement {
  const { decision, subject, editing, next, approval, savedText, onShowTask } = props
  const [asks, setAsks] = useState<'reject' | 'discard' | null>(null)
  const note = useRef<HTMLTextAreaElement>(null)
  const answers = usePlanAnswers(props, () => note.current?.focus())
  const isOpen = decision.outcome === null
  const before = usePlanBefore(props.view, subject.revision, subject.tasks)
  const hash = decision.gate?.subjectHash ?? ''
  return (
    <>
      <DecisionPanel
        id={panelIds('plan').right}
        decision={decision}
        dock={
          <PlanDock editing={editing} answers={answers} onReject={() => setAsks('reject')} onShowTask={onShowTask} />
        }
        next={next}
        lit={false}
        aside={<Tag title={hash}>{TEXT.plan(hash.replace('sha256:', '').slice(0, 6))}</Tag>}
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
          canAnswer={isOpen}
        />
        <ChangesSection before={before} onShowTask={(index) => onShowTask(shownIndex(editing.draft, index))} />
        {isOpen ? <Covered {...props} onDiscard={() => setAsks('discard')} /> : <Unsent {...props} />}
        {isOpen && (
          <NoteSection
            decision={decision}
            label={COMMON.noteToStrategy}
            hint={COMMON.neededToRequestChanges}
            placeholder={COMMON.whatShouldBeDifferent}
            areaRef={note}
          />
        )}
      </DecisionPanel>
      {asks && <Question {...props} what={asks} onClose={() => setAsks(null)} />}
    </>
  )
}

/** Where a task of the proposed plan stands in the person's version; the first task where they dropped it. */
const shownIndex = ({ tasks }: PlanDraft, proposed: number): number =>
  Math.max(
    0,
    tasks.findIndex(({ origin }) => origin === proposed),
  )

function Covered({
  view,
  subject,
  tried,
  editing,
  onDiscard,
}: PlanDecisionProps & { onDiscard: () => void }): ReactElement {
  const { draft, edits } = editing
  const hidden = hiddenSignWarnings(draft)
  return (
    <>
      {hidden.length > 0 && (
        <Section title={TEXT.whatFieldsDoNotShow}>
          <WarningList texts={hidden} />
        </Section>
      )}
      <TriedSection tasks={tasksOf(draft)} tried={tried} />
      <Section title={COMMON.youApprove}>
        <PlanCoverTable cover={planCover(tasksOf(draft), subject.setup, view.row.control)} edits={edits.words} />
        {edits.count > 0 && (
          <div className="mt-1 -ml-2.5">
            <Button look="quiet" onClick={onDiscard}>
              {TEXT.discardMyEdits}
            </Button>
          </div>
        )}
      </Section>
    </>
  )
}

/** What the person had changed when the question was closed. */
function Unsent({ subject, editing: { edits } }: PlanDecisionProps): ReactElement | null {
  if (edits.count === 0) return null
  return (
    <Section title={TEXT.yourEdits}>
      <p>{TEXT.notSent(edits.words.join(', '), subject.revision)}</p>
    </Section>
  )
}

function Question({
  what,
  decision,
  editing,
  onClose,
}: PlanDecisionProps & { what: 'reject' | 'discard'; onClose: () => void }): ReactElement {
  const isReject = what === 'reject'
  return (
    <Confirm
      title={isReject ? COMMON.rejectPlan : TEXT.discardMyEdits}
      text={
        isReject
          ? COMMON.runIsCancelledAndCannotBeResumed
          : TEXT.planIsAgainAsItWasProposed(editing.edits.words.join(', '))
      }
      action={isReject ? COMMON.rejectAndCancelRun : TEXT.discardMyEdits}
      onClose={onClose}
      onConfirm={() => {
        onClose()
        if (isReject) void decision.decide('rejected')
        else editing.discard()
      }}
    />
  )
}
