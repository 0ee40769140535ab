import { type ReactElement, useMemo, useState } from 'react'
import type { RunView } from '../../../shared/views.ts'
import type { GateKind } from '../../../shared/words.ts'
import { replaceRoute, runRoute } from '../../route.ts'
import { RoleMark } from '../../ui/mark.tsx'
import { MovableTriptych } from '../../ui/panel.tsx'
import { Wing, type WingProps } from '../../ui/wing.tsx'
import { GATE_TABS } from '../../words/gate-words.ts'
import { ROLE_NAMES } from '../../words/run-words.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/run.ts'
import { GatePanel } from '../gates/gate-panel.tsx'
import { CheckerPanel } from './checker-panel.tsx'
import { isBeingWritten } from './diff-so-far.ts'
import { firstFailedLog } from './evidence-place.ts'
import { ImplementationPanel } from './implementation-panel.tsx'
import { canSteer } from './messages.ts'
import { panelColumns } from './panel-columns.ts'
import { activeRole, roleLook } from './role-look.ts'
import type { RunRoute } from './run-view.tsx'
import { StrategyPanel } from './strategy-panel.tsx'
import { evidenceAttempt, type Selection, selectionOf, taskFacts } from './task-facts.ts'
import { NO_AGENTS, useAgentNames } from './use-agent-names.ts'
import { useAttempt } from './use-attempt.ts'
import { useEventLog } from './use-event-log.ts'
import { useMedia } from './use-media.ts'
import { useRunKeys } from './use-run-keys.ts'

type Side = 'strategy' | 'checker'

/** What was promised, what is being done, what is proved; the last gives way to a question that is answered here. */
export function RunPanels({ view, route }: { view: RunView; route: RunRoute }): ReactElement {
  const known = useAgentNames(view.run.config)
  const names = view.row.imported ? NO_AGENTS : known
  const { facts, selection, judged, selected, evidence, system } = useShownWork(view, route.item)
  const gate = useGateInPanel(view)
  const { folded, reveal } = usePanels(gate.gateId !== null)
  const lit = activeRole(view)

  const select = (item: string): void => replaceRoute(runRoute(view.runId, 'run', item))
  useRunKeys({
    runId: view.runId,
    messageTo: canSteer(view.row) ? (lit ?? 'implementation') : null,
    facts,
    selection,
    hasDecision: gate.gateId !== null,
    // Of one that is being written the panel itself shows what it has changed so far.
    diffId: isWritten(selection) ? ((selected.value?.diff ?? evidence.value?.diff)?.id ?? null) : null,
    failedLog: firstFailedLog(evidence.value?.steps ?? []),
    reveal,
  })
  const shared = { view, names, lit }
  const wide = useMedia('(min-width: 1900px)')
  return (
    <MovableTriptych view="run" columns={panelColumns(folded, wide)} isFixed={folded !== null}>
      {folded === 'strategy' ? (
        <RoleWing view={view} of="strategy" keys="1" onOpen={() => reveal('strategy')} note={progressNote(facts)} />
      ) : (
        <StrategyPanel {...shared} facts={facts} selectedId={selection?.facts.task.id ?? null} onSelect={select} />
      )}
      <ImplementationPanel {...shared} selection={selection} asked={selected} system={system} />
      {gate.gateId !== null ? (
        <GatePanel
          view={view}
          gateId={gate.gateId}
          id="panel-checker"
          next={gate.next}
          onTaken={(gateId) => {
            gate.take(gateId)
            reveal('checker')
          }}
        />
      ) : folded === 'checker' ? (
        <RoleWing view={view} of="checker" keys="3" onOpen={() => reveal('checker')} />
      ) : (
        <CheckerPanel {...shared} facts={selection?.facts ?? null} attempt={judged} asked={evidence} system={system} />
      )}
    </MovableTriptych>
  )
}

/** The task and the attempt that the address names, with the evidence of the attempt that is judged. */
function useShownWork(view: RunView, item: string | null) {
  const system = useEventLog(view, 'system')
  const { tasks, attempts, run, row, usage, origin } = view
  const facts = useMemo(
    () => taskFacts({ tasks, attempts, run, row, usage, origin }),
    [tasks, attempts, run, row, usage, origin],
  )
  const gateTask = view.gates.find(({ id }) => id === row.gate?.id)?.taskId ?? null
  const selection = selectionOf(facts, item, gateTask)
  const judged = selection?.attempt ? evidenceAttempt(selection.facts.attempts, selection.attempt) : null
  const selected = useAttempt(selection?.attempt ?? null, system.events)
  const evidence = useAttempt(judged, system.events)
  return { facts, selection, judged, selected, evidence, system }
}

function RoleWing({
  view,
  of: role,
  ...wing
}: Pick<WingProps, 'keys' | 'note' | 'onOpen'> & { view: RunView; of: Side }): ReactElement {
  return <Wing {...wing} name={ROLE_NAMES[role]} mark={<RoleMark role={role} />} state={roleLook(view, role)} />
}

const isWritten = (selection: Selection | null): boolean =>
  selection?.attempt == null || !isBeingWritten(selection.attempt)

const progressNote = (facts: ReturnType<typeof taskFacts>): string => {
  const open = facts.filter(({ task }) => task.status !== 'abandoned')
  return `${open.filter(({ task }) => task.status === 'completed').length}/${open.length}`
}

/**
 * The question that the right panel shows. One that others answer meanwhile stays in sight until the person goes on, so that they
 * learn what became of it; after their own answer there is nothing to learn.
 */
function useGateInPanel({ gates }: RunView) {
  const [held, setHeld] = useState<string | null>(null)
  const [answered, setAnswered] = useState<readonly string[]>([])
  const open = gates.find(({ id, kind, state }) => state === 'open' && isAnsweredHere(kind) && !answered.includes(id))
  const shown = held ?? open?.id ?? null
  if (shown !== held) setHeld(shown)
  const isClosed = gates.find(({ id }) => id === shown)?.state !== 'open'
  const next = { label: open ? COMMON.goToNextQuestion : TEXT.showChecker, show: () => setHeld(open?.id ?? null) }
  return {
    gateId: shown,
    next: isClosed ? next : null,
    take: (gateId: string) => {
      setAnswered((before) => [...before, gateId])
      setHeld(null)
    },
  }
}

const isAnsweredHere = (kind: GateKind): boolean => GATE_TABS[kind] === 'run'

/** Which side is folded where the window is narrow, and how a panel is brought forward: unfolded, and focused. */
function usePanels(hasDecision: boolean) {
  const isNarrow = useMedia('(max-width: 1179px)')
  const [side, setSide] = useState<Side>('strategy')
  // A panel that holds a decision never folds.
  const folded = isNarrow ? (hasDecision && side === 'checker' ? null : side) : null
  const reveal = (role: Side | 'implementation', inside?: string): void => {
    if (role !== 'implementation' && role === folded) setSide(role === 'strategy' ? 'checker' : 'strategy')
    // After the panel is there.
    requestAnimationFrame(() => {
      const panel = document.getElementById(`panel-${role}`)
      const target = inside === undefined ? panel : (panel?.querySelector<HTMLElement>(inside) ?? panel)
      target?.focus()
    })
  }
  return { folded, reveal }
}
