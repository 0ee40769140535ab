import { type ReactElement, useState } from 'react'
import type { GateRow, RunRow } from '../../../shared/views.ts'
import { useAppData } from '../../data/app-data.tsx'
import { useStore } from '../../data/store.ts'
import { useListKeys } from '../../keys/use-list-keys.ts'
import { hrefOf, runRoute } from '../../route.ts'
import { Icon } from '../../ui/icon.tsx'
import { Empty } from '../../ui/notice.tsx'
import { showLines } from '../../viewers/text.ts'
import { GATE_TABS, GATE_TITLES } from '../../words/gate-words.ts'
import { baseName } from '../../words/numbers.ts'
import { agoText, fullTime } from '../../words/times.ts'

const linkId = (gateId: string): string => `gate-${gateId}`

/** Every open gate of every run, oldest first. Waiting approves nothing. */
export function InboxView(): ReactElement {
  const { gates, runs } = useAppData()
  const open = useStore(gates)
  const rows = useStore(runs).unfiltered
  const [selected, setSelected] = useState<string | null>(null)
  useListKeys({
    ids: open.map(({ id }) => id),
    selected,
    group: 'Inbox',
    noun: 'question',
    select: (id) => {
      setSelected(id)
      document.getElementById(linkId(id))?.focus()
    },
  })
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-3xl px-6 py-6">
        <h1 className="text-18 font-strong">
          Waiting for you <span className="font-regular text-ink-3 tabular-nums">{open.length}</span>
        </h1>
        <p className="mt-0.5 text-12 text-ink-3">Oldest first. Waiting approves nothing.</p>
        {open.length === 0 ? (
          <Empty title="Nothing waits for you." />
        ) : (
          <ul className="mt-4 divide-y divide-line border-line border-y" aria-label="Open questions">
            {open.map((gate) => (
              <Question
                key={gate.id}
                gate={gate}
                run={rows.find(({ id }) => id === gate.runId) ?? null}
                onFocus={() => setSelected(gate.id)}
              />
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}

function Question({ gate, run, onFocus }: { gate: GateRow; run: RunRow | null; onFocus: () => void }): ReactElement {
  return (
    <li className="relative px-3 py-3 hover:bg-hover">
      <div className="flex items-center gap-2 text-12">
        <Icon name="gate" className="size-3.5" />
        <span className="font-medium text-gold">{GATE_TITLES[gate.kind]}</span>
        {run !== null && <span className="text-ink-3">{baseName(run.repoPath)}</span>}
        <time className="ml-auto text-ink-3" dateTime={gate.openedAt} title={fullTime(gate.openedAt)}>
          {agoText(gate.openedAt, new Date())}
        </time>
      </div>
      <a
        id={linkId(gate.id)}
        href={hrefOf(runRoute(gate.runId, GATE_TABS[gate.kind]))}
        className="mt-1 block font-medium wrap-anywhere after:absolute after:inset-0 after:content-['']"
        dir="auto"
        onFocus={onFocus}
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
