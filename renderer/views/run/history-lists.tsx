import { type ReactElement, useEffect, useRef } from 'react'
import { checkpointName } from '../../../shared/checkpoint-words.ts'
import type { ApprovalRecord, CheckpointRecord } from '../../../shared/domain.ts'
import type { RunView } from '../../../shared/views.ts'
import { hrefOf, runRoute } from '../../route.ts'
import { Icon } from '../../ui/icon.tsx'
import { Section } from '../../ui/panel.tsx'
import { Status } from '../../ui/status.tsx'
import { shortCommit } from '../../words/numbers.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/timeline.ts'
import { fullTime, shortTime } from '../../words/times.ts'
import { verdictLook } from '../../words/work-words.ts'
import { approver } from './approval-words.ts'
import { inertText } from './inert.ts'
import { textIn } from './payload.ts'
import { checkpointTitle } from './timeline-details.tsx'

interface ListProps {
  view: RunView
  selectedId: string | null
  onSelect: (id: string) => void
}

/** Checkpoints, and who answered what: the newest last. */
export function HistoryLists({ view, selectedId, onSelect }: ListProps): ReactElement {
  return (
    <>
      <Section title={TEXT.checkpoints} aside={String(view.checkpoints.length)}>
        {view.checkpoints.length === 0 && <p className="text-12 text-ink-3">{TEXT.noneWasMadeYet}</p>}
        <ol aria-label={TEXT.checkpoints} className="-mx-4">
          {view.checkpoints.map((checkpoint) => (
            <li key={checkpoint.id}>
              <Row isSelected={checkpoint.id === selectedId} onSelect={() => onSelect(checkpoint.id)}>
                <Checkpoint checkpoint={checkpoint} />
              </Row>
            </li>
          ))}
        </ol>
      </Section>
      <Origin origin={view.origin} />
      <Section title={TEXT.approvals} aside={String(view.approvals.length)}>
        {view.approvals.length === 0 && <p className="text-12 text-ink-3">{TEXT.nothingWasAnsweredYet}</p>}
        <ol aria-label={TEXT.approvals} className="-mx-4">
          {view.approvals.map((approval) => (
            <li key={approval.id}>
              <Row isSelected={approval.id === selectedId} onSelect={() => onSelect(approval.id)}>
                <Approval approval={approval} />
              </Row>
            </li>
          ))}
        </ol>
      </Section>
    </>
  )
}

/** The run that this one was forked from, and those that were forked from it. */
function Origin({ origin: { forkedFrom, forks } }: Pick<RunView, 'origin'>): ReactElement | null {
  if (forkedFrom === null && forks.length === 0) return null
  return (
    <Section title={TEXT.forks}>
      <ul className="flex flex-col gap-1">
        {forkedFrom !== null && (
          <li>
            {TEXT.thisRunWasForkedFromOf(checkpointName({ n: forkedFrom.checkpoint }))}{' '}
            {forkedFrom.goal === null ? TEXT.runThatIsDeleted : <RunLink {...forkedFrom} goal={forkedFrom.goal} />}
          </li>
        )}
        {forks.map((fork) => (
          <li key={fork.runId}>
            {TEXT.forked} <RunLink {...fork} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

const RunLink = ({ runId, goal }: { runId: string; goal: string }): ReactElement => (
  <a href={hrefOf(runRoute(runId))} className="text-lapis hover:underline" dir="auto">
    {inertText(goal.slice(0, 120))}
  </a>
)

function Row({
  isSelected,
  onSelect,
  children,
}: {
  isSelected: boolean
  onSelect: () => void
  children: ReactElement
}): ReactElement {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isSelected) button.current?.scrollIntoView({ block: 'nearest' })
  }, [isSelected])
  return (
    <button
      ref={button}
      type="button"
      aria-current={isSelected ? 'true' : undefined}
      onClick={onSelect}
      className={`flex w-full min-w-0 items-start gap-2 px-4 py-1.5 text-left outline-offset-[-2px] ${isSelected ? 'bg-selected shadow-[inset_2px_0_0_var(--lapis)]' : 'hover:bg-hover'}`}
    >
      {children}
    </button>
  )
}

function Checkpoint({ checkpoint }: { checkpoint: CheckpointRecord }): ReactElement {
  const { payload, createdAt } = checkpoint
  const commit = textIn(payload, 'commit')
  return (
    <>
      <Icon name="checkpoint" className="mt-0.5 size-4 text-ink-2" />
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{checkpointTitle(checkpoint)}</span>
        <span className="block truncate text-12 text-ink-2" dir="auto">
          {inertText(textIn(payload, 'label') ?? '')}
        </span>
      </span>
      <span className="flex-none text-right text-12 text-ink-2 tabular-nums" title={fullTime(createdAt)}>
        {shortTime(createdAt, new Date())}
        {commit !== null && <code className="block text-11!">{shortCommit(commit)}</code>}
      </span>
    </>
  )
}

function Approval({ approval }: { approval: ApprovalRecord }): ReactElement {
  const { payload, source, verdict, rationale, createdAt } = approval
  const hash = textIn(payload, 'subjectHash') ?? textIn(payload, 'hash')
  const kind = textIn(payload, 'kind')
  return (
    <span className="min-w-0 flex-1">
      <span className="flex min-w-0 items-center gap-2">
        <Status look={verdictLook(verdict)} />
        <span className="min-w-0 truncate text-12 text-ink-2">
          {COMMON.by(approver(source))}
          {kind !== null && ` · ${kind}`}
        </span>
        <span className="ml-auto flex-none text-12 text-ink-2 tabular-nums" title={fullTime(createdAt)}>
          {shortTime(createdAt, new Date())}
        </span>
      </span>
      {rationale !== '' && (
        <span className="line-clamp-2 text-12 text-ink-2 wrap-anywhere" dir="auto">
          {inertText(rationale)}
        </span>
      )}
      {hash !== null && (
        <code className="block truncate text-11! text-ink-2" title={hash}>
          {hash}
        </code>
      )}
    </span>
  )
}
