import { DEFAULT_RUN_CONFIG } from '../../shared/config.ts'
import type { RunRow, RunView } from '../../shared/views.ts'

/** A working run with nothing special about it. */
export function runRow(part: Partial<RunRow> = {}): RunRow {
  return {
    id: 'run-1',
    goal: 'Make it work',
    repoPath: '/home/ada/harbour-api',
    status: 'running',
    summary: null,
    branch: 'triptych/make-it-work-run1',
    createdAt: '2026-03-01T10:00:00.000Z',
    updatedAt: '2026-03-01T10:00:00.000Z',
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
    ...part,
  }
}

/** An open run without tasks, at event 10. */
export function runView(part: Partial<RunView> = {}): RunView {
  const row = part.row ?? runRow()
  return {
    runId: row.id,
    seq: 10,
    events: [],
    row,
    run: {
      id: row.id,
      goal: row.goal,
      repoPath: row.repoPath,
      status: row.status,
      summary: null,
      cycleCount: 0,
      replanCount: 0,
      currentTaskId: null,
      createdAt: row.createdAt,
      updatedAt: row.updatedAt,
      control: 'run',
      config: DEFAULT_RUN_CONFIG,
      branch: row.branch,
      baseCommit: 'a'.repeat(40),
      headCommit: 'a'.repeat(40),
      waitUntil: null,
    },
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
    ...part,
  }
}
