import { type ReactElement, useRef, useState } from 'react'
import type { DeliveryOption, RunView } from '../../../shared/views.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Section } from '../../ui/panel.tsx'
import { Tag } from '../../ui/status.tsx'
import { showHidden } from '../../viewers/text.ts'
import { counted } from '../../words/numbers.ts'
import { DecidingButton, DecisionPanel } from '../gates/decision-panel.tsx'
import { resultSubject, scopeSubject } from '../gates/gate-subject.ts'
import { NoteSection } from '../gates/note-field.tsx'
import { RawJson } from '../gates/raw-json.tsx'
import { panelIds } from '../gates/three-panels.tsx'
import type { Decision } from '../gates/use-decision.ts'
import { useAgentNames } from '../run/use-agent-names.ts'
import { DeliveryChoice } from './delivery-choice.tsx'
import { EvidenceSections, WordsSection } from './evidence-sections.tsx'
import {
  APPROVE_EFFECT,
  approveText,
  deliveryKey,
  dockLine,
  firstDelivery,
  REJECTIONS,
  REVIEW_KINDS,
  requestText,
} from './review-words.ts'
import type { Comments } from './use-comments.ts'
import { useReviewAnswer } from './use-review-answer.ts'
import type { ReviewDiff } from './use-review-diff.ts'

/** Evidence, what approving does, and the answer. */
export function ReviewDecision(props: {
  run: RunView
  decision: Decision
  diff: ReviewDiff
  comments: Comments
  next: { label: string; show: () => void } | null
  onShowLine: (path: string, line: number | null) => void
}): ReactElement {
  const { run, decision, diff, comments, next, onShowLine } = props
  const { gate, view } = decision
  const names = useAgentNames(run.run.config)
  const kind = REVIEW_KINDS.find((known) => known === gate?.kind) ?? 'final'
  const [chosenKey, setChosenKey] = useState<string | null>(null)
  const [asks, setAsks] = useState(false)
  const note = useRef<HTMLTextAreaElement>(null)
  const options = view?.deliveries ?? []
  const chosen = options.find(({ delivery }) => deliveryKey(delivery) === chosenKey) ?? firstDelivery(options)
  const delivery = kind === 'final' ? (chosen?.delivery ?? null) : null
  const answer = useReviewAnswer({
    decision,
    comments,
    evidence: diff.evidence,
    delivery: kind === 'final' ? chosen : null,
    needsDelivery: kind === 'final',
    onNeedsNote: () => note.current?.focus(),
  })
  const subject = resultSubject(gate?.subject)
  const outside = scopeSubject(gate?.subject)?.outsidePaths ?? null
  const line = dockLine(kind, delivery, {
    branch: run.run.branch,
    base: subject?.base ?? view?.attempt?.attempt.baseCommit ?? null,
    head: subject?.head ?? view?.attempt?.attempt.candidateCommit ?? null,
  })
  const offersChanges = view?.verdicts.includes('changes_requested') ?? kind !== 'scope'
  const noteHint = offersChanges && answer.commentCount === 0 ? 'needed to request changes' : 'kept with your answer'
  const dock = (
    <>
      <p className="mb-2 flex min-w-0 items-center gap-2 text-12">
        <Icon name="branch" className="size-4 text-ink-2" />
        <code className="truncate" title={line.name}>
          {line.name}
        </code>
        <code className="flex-none text-ink-2">{line.ids}</code>
      </p>
      <DecidingButton keys="mod+enter" disabled={!answer.canApprove} reason={answer.reason} onClick={answer.approve}>
        {approveText(kind, delivery)}
      </DecidingButton>
      <div className="mt-2 flex items-center gap-2">
        {offersChanges && (
          <Button className="grow" keys="r" disabled={!answer.canRequest} onClick={answer.request}>
            {requestText(answer.commentCount)}
          </Button>
        )}
        <Button look="danger" disabled={!answer.canReject} onClick={() => setAsks(true)}>
          Reject
        </Button>
      </div>
      {offersChanges && answer.noteReason !== null && <p className="mt-1 text-12 text-ink-2">{answer.noteReason}</p>}
    </>
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
        aside={subject?.tree ? <Tag title={subject.tree}>{`tree ${subject.tree.slice(0, 6)}`}</Tag> : undefined}
      >
        {gate && subject === null && outside === null && (
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
        {decision.outcome === null && (
          <>
            <Section title="Approve does exactly this">
              {kind === 'final' ? (
                <DeliveryChoice
                  options={options}
                  chosen={chosen}
                  onChoose={(option: DeliveryOption) => setChosenKey(deliveryKey(option.delivery))}
                  onLookAgain={decision.reload}
                />
              ) : (
                <p className="text-12 text-ink-2">{APPROVE_EFFECT[kind]}</p>
              )}
            </Section>
            <NoteSection
              decision={decision}
              label="Note"
              hint={noteHint}
              placeholder="What should be different, for the record and for the agents"
              areaRef={note}
            >
              {answer.commentCount > 0 && (
                <p className="mt-1 text-12 text-ink-2">
                  {counted(answer.commentCount, 'comment')} on lines {answer.commentCount === 1 ? 'goes' : 'go'} with it
                  if you request changes. Approving leaves {answer.commentCount === 1 ? 'it' : 'them'} out.
                </p>
              )}
            </NoteSection>
          </>
        )}
        {view && <WordsSection view={view} names={names} />}
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

function OutsidePaths({ paths, onShow }: { paths: readonly string[]; onShow: (path: string) => void }): ReactElement {
  return (
    <Section title="Outside the allowed paths" aside={counted(paths.length, 'path')}>
      <ul>
        {[...new Set(paths)].map((path) => (
          <li key={path}>
            <button
              type="button"
              title="Show it in the diff"
              className="flex min-h-6 max-w-full items-center gap-1.5 text-left hover:underline"
              onClick={() => onShow(path)}
            >
              <Icon name="scope" className="size-3.5 text-fail" />
              <code className="min-w-0 wrap-anywhere">{showHidden(path)}</code>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
