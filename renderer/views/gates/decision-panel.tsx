import type { ReactElement, ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Loading } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/gates.ts'
import { GateNotice } from './gate-notice.tsx'
import type { Decision, NextGate } from './use-decision.ts'

interface DecisionPanelProps {
  decision: Decision
  children: ReactNode
  /** The deciding buttons; gone once it is answered. */
  dock: ReactNode
  title?: string
  /** Beside the heading. */
  aside?: ReactNode
  next: NextGate | null
  id?: string | undefined
  /** Whether it is the lit panel of its row. */
  lit?: boolean
}

/** The panel "Your decision": what became of the gate on top, what it is about, and the buttons in the dock. */
export function DecisionPanel(props: DecisionPanelProps): ReactElement {
  const { decision, children, dock, title = 'Your decision', aside, next, id, lit = true } = props
  const isOpen = decision.outcome === null
  const head = (
    <>
      <Icon name={isOpen ? 'gate' : 'lock'} className="size-4 text-ink-2" />
      <h2 className="flex-none font-strong">{title}</h2>
      {aside !== undefined && <span className="ml-auto min-w-0">{aside}</span>}
    </>
  )
  return (
    <Panel
      name={isOpen ? title : TEXT.closed(title)}
      head={head}
      light={isOpen && lit ? 'gate' : 'none'}
      {...(id === undefined ? {} : { id })}
      {...(isOpen ? { dock } : {})}
    >
      <GateNotice decision={decision} next={next} />
      {decision.gate === null && decision.readError === null ? <Loading what={COMMON.theQuestionLower} /> : children}
    </Panel>
  )
}

/** The gold button, as wide as the dock; while it is disabled its reason stands under it. */
export function DecidingButton({
  children,
  reason,
  disabled,
  onClick,
}: {
  children: ReactNode
  reason: string | null
  disabled: boolean
  onClick: () => void
}): ReactElement {
  return (
    <>
      <Button
        look="deciding"
        big
        className="w-full"
        disabled={disabled || reason !== null}
        keys="mod+enter"
        onClick={onClick}
      >
        {children}
      </Button>
      {reason !== null && <p className="mt-1 text-12 text-ink-2">{reason}</p>}
    </>
  )
}
