import { type ReactElement, Suspense, useState } from 'react'
import type { GateRow, RunRow } from '../../../shared/views.ts'
import { useAppData } from '../../data/app-data.tsx'
import { useStore } from '../../data/store.ts'
import { useListKeys } from '../../keys/use-list-keys.ts'
import { hrefOf, runRoute } from '../../route.ts'
import { Icon } from '../../ui/icon.tsx'
import { Empty, Loading } from '../../ui/notice.tsx'
import { showLines } from '../../viewers/text.ts'
import { GATE_TABS, GATE_TITLES } from '../../words/gate-words.ts'
import { baseName } from '../../words/numbers.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/inbox.ts'
import { agoText, fullTime } from '../../words/times.ts'
import { LazyGateInPlace } from '../lazy.ts'
import { PausedRuns } from './paused-runs.tsx'
import { useShownQuestion } from './shown-question.ts'

const linkId = (gateId: string): string => `gate-${gateId}`

/** Every open gate of every run, oldest first, and the selected one to be answered at once. Waiting approves nothing. */
export function InboxView(): ReactElement {
  const { gates, runs } = useAppData()
  const open = useStore(gates)
  const rows = useStore(runs).unfiltered
  const [selected, setSelected] = useState<string | null>(null)
  const question = useShownQuestion(open, selected)
  const { shown } = question
  useListKeys({
    ids: open.map(({ id }) => id),
    selected: shown?.id ?? null,
    group: COMMON.inbox,
    noun: TEXT.question,
    select: (id) => {
      setSelected(id)
      document.getElementById(linkId(id))?.focus()
    },
  })
  return (
    <div className="flex min-h-0 flex-1">
      <div className="flex min-w-0 flex-1 flex-col overflow-y-auto">
        <div className={shown === null ? 'mx-auto w-full max-w-3xl px-6 py-6' : 'px-4 py-4'}>
          <h1 className="text-18 font-strong">
            {COMMON.waitingForYou} <span className="font-regular text-ink-3 tabular-nums">{open.length}</span>
          </h1>
          <p className="mt-0.5 text-12 text-ink-3">{TEXT.oldestFirst}</p>
          {open.length === 0 ? (
            <Empty title={TEXT.noQuestionIsOpen} />
          ) : (
            <ul className="mt-4 divide-y divide-line border-line border-y" aria-label={TEXT.openQuestions}>
              {open.map((gate) => (
                <Question
                  key={gate.id}
                  gate={gate}
                  run={rows.find(({ id }) => id === gate.runId) ?? null}
                  isSelected={gate.id === shown?.id}
                  onSelect={() => setSelected(gate.id)}
                />
              ))}
            </ul>
          )}
          <PausedRuns />
        </div>
      </div>
      {shown !== null && (
        <div className="grid min-h-0 w-[clamp(26rem,45vw,40rem)] flex-none grid-rows-[minmax(0,1fr)] border-line-strong border-l">
          <Suspense fallback={<Loading what={COMMON.theQuestionLower} />}>
            <LazyGateInPlace
              key={shown.id}
              gate={shown}
              next={
                question.isOpen
                  ? null
                  : {
                      label: open.length === 0 ? COMMON.close : COMMON.goToNextQuestion,
                      show: () => {
                        setSelected(null)
                        question.goOn()
                      },
                    }
              }
              onTaken={() => {
                setSelected(null)
                question.goOn()
              }}
            />
          </Suspense>
        </div>
      )}
    </div>
  )
}

function Question({
  gate,
  run,
  isSelected,
  onSelect,
}: {
  gate: GateRow
  run: RunRow | null
  isSelected: boolean
  onSelect: () => void
}): ReactElement {
  const look = isSelected ? 'bg-selected shadow-[inset_2px_0_0_var(--lapis-fill)]' : 'hover:bg-hover'
  return (
    <li className={`px-3 py-3 ${look}`} onPointerDown={onSelect}>
      <div className="flex items-center gap-2 text-12">
        <Icon name="gate" className="size-3.5" />
        <span className="font-medium text-gold">{GATE_TITLES[gate.kind]}</span>
        {run !== null && <span className="min-w-0 truncate text-ink-3">{baseName(run.repoPath)}</span>}
        <time className="ml-auto flex-none text-ink-3" dateTime={gate.openedAt} title={fullTime(gate.openedAt)}>
          {agoText(gate.openedAt, new Date())}
        </time>
      </div>
      <a
        id={linkId(gate.id)}
        href={hrefOf(runRoute(gate.runId, GATE_TABS[gate.kind]))}
        aria-current={isSelected ? 'true' : undefined}
        className="mt-1 inline-block font-medium wrap-anywhere hover:underline"
        dir="auto"
        onFocus={onSelect}
      >
        {showLines(run?.goal ?? gate.question)}
      </a>
      {run !== null && (
        <p className="mt-0.5 line-clamp-3 text-ink-2 wrap-anywhere" dir="auto">
          {showLines(gate.question)}
        </p>
      )}
    </li>
  )
}
