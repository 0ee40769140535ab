import { type ReactElement, useMemo, useState } from 'react'
import type { AttemptRow, AttemptView, RunView } from '../../../shared/views.ts'
import type { AgentRole } from '../../../shared/words.ts'
import type { Asked } from '../../data/app-data.tsx'
import { useCommands } from '../../keys/commands.tsx'
import { Empty, Failure } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/run-panels.ts'
import { AgentText } from './agent-text.tsx'
import { AttemptDiff } from './attempt-diff.tsx'
import { AttemptFoot } from './attempt-foot.tsx'
import { AttemptHead } from './attempt-head.tsx'
import { isBeingWritten, lastChange } from './diff-so-far.ts'
import { PanelHead } from './panel-head.tsx'
import { roleDock } from './role-dock.tsx'
import { asksPerson, isOver, roleLook } from './role-look.ts'
import { Stream } from './stream.tsx'
import { attemptEvents } from './stream-events.ts'
import { streamReader } from './stream-items.ts'
import type { Selection } from './task-facts.ts'
import { TaskPaper } from './task-paper.tsx'
import type { AgentNames } from './use-agent-names.ts'
import { useDiffSoFar } from './use-diff-so-far.ts'
import { type LiveLog, useEventLog } from './use-event-log.ts'
import { useMedia } from './use-media.ts'

/** What is being done: the selected attempt, as it is written and verified. */
export function ImplementationPanel({
  view,
  names,
  lit,
  selection,
  asked,
  system,
}: {
  view: RunView
  names: AgentNames
  lit: AgentRole | null
  selection: Selection | null
  /** The selected attempt's evidence. */
  asked: Asked<AttemptView>
  system: LiveLog
}): ReactElement {
  const look = roleLook(view, 'implementation')
  const agent = names.name.implementation
  const attempt = selection?.attempt ?? null
  const isWide = useMedia('(min-width: 1900px)')
  const soFar = useSoFar(view, attempt, isWide)
  const dock = roleDock(view, 'implementation', agent)
  return (
    <Panel
      id="panel-implementation"
      name={TEXT.implementationWith(look.word)}
      light={lit === 'implementation' ? 'working' : 'none'}
      head={<PanelHead of="implementation" agent={agent} look={look} />}
      dock={
        attempt === null && dock === null ? undefined : (
          <div className="space-y-2">
            {attempt !== null && <AttemptFoot runId={view.runId} attempt={attempt} asked={asked} soFar={soFar} />}
            {dock}
          </div>
        )
      }
    >
      {selection === null ? (
        <Empty title={COMMON.nothingIsWrittenYet}>{idleText(view)}</Empty>
      ) : (
        <>
          <AttemptHead runId={view.runId} selection={selection} />
          {attempt === null ? (
            <TaskPaper task={selection.facts.task} />
          ) : (
            <div className="flex min-h-0 flex-1">
              {!soFar.isShown && (
                <AttemptStream
                  key={attempt.id}
                  view={view}
                  agent={agent}
                  attempt={attempt}
                  selection={selection}
                  asked={asked}
                  system={system}
                />
              )}
              {(isWide || soFar.isShown) && (
                <AttemptDiff asked={asked} soFar={isBeingWritten(attempt) ? soFar.diff : null} />
              )}
            </div>
          )}
        </>
      )}
    </Panel>
  )
}

/** What the attempt has changed while it is being written; in the place of its stream by D, where there is no room for both. */
function useSoFar(view: RunView, attempt: AttemptRow | null, isWide: boolean) {
  const written = attempt !== null && !view.row.imported && isBeingWritten(attempt) ? attempt.id : null
  const [shownOf, setShownOf] = useState<string | null>(null)
  const diff = useDiffSoFar(written, lastChange(view))
  const isShown = written !== null && !isWide && shownOf === written
  const canShow = written !== null && !isWide && (isShown || (diff.files ?? []).length > 0)
  const onToggle = canShow ? (): void => setShownOf(isShown ? null : written) : null
  useCommands(
    onToggle === null
      ? []
      : [
          {
            keys: 'd',
            label: isShown ? TEXT.stream : TEXT.diffSoFarLower,
            group: COMMON.run,
            hint: true,
            run: onToggle,
          },
        ],
  )
  return { diff, isShown, onToggle }
}

