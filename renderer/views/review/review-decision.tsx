import { type ReactElement, type Ref, useRef, useState } from 'react'
import type { DeliveryOption, RunView } from '../../../shared/views.ts'
import { Confirm } from '../../ui/dialog.tsx'
import { Section } from '../../ui/panel.tsx'
import { Tag } from '../../ui/status.tsx'
import { counted } from '../../words/numbers.ts'
import { DecisionPanel } from '../gates/decision-panel.tsx'
import { resultSubject, scopeSubject } from '../gates/gate-subject.ts'
import { NoteSection } from '../gates/note-field.tsx'
import { RawJson } from '../gates/raw-json.tsx'
import { panelIds } from '../gates/three-panels.tsx'
import type { Decision } from '../gates/use-decision.ts'
import { useAgentNames } from '../run/use-agent-names.ts'
import { DeliveryChoice } from './delivery-choice.tsx'
import { EvidenceSections, WordsSection } from './evidence-sections.tsx'
import { OutsidePaths } from './outside-paths.tsx'
import { ReviewDock } from './review-dock.tsx'
import {
  APPROVE_EFFECT,
  approveText,
  deliveryKey,
  dockLine,
  firstDelivery,
  REJECTIONS,
  type ReviewKind,
  reviewKind,
} from './review-words.ts'
import type { Comments } from './use-comments.ts'
import { useReviewAnswer } from './use-review-answer.ts'
import type { ReviewDiff } from './use-review-diff.ts'

export interface ReviewDecisionProps {
  run: RunView
  decision: Decision
  diff: ReviewDiff
  comments: Comments
  next: { label: string; show: () => void } | null
  onShowLine: (path: string, line: number | null) => void
}

/** Evidence, what approving does, and the answer. */
export function ReviewDecision(props: ReviewDecisionProps): ReactElement {
  const { run, decision, diff, comments, next } = props
  const { gate, view } = decision
  const kind = reviewKind(gate?.kind)
  const [chosenKey, setChosenKey] = useState<string | null>(null)
  const [asks, setAsks] = useState(false)
  const note = useRef<HTMLTextAreaElement>(null)
  const options = view?.deliveries ?? []
  const chosen = options.find(({ delivery }) => deliveryKey(delivery) === chosenKey) ?? firstDelivery(options)
  const option = kind === 'final' ? chosen : null
  const answer = useReviewAnswer({
    decision,
    comments,
    evidence: diff.evidence,
    delivery: option,
    needsDelivery: kind === 'final',
    onNeedsNote: () => note.current?.focus(),
  })
  const offersChanges = view?.verdicts.includes('changes_requested') ?? kind !== 'scope'
  const tree = resultSubject(gate?.subject)?.tree
  const delivery = option?.delivery ?? null
  const dock = (
    <ReviewDock
      line={dockLine(kind, delivery, commitsOf(run, decision))}
      approveText={approveText(kind, delivery)}
      answer={answer}
      offersChanges={offersChanges}
      onReject={() => setAsks(true)}
    />
  )
  return (
    <>
      <DecisionPanel
        id={panelIds('review').right}
        title="Evidence"
        decision={decision}
        dock={dock}
        next={next}
        lit={false}
        aside={tree ? <Tag title={tree}>{`tree ${tree.slice(0, 6)}`}</Tag> : undefined}
      >
        <Observed {...props} />
        {decision.outcome === null && (
          <>
            <Approval
              kind={kind}
              decision={decision}
              chosen={chosen}
              onChoose={({ delivery: other }) => setChosenKey(deliveryKey(other))}
            />
            <Note decision={decision} offersChanges={offersChanges} comments={answer.commentCount} areaRef={note} />
          </>
        )}
        <Words {...props} />
      </DecisionPanel>
      {asks && (
        <Confirm
          {...REJECTIONS[kind]}
          onClose={() => setAsks(false)}
          onConfirm={() => {
            setAsks(false)
            answer.reject()
          }}
        />
      )}
    </>
  )
}

function commitsOf({ run }: RunView, { gate, view }: Decision): Parameters<typeof dockLine>[2] {
  const subject = resultSubject(gate?.subject)
  const attempt = view?.attempt?.attempt
  return {
    branch: run.branch,
    base: subject?.base ?? attempt?.baseCommit ?? null,
    head: subject?.head ?? attempt?.candidateCommit ?? null,
  }
}

/** What was observed and judged; a subject that is not understood is drawn raw. */
function Observed({ run, decision: { gate, view }, diff, onShowLine }: ReviewDecisionProps): ReactElement {
  const outside = scopeSubject(gate?.subject)?.outsidePaths ?? null
  const isUnderstood = outside !== null || resultSubject(gate?.subject) !== null
  return (
    <>
      {gate && !isUnderstood && (
        <Section title="A request this version can’t read">
          <RawJson value={gate.subject} label="The question as it was stored" />
        </Section>
      )}
      {view && (
        <EvidenceSections
          runId={run.runId}
          view={view}
          paths={(diff.files ?? []).map(({ path }) => path)}
          onShowLine={onShowLine}
        />
      )}
      {outside && <OutsidePaths paths={outside} onShow={(path) => onShowLine(path, null)} />}
    </>
  )
}

function Words({ run, decision: { view } }: ReviewDecisionProps): ReactElement | null {
  const names = useAgentNames(run.run.config)
  return view && <WordsSection view={view} names={names} />
}

function Approval({
  kind,
  decision,
  chosen,
  onChoose,
}: {
  kind: ReviewKind
  decision: Decision
  chosen: DeliveryOption | null
  onChoose: (option: DeliveryOption) => void
}): ReactElement {
  return (
    <Section title="Approve does exactly this">
      {kind === 'final' ? (
        <DeliveryChoice
          options={decision.view?.deliveries ?? []}
          chosen={chosen}
          onChoose={onChoose}
          onLookAgain={decision.reload}
        />
      ) : (
        <p className="text-12 text-ink-2">{APPROVE_EFFECT[kind]}</p>
      )}
    </Section>
  )
}

function Note({
  decision,
  offersChanges,
  comments,
  areaRef,
}: {
  decision: Decision
  offersChanges: boolean
  /** How many go with it. */
  comments: number
  areaRef: Ref<HTMLTextAreaElement>
}): ReactElement {
  return (
    <NoteSection
      decision={decision}
      label="Note"
      hint={offersChanges && comments === 0 ? 'needed to request changes' : 'kept with your answer'}
      placeholder="What should be different, for the record and for the agents"
      areaRef={areaRef}
    >
      {comments > 0 && (
        <p className="mt-1 text-12 text-ink-2">
          {counted(comments, 'comment')} on lines {comments === 1 ? 'goes' : 'go'} with it if you request changes.
          Approving leaves {comments === 1 ? 'it' : 'them'} out.
        </p>
      )}
    </NoteSection>
  )
}
