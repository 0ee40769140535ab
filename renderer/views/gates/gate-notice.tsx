import type { ReactElement, ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { Failure } from '../../ui/notice.tsx'
import * as TEXT from '../../words/texts/gates.ts'
import type { GateOutcome } from './gate-outcome.ts'
import type { Decision, NextGate } from './use-decision.ts'

const LOOKS = {
  decided: { box: 'border-line-strong bg-sunken', icon: 'lock', tone: 'text-ink-2' },
  void: { box: 'border-fail bg-fail-soft', icon: 'warning', tone: 'text-fail' },
} as const satisfies Record<GateOutcome['kind'], { box: string; icon: IconName; tone: string }>

/** What became of the gate, and what went wrong with an answer: on top of the panel that decides. */
export function GateNotice({ decision, next }: { decision: Decision; next: NextGate | null }): ReactElement | null {
  const { outcome, refusal, readError, reload } = decision
  if (refusal?.code === 'already_decided') return <Notice kind="decided" title={refusal.message} next={next} />
  if (outcome) {
    return (
      <Notice kind={outcome.kind} title={outcome.title} text={outcome.text} next={next}>
        <Rationale text={decision.gate?.approval?.rationale ?? ''} />
      </Notice>
    )
  }
  if (refusal?.code === 'stale') {
    return (
      <Notice
        kind="void"
        title={TEXT.whatIsAskedHasChanged}
        text={TEXT.nothingWasDecided(refusal.message)}
        next={{ label: TEXT.readItAgain, show: reload }}
      />
    )
  }
  if (refusal) return <Failure error={refusal} />
  return readError ? <Failure error={readError} retry={reload} /> : null
}

function Rationale({ text }: { text: string }): ReactElement | null {
  if (text === '') return null
  return (
    <p className="mt-1 text-12 wrap-anywhere whitespace-pre-wrap" dir="auto">
      “{text}”
    </p>
  )
}

function Notice(props: {
  kind: GateOutcome['kind']
  title: string
  text?: string
  next: NextGate | null
  children?: ReactNode
}): ReactElement {
  const { kind, title, text, next, children } = props
  const look = LOOKS[kind]
  return (
    <div role="status" className={`flex flex-none items-start gap-2 border-b border-l-3 px-4 py-3 ${look.box}`}>
      <Icon name={look.icon} className={`mt-0.5 size-4 ${look.tone}`} />
      <div className="min-w-0 flex-1">
        <p className="font-medium wrap-anywhere">{title}</p>
        {text !== undefined && <p className="mt-0.5 text-12 text-ink-2 wrap-anywhere">{text}</p>}
        {children}
        {next && (
          <div className="mt-2">
            <Button onClick={next.show}>{next.label}</Button>
          </div>
        )}
      </div>
    </div>
  )
}
