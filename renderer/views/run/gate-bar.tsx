import { type ReactElement, useEffect, useState } from 'react'
import type { GateRow, RunView } from '../../../shared/views.ts'
import { navigate, type RunTab, runRoute } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { GATE_TABS, GATE_TITLES } from '../../words/gate-words.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/run.ts'
import { agoText } from '../../words/times.ts'
import { inertText } from './inert.ts'

const BUTTONS: Readonly<Record<RunTab, string>> = {
  plan: COMMON.openPlan,
  review: COMMON.review,
  run: COMMON.decide,
  artifacts: TEXT.open,
  timeline: TEXT.open,
}

/** The oldest open question, and the way to where it is answered; nothing there itself. Told once to who listens. */
export function GateBar({ view, tab }: { view: RunView; tab: RunTab }): ReactElement {
  const { gate } = view.row
  return (
    <>
      <Announcement gate={gate} />
      {gate !== null && GATE_TABS[gate.kind] !== tab && <Bar gate={gate} />}
    </>
  )
}

function Bar({ gate }: { gate: GateRow }): ReactElement {
  const place = GATE_TABS[gate.kind]
  return (
    <section
      aria-label={TEXT.openQuestion}
      className="flex min-h-12 flex-none items-center gap-3 border-gold-edge border-b bg-gold-soft px-4 py-2 shadow-[inset_3px_0_0_var(--gold-fill)]"
    >
      <Icon name="gate" className="size-[18px]" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{GATE_TITLES[gate.kind]}</p>
        <p className="line-clamp-2 text-12 text-ink-2 wrap-anywhere" dir="auto" title={inertText(gate.question)}>
          {inertText(gate.question)}
        </p>
      </div>
      <span className="text-12 text-ink-2">{COMMON.asked(agoText(gate.openedAt, new Date()))}</span>
      <Button look="deciding" onClick={() => navigate(runRoute(gate.runId, place))}>
        {BUTTONS[place]}
      </Button>
    </section>
  )
}

/** Said when the question is another one; a live region tells only what is put into it later. */
function Announcement({ gate }: { gate: GateRow | null }): ReactElement {
  const [told, setTold] = useState('')
  const id = gate?.id ?? null
  const text = gate === null ? '' : TEXT.needsYouWith(inertText(gate.question))
  useEffect(() => setTold(id === null ? '' : text), [id, text])
  return (
    <p className="sr-only" aria-live="assertive">
      {told}
    </p>
  )
}
