import type { RpcError } from '../../shared/contract.ts'
import { err, ok, type Result } from '../../shared/result.ts'
import type { RunGroupName } from '../../shared/run-status.ts'
import type { GateRow, RunRow, RunUsage, TurnsUsage } from '../../shared/views.ts'
import type { RunLine, RunningTurn } from '../store/run-lines.ts'
import type { Store } from '../store/store.ts'
import { untilOf } from '../trash.ts'

/** Of a goal in a list, in UTF-16 units; the open run has the whole. */
const MAX_ROW_GOAL = 300
/** Of a summary or a reason, which may hold what a program printed; run and events have the whole. */
const MAX_ROW_TEXT = 2_000

export interface RunPage {
  /** Newest first. */
  rows: RunRow[]
  /** The `before` of the following page; null after the last. */
  next: string | null
}

/** Throws `Run not found: <id>`. */
export function readRunRow(store: Store, runId: string): RunRow {
  return store.database.read(() => rowOf(store.getRunLine(runId), companionsOf(store, [runId])))
}

/** Open gates, oldest first; of all runs without an id. */
export function openGateRows(store: Store, runId?: string): GateRow[] {
  return store.listOpenGateRows(runId === undefined ? undefined : [runId])
}

interface RunPageInput {
  limit: number
  before?: string | undefined
  /** Only runs that have this text in goal, repository path or branch, letter by letter, in whatever case; blanks around it do not count. */
  query?: string | undefined
  repoPath?: string | undefined
  group?: RunGroupName | undefined
  agentId?: string | undefined
}

/** The `limit` newest runs older than the run `before`, of those that are looked for. `not_found` if `before` is no run. */
export function pageOfRunRows(store: Store, input: RunPageInput): Result<RunPage, RpcError> {
  const { limit, before, query = '', repoPath = null, group = null, agentId = null } = input
  return store.database.read(() => {
    const seq = before === undefined ? Number.MAX_SAFE_INTEGER : store.runSeq(before)
    if (seq === null) return err({ code: 'not_found', message: `Run not found: ${before}` })
    const words = query.trim()
    const isAll = words === '' && repoPath === null && group === null && agentId === null
    // One more than the page tells whether there is another.
    const lines = isAll
      ? store.listRunLines(seq, limit + 1)
      : store.searchRunLines({ words, repoPath, group, agentId }, seq, limit + 1)
    const shown = lines.slice(0, limit)
    const companions = companionsOf(
      store,
      shown.map(({ id }) => id),
    )
    const rows = shown.map((line) => rowOf(line, companions))
    return ok({ rows, next: lines.length > limit ? (rows.at(-1)?.id ?? null) : null })
  })
}

/** By run id: what a row shows besides its own columns. */
interface Companions {
  /** The oldest open one. */
  gates: ReadonlyMap<string, GateRow>
  /** The newest running one. */
  turns: ReadonlyMap<string, RunningTurn>
  usage: ReadonlyMap<string, TurnsUsage>
}

function companionsOf(store: Store, runIds: readonly string[]): Companions {
  // The last entry of a key stays: gates go in backwards, so that it is the oldest.
  const gates = store.listOpenGateRows(runIds).reverse()
  return {
    gates: new Map(gates.map((gate) => [gate.runId, gate])),
    turns: new Map(store.listRunningTurns(runIds).map((turn) => [turn.runId, turn])),
    usage: new Map(store.usageOfRuns(runIds).map((usage) => [usage.runId, usage])),
  }
}

function rowOf(line: RunLine, { gates, turns, usage }: Companions): RunRow {
  const { id, repoPath, status, branch, createdAt, updatedAt, control, waitUntil, openGates, untriedPlan } = line
  return {
    ...{ id, repoPath, status, branch, createdAt, updatedAt, control, waitUntil, openGates, untriedPlan },
    goal: cut(line.goal, MAX_ROW_GOAL),
    summary: line.summary && cut(line.summary, MAX_ROW_TEXT),
    controlReason: line.controlReason && cut(line.controlReason, MAX_ROW_TEXT),
    waitReason: line.waitReason && cut(line.waitReason, MAX_ROW_TEXT),
    gate: gates.get(id) ?? null,
    tasks: {
      pending: line.tasksPending,
      in_progress: line.tasksInProgress,
      completed: line.tasksCompleted,
      blocked: line.tasksBlocked,
      abandoned: line.tasksAbandoned,
    },
    turn: turnOf(turns.get(id)),
    usage: usageOf(line, usage.get(id)),
    // Only a predecessor's run has no commit to start from.
    imported: line.baseCommit === null,
    removedUntil: line.trash === null ? null : untilOf(line.removedAt),
  }
}

const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`.toWellFormed()

/** Budgets count `line.turns`; of tokens and cost the turns themselves tell whether any were reported. */
const usageOf = ({ turns, activeMs }: RunLine, spent: TurnsUsage | undefined): RunUsage => ({
  turns,
  tokens: spent?.tokens ?? null,
  costMicros: spent?.costMicros ?? null,
  activeMs,
})

function turnOf(turn: RunningTurn | undefined): RunRow['turn'] {
  if (!turn) return null
  const { role, kind, taskTitle, attemptNumber, startedAt } = turn
  return { role, kind, taskTitle, attemptNumber, startedAt }
}
