import { randomUUID } from 'node:crypto'
import { DEFAULT_RUN_CONFIG, type RunConfig, runConfigSchema } from '../../shared/config.ts'
import type {
  AgentStateRecord,
  ApprovalRecord,
  ArtifactRecord,
  CheckpointRecord,
  EventRecord,
  RunRecord,
  RunSnapshot,
  TaskAttemptRecord,
  TaskDraft,
  TaskRecord,
} from '../../shared/domain.ts'
import type {
  AgentRole,
  ApprovalSource,
  ApprovalVerdict,
  AttemptStatus,
  RunStatus,
  TaskStatus,
} from '../../shared/words.ts'
import type { Database } from './database.ts'
import { openStoreFile } from './open-file.ts'
import { replaceOpenTasks, requeueTasks } from './open-tasks.ts'
import { readSnapshot } from './snapshot.ts'
import { marks, timestamp, toJson } from './table.ts'
import {
  agentTable,
  approvalTable,
  artifactTable,
  attemptTable,
  checkpointTable,
  eventTable,
  runTable,
  taskTable,
} from './tables.ts'

/**
 * The predecessor's operations, by name and meaning: they set what they are told. Whatever depends on a state being the
 * expected one is a guarded operation in a sibling file. This class does not grow.
 */
export class RunStore {
  readonly #db: Database

  /** A path: makes its folder (0700), backs up and migrates an older file, refuses a newer or foreign one untouched. */
  constructor(file: string | Database) {
    this.#db = typeof file === 'string' ? openStoreFile(file) : file
  }

  close(): void {
    this.#db.close()
  }

