import { type ReactElement, type ReactNode, Suspense } from 'react'
import type { RunRow } from '../../../shared/views.ts'
import { keyLabels } from '../../keys/key-labels.ts'
import { hrefOf, runRoute } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { TaskPips } from '../../ui/pips.tsx'
import { Status } from '../../ui/status.tsx'
import { showLines } from '../../viewers/text.ts'
import { counted } from '../../words/counted.ts'
import { GATE_TABS } from '../../words/gate-words.ts'
import { moneyText, shortNumber } from '../../words/numbers.ts'
import { gateTitle, runLook, waitText, workedMs } from '../../words/run-words.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/runs.ts'
import { agoText, durationText, fullTime } from '../../words/times.ts'
import { LazyPeekQuestion } from '../lazy.ts'

/** What is longer than the window can be scrolled by keyboard, although nothing in it takes the focus. */
const FOCUSABLE = { tabIndex: 0 }

/** The selected run beside the list: what it asks or does, without leaving the list. */
export function RunPeek({
  row,
  now,
  onClose,
  onNewWindow,
  children,
}: {
  row: RunRow
  now: Date
  onClose: () => void
  onNewWindow: () => void
  children?: ReactNode
}): ReactElement {
  const asks = row.status === 'awaiting_approval' ? row.gate : null
  const look = runLook(row, now)
  const wait = waitText(row, now)
  return (
    <aside
      aria-label={TEXT.selectedRun}
      className={`relative flex w-[clamp(20rem,27vw,27.5rem)] flex-none flex-col border-line-strong border-l max-[73.75rem]:hidden ${asks ? 'bg-lit' : 'bg-panel'}`}
    >
      {asks && <div className="absolute inset-x-0 -top-px h-0.5 bg-gold-fill" />}
      <div className="flex items-center gap-2 px-4 pt-3">
        <Status look={asks ? { ...look, word: gateTitle(row) ?? look.word } : look} />
        <span className="ml-auto text-12 text-ink-3">{asks ? COMMON.asked(agoText(asks.openedAt, now)) : ''}</span>
        <Button look="quiet" icon="close" label={TEXT.closePeek} onClick={onClose} />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto -outline-offset-2" {...FOCUSABLE}>
        <div className="px-4 pt-1 pb-4">
          <h2 className="text-18 font-strong wrap-anywhere" dir="auto">
            {showLines(row.goal)}
          </h2>
          <p className="mt-2 text-ink-2 wrap-anywhere" dir="auto">
            {showLines(asks ? asks.question : `${wait.strong} ${wait.rest}`)}
          </p>
        </div>
        {asks !== null && (
          <Suspense fallback={null}>
            <LazyPeekQuestion key={asks.id} gateId={asks.id} />
          </Suspense>
        )}
        <dl className="grid grid-cols-[110px_minmax(0,1fr)] gap-y-2 border-line border-t px-4 py-3 text-12">
          <Fact name={COMMON.repository} value={row.repoPath} />
          {row.branch !== null && <Fact name={TEXT.branch} value={row.branch} code />}
          <dt className="text-ink-3">{COMMON.tasks}</dt>
          <dd>
            <TaskPips tasks={row.tasks} />
          </dd>
          <Fact name={COMMON.turns} value={counted(row.usage.turns, 'turn')} />
          <Fact
            name={COMMON.tokens}
            value={row.usage.tokens === null ? COMMON.notReported : shortNumber(row.usage.tokens)}
          />
          <Fact
            name={COMMON.cost}
            value={row.usage.costMicros === null ? COMMON.notReported : moneyText(row.usage.costMicros)}
          />
          <Fact name={TEXT.worked} value={durationText(workedMs(row, now))} />
          <Fact name={TEXT.started} value={fullTime(row.createdAt)} />
        </dl>
      </div>
      <footer className="flex flex-wrap items-center justify-between gap-1 border-line border-t px-4 py-3">
        <span className="flex gap-1">
          <PeekLink row={row} asks={asks !== null} />
          <Button
            look="quiet"
            title={TEXT.opensItInWindowOfItsOwn(keyLabels('mod+enter').join(' '))}
            onClick={onNewWindow}
          >
            {TEXT.newWindow}
          </Button>
        </span>
        {children}
      </footer>
    </aside>
  )
}

function PeekLink({ row, asks }: { row: RunRow; asks: boolean }): ReactElement {
  const tab = row.gate === null || !asks ? 'run' : GATE_TABS[row.gate.kind]
  const text = {
    run: asks ? COMMON.decide : TEXT.openRun,
    plan: COMMON.openPlan,
    review: TEXT.openReview,
    artifacts: '',
    timeline: '',
  }[tab]
  const colours = asks
    ? 'border-gold-edge bg-gold-fill text-on-gold hover:bg-gold-hover'
    : 'border-line-strong bg-lit hover:bg-hover'
  return (
    <a
      href={hrefOf(runRoute(row.id, tab))}
      className={`inline-flex min-h-7 items-center rounded-control border px-2.5 font-medium ${colours}`}
    >
      {text}
    </a>
  )
}

function Fact({ name, value, code = false }: { name: string; value: string; code?: boolean }): ReactElement {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="wrap-anywhere">{code ? <code>{value}</code> : value}</dd>
    </>
  )
}
