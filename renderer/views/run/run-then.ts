import type { CheckpointRecord, TaskRecord } from '../../../shared/domain.ts'
import type { TurnRecord } from '../../../shared/evidence.ts'
import type { AnsweredGate, RunView } from '../../../shared/views.ts'
import { AGENT_ROLES, type AgentRole, type TaskStatus } from '../../../shared/words.ts'

/** How a run stood at a moment, from what was recorded of its parts. */
export interface RunThen {
  roles: { role: AgentRole; turn: TurnRecord | null; isWorking: boolean }[]
  /** In plan order; those that were not planned yet are left out. */
  tasks: { task: TaskRecord; number: number; status: TaskStatus; attemptNumber: number | null }[]
  /** Questions that were open. */
  asked: AnsweredGate[]
  checkpoint: CheckpointRecord | null
  /** Of the turns that had ended; null: none of them reported any. */
  spent: { turns: number; tokens: number | null; costMicros: number | null }
  /** The view holds the newest turns only, and this is before them. */
  isBeforeKnown: boolean
}

type Facts = Pick<RunView, 'tasks' | 'attempts' | 'turns' | 'gates' | 'checkpoints' | 'row'>

/** `ms`: milliseconds since 1970. */
export function runThen(view: Facts, ms: number): RunThen {
  const isBy = (iso: string | null): boolean => iso !== null && Date.parse(iso) <= ms
  const begun = view.turns.filter(({ startedAt }) => isBy(startedAt))
  const ended = begun.filter(({ finishedAt }) => isBy(finishedAt))
  return {
    roles: AGENT_ROLES.map((role) => {
      const turn = begun.findLast((each) => each.role === role) ?? null
      return { role, turn, isWorking: turn !== null && !ended.includes(turn) && isStillOpen(turn) }
    }),
    tasks: view.tasks.flatMap((task, place) => {
      if (!isBy(task.createdAt)) return []
      const attempt = view.attempts.findLast(({ taskId, createdAt }) => taskId === task.id && isBy(createdAt))
      const attemptNumber = attempt?.attemptNumber ?? null
      return [{ task, number: place + 1, status: statusThen(task, attemptNumber, isBy), attemptNumber }]
    }),
    asked: view.gates.filter((gate) => isBy(gate.openedAt) && wasOpen(gate, view.turns, isBy)),
    checkpoint: view.checkpoints.findLast(({ createdAt }) => isBy(createdAt)) ?? null,
    spent: { turns: begun.length, tokens: sum(ended, 'tokens'), costMicros: sum(ended, 'costMicros') },
    isBeforeKnown: view.row.usage.turns > view.turns.length && begun.length === 0,
  }
}

/** A turn that was cut has no end, and works no more. */
const isStillOpen = ({ state, finishedAt }: TurnRecord): boolean => state === 'running' || finishedAt !== null

function statusThen(
  { status, updatedAt }: TaskRecord,
  attemptNumber: number | null,
  isBy: (iso: string) => boolean,
): TaskStatus {
  const isOver = status === 'completed' || status === 'blocked' || status === 'abandoned'
  if (isOver && isBy(updatedAt)) return status
  return attemptNumber === null ? 'pending' : 'in_progress'
}

/** When a question became void is not kept; one of a turn stood no longer than that. */
function wasOpen(
  { state, approval, turnId }: AnsweredGate,
  turns: readonly TurnRecord[],
  isBy: (iso: string | null) => boolean,
) {
  if (approval !== null) return !isBy(approval.createdAt)
  if (state === 'open') return true
  return turnId !== null && !isBy(turns.find(({ id }) => id === turnId)?.finishedAt ?? null)
}

function sum(turns: readonly TurnRecord[], what: 'tokens' | 'costMicros'): number | null {
  const told = turns.flatMap((turn) => turn[what] ?? [])
  return told.length === 0 ? null : told.reduce((total, value) => total + value, 0)
}