  createRun(goal: string, repoPath: string, config: Partial<RunConfig> = {}): RunRecord {
    const id = randomUUID()
    const at = timestamp()
    const whole = runConfigSchema.parse({ ...DEFAULT_RUN_CONFIG, ...config })
    const run = { id, goal, repoPath, status: 'planning', config: whole, createdAt: at, updatedAt: at } as const
    return this.#db.transaction(() => {
      const created = runTable.insert(this.#db, run, { needs_plan: 'first' })
      this.addEvent(id, 'system', 'run_created', 'Run created.', { goal, repoPath })
      return created
    })
  }

  /** Throws `Run not found: <id>`. */
  getRun(runId: string): RunRecord {
    return runTable.one(this.#db, 'WHERE id = ?', runId) ?? notFound('Run', runId)
  }

  /** Newest first. */
  listRuns(): RunRecord[] {
    return runTable.list(this.#db, 'ORDER BY seq DESC')
  }

  /** `null` clears, `undefined` keeps. */
  updateRun(runId: string, updates: Partial<Pick<RunRecord, 'status' | 'summary' | 'currentTaskId'>>): RunRecord {
    return this.#db.transaction(() => {
      const { status, summary, currentTaskId } = this.getRun(runId)
      const task = updates.currentTaskId === undefined ? currentTaskId : updates.currentTaskId
      if (task !== null) this.getTask(task)
      const values = [updates.status ?? status, updates.summary === undefined ? summary : updates.summary, task]
      const sql = 'UPDATE runs SET status = ?, summary = ?, current_task_id = ?, updated_at = ? WHERE id = ?'
      this.#db.run(sql, ...values, timestamp(), runId)
      return this.getRun(runId)
    })
  }

  incrementCycle(runId: string): void {
    const sql = 'UPDATE runs SET cycle_count = cycle_count + 1, updated_at = ? WHERE id = ?'
    if (this.#db.run(sql, timestamp(), runId) === 0) notFound('Run', runId)
  }

  incrementReplanCount(runId: string): void {
    const sql = 'UPDATE runs SET replan_count = replan_count + 1, updated_at = ? WHERE id = ?'
    if (this.#db.run(sql, timestamp(), runId) === 0) notFound('Run', runId)
  }

  getAgentState(runId: string, role: AgentRole): AgentStateRecord | null {
    return agentTable.one(this.#db, 'WHERE run_id = ? AND role = ?', runId, role)
  }

  /** One row per role, replaced as a whole. */
  saveAgentState(record: AgentStateRecord): void {
    const { runId, role, sessionId, turns, rotationCount, lastPromptPath, lastResponsePath, updatedAt } = record
    this.#ofRun(runId, () => {
      this.#db.run('DELETE FROM agents WHERE run_id = ? AND role = ?', runId, role)
      const state = { sessionId, turns, rotationCount, lastPromptPath, lastResponsePath, updatedAt }
      return agentTable.insert(this.#db, { runId, role, ...state })
    })
  }

  /** Pending and in-progress tasks become abandoned; the drafts become pending, in the given order. */
  replacePendingTasks(runId: string, tasks: TaskDraft[]): TaskRecord[] {
    return this.#ofRun(runId, () => replaceOpenTasks(this.#db, runId, tasks))
  }

  /** In plan order; `[]` means all. */
  listTasks(runId: string, statuses: TaskStatus[] = []): TaskRecord[] {
    const only = statuses.length === 0 ? '' : `AND status IN (${marks(statuses.length)})`
    return taskTable.list(this.#db, `WHERE run_id = ? ${only} ORDER BY seq`, runId, ...statuses)
  }

  /** Throws `Task not found: <id>`. */
  getTask(taskId: string): TaskRecord {
    return taskTable.one(this.#db, 'WHERE id = ?', taskId) ?? notFound('Task', taskId)
  }

  /** The first pending task becomes in progress, in one statement: no two callers get the same. */
  claimNextPendingTask(runId: string): TaskRecord | null {
    const sql = `UPDATE tasks SET status = 'in_progress', attempt_count = attempt_count + 1, updated_at = ?
      WHERE seq = (SELECT seq FROM tasks WHERE run_id = ? AND status = 'pending' ORDER BY seq LIMIT 1)
      RETURNING ${taskTable.columns}`
    const [row] = this.#db.returning(sql, timestamp(), runId)
    return row ? taskTable.read(row) : null
  }

  /** From any state; clears the blocker signature. */
  completeTask(taskId: string, summary: string): TaskRecord {
    return this.#setTask(taskId, 'completed', summary, null)
  }

  blockTask(taskId: string, summary: string | null, blockerSignature: string | null): TaskRecord {
    return this.#setTask(taskId, 'blocked', summary, blockerSignature)
  }

  abandonTask(taskId: string, summary: string | null, blockerSignature: string | null): TaskRecord {
    return this.#setTask(taskId, 'abandoned', summary, blockerSignature)
  }

  /** In-progress tasks without a running attempt past `implement` are pending again; how many. One event if there were any. */
  requeueInProgressTasks(runId: string): number {
    return this.#db.transaction(() => {
      const count = requeueTasks(this.#db, runId)
      const message = `${count} unfinished ${count === 1 ? 'task is' : 'tasks are'} pending again.`
      if (count > 0) this.addEvent(runId, 'system', 'requeue_in_progress', message, { count })
      return count
    })
  }

  /** Throws if the task is not one of the run's. */
  addTaskAttempt(
    runId: string,
    taskId: string,
    attemptNumber: number,
    status: AttemptStatus,
    summary: string,
    result: unknown,
    blockerSignature: string | null,
  ): TaskAttemptRecord {
    return this.#db.transaction(() => {
      if (this.getTask(taskId).runId !== runId) throw new Error(`Task ${taskId} does not belong to run ${runId}`)
      const ids = { id: randomUUID(), runId, taskId, attemptNumber }
      const phase = status === 'running' ? 'implement' : 'settle'
      const told = { status, summary, blockerSignature, resultJson: toJson(result) }
      const counted = status === 'failed' || status === 'blocked' ? 1 : 0
      return attemptTable.insert(this.#db, { ...ids, ...told, phase, createdAt: timestamp() }, { counted })
    })
  }

  latestTaskAttempt(taskId: string): TaskAttemptRecord | null {
    return attemptTable.newest(this.#db, 1, 'task_id = ?', taskId)[0] ?? null
  }

  /** The last `limit`, oldest first. */
  listRecentAttempts(runId: string, limit = 12): TaskAttemptRecord[] {
    return attemptTable.newest(this.#db, limit, 'run_id = ?', runId)
  }

  /** Throws for an unknown run. */
  addEvent(runId: string, source: string, kind: string, message: string, payload: unknown): void {
    this.#ofRun(runId, () => eventTable.insert(this.#db, { runId, ts: timestamp(), source, kind, message, payload }))
  }

  /** The last `limit`, oldest first. */
  listEvents(runId: string, limit = 50): EventRecord[] {
    return eventTable.newest(this.#db, limit, 'run_id = ?', runId)
  }

  addArtifact(
    runId: string,
    role: AgentRole | null,
    kind: string,
    filePath: string,
    metadata: unknown,
  ): ArtifactRecord {
    const artifact = { id: randomUUID(), runId, role, kind, path: filePath, metadata, createdAt: timestamp() }
    return this.#ofRun(runId, () => artifactTable.insert(this.#db, artifact))
  }

  /** Oldest first. */
  listArtifacts(runId: string, role?: AgentRole): ArtifactRecord[] {
    if (role === undefined) return artifactTable.list(this.#db, 'WHERE run_id = ? ORDER BY seq', runId)
    return artifactTable.list(this.#db, 'WHERE run_id = ? AND role = ? ORDER BY seq', runId, role)
  }

  addApproval(
    runId: string,
    source: ApprovalSource,
    verdict: ApprovalVerdict,
    rationale: string,
    payload: unknown,
  ): ApprovalRecord {
    const approval = { id: randomUUID(), runId, source, verdict, rationale, payload, createdAt: timestamp() }
    return this.#ofRun(runId, () => approvalTable.insert(this.#db, approval))
  }

  /** Oldest first. */
  listApprovals(runId: string): ApprovalRecord[] {
    return approvalTable.list(this.#db, 'WHERE run_id = ? ORDER BY seq', runId)
  }

  latestApproval(runId: string, source: ApprovalSource): ApprovalRecord | null {
    return approvalTable.newest(this.#db, 1, 'run_id = ? AND source = ?', runId, source)[0] ?? null
  }

  addCheckpoint(runId: string, status: RunStatus, payload: unknown): CheckpointRecord {
    const checkpoint = { id: randomUUID(), runId, status, payload, createdAt: timestamp() }
    return this.#ofRun(runId, () => checkpointTable.insert(this.#db, checkpoint))
  }

  /** One read transaction. Throws for an unknown run. */
  buildSnapshot(runId: string): RunSnapshot {
    return readSnapshot(this.#db, runId)
  }

  /** A write of rows that belong to a run; an unknown run is named in the error. */
  #ofRun<T>(runId: string, write: () => T): T {
    return this.#db.transaction(() => {
      if (!this.#db.get('SELECT 1 FROM runs WHERE id = ?', runId)) notFound('Run', runId)
      return write()
    })
  }

  #setTask(taskId: string, status: TaskStatus, summary: string | null, signature: string | null): TaskRecord {
    const sql = `UPDATE tasks SET status = ?, implementation_summary = ?, blocker_signature = ?, updated_at = ?
      WHERE id = ? RETURNING ${taskTable.columns}`
    const [row] = this.#db.returning(sql, status, summary, signature, timestamp(), taskId)
    return row ? taskTable.read(row) : notFound('Task', taskId)
  }
}

function notFound(what: 'Run' | 'Task', id: string): never {
  throw new Error(`${what} not found: ${id}`)
}
