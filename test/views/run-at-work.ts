import type { Store } from '../../electron/store/store.ts'
import type { RunRow } from '../../shared/views.ts'
import { runWithTasks } from '../store/support.ts'

/** Runs with goals `goal 1`… , oldest first, in one statement. */
export function addRuns(store: Store, count: number): void {
  const sql = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
    INSERT INTO runs (id, goal, repo_path, status, created_at, updated_at, config_json, base_commit)
    SELECT printf('00000000-0000-4000-8000-%012d', i), 'goal ' || i, '/repositories/ledger', 'completed', 'then', 'then', '{}', 'b'
    FROM n`
  store.database.run(sql, count)
}

export function openPermission(store: Store, runId: string, question = 'May it?'): string {
  const subject = { v: 1 }
  return store.openGate({ runId, kind: 'permission', question, subject, subjectHash: 'sha256:0' }).id
}

/** The first task is being worked on. */
export function runAtWork(store: Store) {
  const { runId } = runWithTasks(store, 'First', 'Second')
  store.patchRun(runId, {}, { baseCommit: 'b', headCommit: 'b', branch: 'triptych/a-goal' })
  const started = store.startAttempt(runId, 'b')
  if (!started) throw new Error('Nothing was started')
  const { attempt, task } = started
  const turn = store.startTurn({
    agentId: 'demo',
    runId,
    role: 'implementation',
    kind: 'implement',
    taskId: task.id,
    attemptId: attempt.id,
  })
  return { runId, taskId: task.id, attemptId: attempt.id, turn }
}

export const goals = (rows: readonly RunRow[]): string[] => rows.map(({ goal }) => goal)
