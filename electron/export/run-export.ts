import type { BaselineResult } from '../../shared/baseline.ts'
import type {
  AgentStateRecord,
  ApprovalRecord,
  ArtifactRecord,
  CheckpointRecord,
  GateRecord,
  RunRecord,
  TaskRecord,
} from '../../shared/domain.ts'
import type { MessageRecord, PlanRecord, ReviewRecord, StepEvidence, TurnRecord } from '../../shared/evidence.ts'
import type { RoleUsage, RunOrigin, RunUsage, TaskUsage } from '../../shared/views.ts'
import type { AttemptDetail, RunInternals } from '../engine/records.ts'
import type { Store } from '../store/store.ts'
import { readRunRow } from '../views/run-row.ts'

/** Everything that is stored of a run but its events, read in one transaction. Every list is whole, oldest first; tasks in plan order. */
export interface RunExport {
  run: RunRecord
  delivery: Pick<RunInternals, 'delivery' | 'deliveryChoice'>
  origin: Pick<RunOrigin, 'forkedFrom' | 'taken'>
  /** A sentence; null: nothing was started yet. */
  sandbox: string | null
  agents: AgentStateRecord[]
  plans: PlanRecord[]
  baselines: (BaselineResult & { commitId: string })[]
  tasks: TaskRecord[]
  /** Ids of completed tasks that no verification step proves. */
  unverified: string[]
  attempts: AttemptDetail[]
  /** Of attempts and reviews. */
  steps: (StepEvidence & { ownerId: string })[]
  turns: TurnRecord[]
  messages: MessageRecord[]
  gates: GateRecord[]
  approvals: ApprovalRecord[]
  reviews: ReviewRecord[]
  checkpoints: CheckpointRecord[]
  /** Without earlier exports: they would change what is exported. */
  artifacts: ArtifactRecord[]
  usage: { run: RunUsage; roles: RoleUsage[]; tasks: TaskUsage[] }
  /** The newest event. */
  seq: number
}

/** Throws `Run not found: <id>`. */
export function readRunExport(store: Store, runId: string): RunExport {
  return store.database.read(() => {
    const run = store.getRun(runId)
    const { delivery, deliveryChoice } = store.getInternals(runId)
    const { forkedFrom, taken } = store.originOf(runId)
    const tasks = store.listTasks(runId)
    return {
      run,
      delivery: { delivery, deliveryChoice },
      origin: { forkedFrom, taken },
      sandbox: store.sandboxOf(runId),
      agents: store.listAgentStates(runId),
      plans: store.listPlans(runId),
      baselines: store.listAllBaselineResults(runId),
      tasks,
      unverified: store.unverifiedTasks(runId),
      attempts: tasks.flatMap(({ id }) => store.listAllAttempts(id)),
      steps: store.listRunEvidence(runId),
      turns: store.listTurns(runId),
      messages: store.listMessages(runId),
      gates: store.listGates(runId),
      approvals: store.listApprovals(runId),
      reviews: store.listReviews(runId),
      checkpoints: store.listCheckpoints(runId),
      artifacts: store.runStore.listArtifacts(runId).filter(({ kind }) => kind !== 'export'),
      usage: { run: readRunRow(store, runId).usage, roles: store.usageByRole(runId), tasks: store.usageByTask(runId) },
      seq: store.listEvents(runId, 1).at(-1)?.id ?? 0,
    }
  })
}
