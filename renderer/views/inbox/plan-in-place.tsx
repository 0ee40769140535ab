import { type ReactElement, useRef, useState } from 'react'
import type { TaskDraft } from '../../../shared/domain.ts'
import type { RunView } from '../../../shared/views.ts'
import { hrefOf, runRoute } from '../../route.ts'
import { Confirm } from '../../ui/dialog.tsx'
import { Section } from '../../ui/panel.tsx'
import { showLines } from '../../viewers/text.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/inbox.ts'
import { AnswerButtons } from '../gates/answer-buttons.tsx'
import { DecisionPanel } from '../gates/decision-panel.tsx'
import { type PlanSubject, planSubject } from '../gates/gate-subject.ts'
import { keyed } from '../gates/keyed.ts'
import { NoteSection, noteProblem } from '../gates/note-field.tsx'
import { RawGate } from '../gates/raw-gate.tsx'
import { askedEvidence, waitsForEvidence } from '../gates/readiness.ts'
import { useAnswerKeys } from '../gates/use-answer-keys.ts'
import { type Decision, type NextGate, useDecision } from '../gates/use-decision.ts'
import { PlanCoverTable } from '../plan/plan-cover-table.tsx'
import { planCover, taskSummary } from '../plan/plan-covers.ts'
import { PlanNotes } from '../plan/plan-notes.tsx'
import { TaskReader } from '../plan/task-reader.tsx'
import { TriedSection } from '../plan/tried-section.tsx'
import { triedSteps } from '../plan/tried-steps.ts'
import { usePlanDraft } from '../plan/use-plan-draft.ts'

interface Props {
  view: RunView
  gateId: string
  next: NextGate | null
  onTaken(): void
}

/** A plan as it was proposed: each task can be read here, and edited where the whole plan is. */
export function PlanInPlace({ view, gateId, next, onTaken }: Props): ReactElement {
  const decision = useDecision(view, gateId, onTaken)
  const subject = planSubject(decision.gate?.subject)
  if (decision.gate !== null && subject === null)
    return <RawGate run={view} decision={decision} next={next} id={undefined} />
  return <ReadPlan view={view} decision={decision} subject={subject ?? NO_PLAN} next={next} />
}

/** Until the gate is read. */
const NO_PLAN: PlanSubject = { revision: 0, tasks: [], setup: { commands: [], copy: [] } }

function ReadPlan({
  view,
  decision,
  subject,
  next,
}: {
  view: RunView
  decision: Decision
  subject: PlanSubject
  next: NextGate | null
}): ReactElement {
  const { revision, tasks, setup } = subject
  const note = useRef<HTMLTextAreaElement>(null)
  const [asks, setAsks] = useState(false)
  const answers = useAnswers(view, decision, subject, () => note.current?.focus())
  const tried = triedSteps(view, revision)
  const isOpen = decision.outcome === null
  return (
    <>
      <DecisionPanel
        decision={decision}
        title={COMMON.thePlan}
        next={next}
        aside={<OpenPlan runId={view.runId} text={TEXT.editOrReadItInFull} />}
        dock={<AnswerButtons answers={answers} approveText={COMMON.approvePlan} onReject={() => setAsks(true)} />}
      >
        <Section title={COMMON.tasks}>
          <ol aria-label={COMMON.tasksOfPlan} className="divide-y divide-line border-line border-y">
            {keyed(tasks.map(({ title }) => title)).map(({ key }, index) => (
              <Task key={key} number={index + 1} task={tasks[index]} tried={tried} />
            ))}
          </ol>
        </Section>
        <PlanNotes
          risks={decision.view?.plan?.risks ?? []}
          questions={decision.view?.plan?.questions ?? []}
          setup={setup.commands}
          canAnswer={isOpen}
        />
        <TriedSection tasks={tasks} tried={tried} />
        {isOpen && (
          <>
            <Section title={COMMON.youApprove}>
              <PlanCoverTable cover={planCover(tasks, setup, view.row.control)} edits={[]} />
            </Section>
            <NoteSection
              decision={decision}
              label={COMMON.noteToStrategy}
              hint={COMMON.neededToRequestChanges}
              placeholder={COMMON.whatShouldBeDifferent}
              areaRef={note}
            />
          </>
        )}
      </DecisionPanel>
      {asks && (
        <Confirm
          title={COMMON.rejectPlan}
          text={COMMON.runIsCancelledAndCannotBeResumed}
          action={COMMON.rejectAndCancelRun}
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

/** As in the plan's own view, but that edits are approved only where they can be seen. */
function useAnswers(view: RunView, decision: Decision, { revision, tasks }: PlanSubject, onNeedsNote: () => void) {
  const { edits } = usePlanDraft(view.runId, revision, tasks)
  const isSilent = decision.rationale.trim() === ''
  const tooLong = noteProblem(decision.rationale)
  const edited = edits.count === 0 ? null : TEXT.youHaveEditedThisPlan(edits.words.join(', '))
  const reason = waitsForEvidence([askedEvidence(COMMON.thePlan, decision)]) ?? edited ?? tooLong
  const canApprove = decision.can('approved') && reason === null
  const canRequest = decision.can('changes_requested') && tooLong === null && !isSilent
  const approve = (): void => {
    if (canApprove) void decision.decide('approved')
  }
  const request = (): void => {
    if (canRequest) void decision.decide('changes_requested')
    else onNeedsNote()
  }
  useAnswerKeys(COMMON.decision, [
    { keys: 'mod+enter', label: COMMON.approve, isPossible: canApprove, run: approve },
    { keys: 'r', label: COMMON.requestChangesLower, isPossible: decision.can('changes_requested'), run: request },
  ])
  return {
    canApprove,
    canRequest,
    canReject: decision.can('rejected') && tooLong === null,
    reason,
    noteReason: isSilent ? COMMON.requestingChangesNeedsNote : null,
    approve,
    request,
  }
}

function OpenPlan({ runId, text }: { runId: string; text: string }): ReactElement {
  return (
    <a href={hrefOf(runRoute(runId, 'plan'))} className="text-12 text-lapis hover:underline">
      {text}
    </a>
  )
}

function Task({
  number,
  task,
  tried,
}: {
  number: number
  task: TaskDraft | undefined
  tried: ReturnType<typeof triedSteps>
}): ReactElement | null {
  if (task === undefined) return null
  const summary = taskSummary({
    criteria: task.acceptanceCriteria.length,
    steps: task.verificationSteps.length,
    paths: task.allowedPaths.length,
  })
  return (
    <li>
      <details>
        <summary className="flex min-h-8 items-baseline gap-2 py-1 hover:bg-hover">
          <span className="text-ink-3 tabular-nums">{number}</span>
          <span className="min-w-0 flex-1 font-medium wrap-anywhere" dir="auto">
            {showLines(task.title)}
          </span>
          <span className="flex-none text-12 text-ink-3">{summary}</span>
        </summary>
        <div className="-mx-1">
          <TaskReader task={task} tried={tried} />
        </div>
      </details>
    </li>
  )
}
