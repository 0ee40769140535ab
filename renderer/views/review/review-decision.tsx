import { type ReactElement, type Ref, useRef, useState } from 'react'
import type { RunView } from '../../../shared/views.ts'
import { Confirm } from '../../ui/dialog.tsx'
import { Section } from '../../ui/panel.tsx'
import { Tag } from '../../ui/status.tsx'
import { counted } from '../../words/counted.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/review.ts'
import { DecisionPanel } from '../gates/decision-panel.tsx'
import { resultSubject, scopeSubject } from '../gates/gate-subject.ts'
import { NoteSection } from '../gates/note-field.tsx'
import { RawJson } from '../gates/raw-json.tsx'
import { panelIds } from '../gates/three-panels.tsx'
import type { Decision, NextGate } from '../gates/use-decision.ts'
import { useAgentNames } from '../run/use-agent-names.ts'
import { DeliveryChoice } from './delivery-choice.tsx'
import { EarlierSection } from './earlier-box.tsx'
import { EvidenceSections, WordsSection } from './evidence-sections.tsx'
import { OutsidePaths } from './outside-paths.tsx'
import { ReviewDock } from './review-dock.tsx'
import { APPROVE_EFFECT, REJECTIONS, type ReviewKind, reviewKind } from './review-words.ts'
import { type DeliveryState, useDelivery } from './use-delivery.ts'
import type { Review } from './use-review.ts'
import { useReviewAnswers } from './use-review-answers.ts'

interface ReviewDecisionProps {
  run: RunView
  review: Review
  next: NextGate | null
}

/** Evidence, what approving does, and the answer. */
export function ReviewDecision({ run, review, next }: ReviewDecisionProps): ReactElement {
  const { decision } = review
  const { gate, view } = decision
  const kind = reviewKind(gate?.kind)
  const [asks, setAsks] = useState(false)
  const note = useRef<HTMLTextAreaElement>(null)
  const delivery = useDelivery(view?.deliveries ?? [])
  const answers = useReviewAnswers(review, kind === 'final' ? delivery : null, () => note.current?.focus())
  const tree = resultSubject(gate?.subject)?.tree
  return (
    <>
      <DecisionPanel
        id={panelIds('review').right}
        title={COMMON.evidence}
        decision={decision}
        dock={<ReviewDock run={run} review={review} kind={kind} answers={answers} onReject={() => setAsks(true)} />}
        next={next}
        lit={false}
        aside={tree ? <Tag title={tree}>{TEXT.tree(tree.slice(0, 6))}</Tag> : undefined}
      >
        <Observed runId={run.runId} review={review} />
        {decision.outcome === null && (
          <>
            <Approval kind={kind} delivery={delivery} onLookAgain={decision.reload} />
            <Note
              decision={decision}
              offersChanges={answers.offersChanges}
              comments={answers.commentCount}
              areaRef={note}
            />
          </>
        )}
        <Words run={run} decision={decision} />
      </DecisionPanel>
      {asks && (
        <Confirm
          {...REJECTIONS[kind]}
          onClose={() => setAsks(false)}
          onConfirm={() => {
            setAsks(false)
            answers.reject()
          }}
        />
      )}
    </>
  )
}

/** What was observed and judged; a subject that is not understood is drawn raw. */
function Observed({ runId, review }: { runId: string; review: Review }): ReactElement {
  const { gate, view } = review.decision
  const outside = scopeSubject(gate?.subject)?.outsidePaths ?? null
  const isUnderstood = outside !== null || resultSubject(gate?.subject) !== null
  const show = (path: string, line: number | null): void => review.handle.current?.show(path, line)
  return (
    <>
      {gate && !isUnderstood && (
        <Section title={COMMON.requestThisVersionCantRead}>
          <RawJson value={gate.subject} label={COMMON.questionAsItWasStored} />
        </Section>
      )}
      {view && (
        <EvidenceSections runId={runId} view={view} paths={review.files.map(({ path }) => path)} onShowLine={show} />
      )}
      <EarlierSection comments={review.earlier} onShowLine={show} />
      {outside && <OutsidePaths paths={outside} onShow={(path) => show(path, null)} />}
    </>
  )
}

function Words({ run, decision: { view } }: { run: RunView; decision: Decision }): ReactElement | null {
  const names = useAgentNames(run.run.config)
  return view && <WordsSection view={view} names={names} />
}

function Approval({
  kind,
  delivery,
  onLookAgain,
}: {
  kind: ReviewKind
  delivery: DeliveryState
  onLookAgain: () => void
}): ReactElement {
  return (
    <Section title={TEXT.approveDoesExactlyThis}>
      {kind === 'final' ? (
        <DeliveryChoice delivery={delivery} onLookAgain={onLookAgain} />
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
      label={COMMON.note}
      hint={offersChanges && comments === 0 ? COMMON.neededToRequestChanges : COMMON.keptWithYourAnswer}
      placeholder={COMMON.whatShouldBeDifferentForRecord}
      areaRef={areaRef}
    >
      {comments > 0 && (
        <p className="mt-1 text-12 text-ink-2">
          {TEXT.commentsGoWithIt(
            counted(comments, 'comment'),
            comments === 1 ? TEXT.goes : TEXT.go,
            comments === 1 ? TEXT.it : TEXT.them,
          )}
        </p>
      )}
    </NoteSection>
  )
}
