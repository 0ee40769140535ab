import { DEFAULT_RUN_CONFIG } from '../../../shared/config.ts'
import type { EventRecord, TaskRecord } from '../../../shared/domain.ts'
import type { TurnRecord } from '../../../shared/evidence.ts'
import type { AttemptRow, RunRow, RunView } from '../../../shared/views.ts'

const AT = '2026-03-04T14:22:00.000Z'

export function event(id: number, kind: string, payload: unknown = {}, source = 'implementation'): EventRecord {
  return { id, runId: 'run', ts: AT, source, kind, message: `${kind} ${id}`, payload }
}

export function task(id: string, change: Partial<TaskRecord> = {}): TaskRecord {
  return {
    id,
    runId: 'run',
    title: `Task ${id}`,
    objective: 'It works.',
    acceptanceCriteria: ['one', 'two'],
    verificationSteps: ['npm test', 'npm run lint'],
    allowedPaths: [],
    status: 'pending',
    attemptCount: 0,
    implementationSummary: null,
    blockerSignature: null,
    createdAt: AT,
    updatedAt: AT,
    ...change,
  }
}

export function attempt(
  id: string,
  taskId: string,
  attemptNumber: number,
  change: Partial<AttemptRow> = {},
): AttemptRow {
  return {
    id,
    runId: 'run',
    taskId,
    attemptNumber,
    status: 'running',
    summary: '',
    blockerSignature: null,
    createdAt: AT,
    phase: 'implement',
    baseCommit: null,
    candidateCommit: null,
    setAside: false,
    ...change,
  }
}

export function turn(id: string, change: Partial<TurnRecord> = {}): TurnRecord {
  return {
    id,
    runId: 'run',
    role: 'implementation',
    kind: 'implement',
    number: 1,
    taskId: null,
    attemptId: null,
    state: 'running',
    detail: null,
    tokens: null,
    costMicros: null,
    agentId: 'demo',
    agentVersion: null,
    sessionId: null,
    contextUsed: null,
    contextSize: null,
    startedAt: AT,
    finishedAt: null,
    compacted: false,
    ...change,
  }
}

export const RUN_ROW: RunRow = {
  id: 'run',
  goal: 'A goal',
  repoPath: '/repositories/ledger',
  status: 'running',
  summary: null,
  branch: null,
  createdAt: AT,
  updatedAt: AT,
  control: 'run',
  controlReason: null,
  waitUntil: null,
  waitReason: null,
  gate: null,
  openGates: 0,
  untriedPlan: null,
  tasks: { pending: 0, in_progress: 0, completed: 0, blocked: 0, abandoned: 0 },
  turn: null,
  usage: { turns: 0, tokens: null, costMicros: null, activeMs: 0 },
  imported: false,
  removedUntil: null,
}

export function runView(change: Partial<RunView> = {}): RunView {
  const { id, goal, repoPath, summary, branch, createdAt, updatedAt, control, waitUntil } = RUN_ROW
  return {
    runId: 'run',
    seq: 0,
    run: {
      ...{ id, goal, repoPath, summary, branch, createdAt, updatedAt, control, waitUntil },
      status: 'running',
      cycleCount: 0,
      replanCount: 0,
      currentTaskId: null,
      config: DEFAULT_RUN_CONFIG,
      baseCommit: null,
      headCommit: null,
    },
    row: RUN_ROW,
    usage: { roles: [], tasks: [] },
    plan: null,
    baseline: null,
    agents: [],
    tasks: [],
    attempts: [],
    turns: [],
    gates: [],
    approvals: [],
    messages: [],
    artifacts: [],
    checkpoints: [],
    verifications: [],
    origin: { forkedFrom: null, forks: [], taken: [] },
    sandbox: null,
    events: [],
    ...change,
  }
}