function idleText({ plan, row }: RunView): string {
  if (plan?.state === 'proposed') return TEXT.implementationBeginsOncePlanIsAccepted
  if (row.status === 'planning') return TEXT.strategyPlansFirst
  return isOver(row) ? TEXT.thisRunHasNoTasks : TEXT.thereIsNoPlanYet
}

function AttemptStream({
  view,
  agent,
  attempt,
  selection,
  asked,
  system,
}: {
  view: RunView
  agent: string
  attempt: AttemptRow
  selection: Selection
  asked: Asked<AttemptView>
  system: LiveLog
}): ReactElement {
  const log = useEventLog(view, 'implementation')
  const { turns, gates, messages } = view
  const { id, taskId, attemptNumber } = attempt
  const read = useMemo(streamReader, [])
  const items = useMemo(() => {
    const turnIds = new Set(turns.filter(({ attemptId }) => attemptId === id).map((turn) => turn.id))
    const own = gates.filter(({ attemptId, turnId }) => attemptId === id || (turnId !== null && turnIds.has(turnId)))
    const gateIds = new Set(own.map((gate) => gate.id))
    return read(
      attemptEvents(log.events, system.events, { attemptId: id, taskId, attemptNumber, turnIds, gateIds }),
      messages,
    )
  }, [read, turns, gates, messages, id, taskId, attemptNumber, log.events, system.events])
  const running = turns.find(({ attemptId, state, role }) => {
    return attemptId === id && state === 'running' && role === 'implementation'
  })
  return (
    <Stream
      label={TEXT.attemptOfTask(attemptNumber, selection.facts.number)}
      items={items}
      agent={agent}
      log={log}
      isLive={running !== undefined && !asksPerson(view, running.id)}
      empty={
        view.row.imported
          ? TEXT.itsOutputWasNotTakenOver
          : attempt.status === 'running'
            ? TEXT.nothingWasWrittenYet
            : TEXT.itsOutputIsNotInList
      }
      before={<TaskPaper task={selection.facts.task} folded />}
      after={view.row.imported ? <Recorded text={attempt.summary} /> : <Report asked={asked} agent={agent} />}
    />
  )
}

function Report({ asked, agent }: { asked: Asked<AttemptView>; agent: string }): ReactElement | null {
  const report = asked.value?.result.report
  if (asked.error !== null) return <Failure error={asked.error} retry={asked.reload} />
  if (report === undefined) return null
  return (
    <section aria-label={COMMON.whatReported(agent)} className="mt-2 border-line border-t pt-2 pb-1">
      <h3 className="text-12 font-strong text-ink-2">
        {report.outcome === 'done'
          ? COMMON.whatReported(agent)
          : TEXT.reportedBlocker(agent, report.blocker?.code ?? '')}
      </h3>
      <p className="mt-1 max-w-[72ch]">
        <AgentText text={report.summary} quoted />
      </p>
      {report.blocker !== undefined && (
        <p className="mt-1 max-w-[72ch] text-ink-2">
          <AgentText text={report.blocker.detail} quoted />
        </p>
      )}
    </section>
  )
}

/** All that a predecessor kept of an attempt. */
function Recorded({ text }: { text: string }): ReactElement | null {
  if (text === '') return null
  return (
    <section aria-label={TEXT.whatWasRecorded} className="mt-2 border-line border-t pt-2 pb-1">
      <h3 className="text-12 font-strong text-ink-2">{TEXT.whatWasRecorded}</h3>
      <p className="mt-1 max-w-[72ch]">
        <AgentText text={text} quoted />
      </p>
    </section>
  )
}
