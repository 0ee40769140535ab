/** A file of version 1, made with its frozen tables and triggers, becomes one of today. */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { APPLICATION_ID } from '../../electron/store/file-kind.ts'
import { LATEST_VERSION } from '../../electron/store/migrations.ts'
import { TABLES_V1 } from '../../electron/store/schema.ts'
import { openStore, type Store } from '../../electron/store/store.ts'
import { TRIGGERS_V1 } from '../../electron/store/triggers.ts'
import { DEFAULT_RUN_CONFIG } from '../../shared/config.ts'
import { temporaryFolder } from './support.ts'

const AT = '2026-10-01T12:00:00.000Z'
/** As version 1 wrote it: without what came later. */
const CONFIG_V1 = (() => {
  const {
    turnMinutes: _t,
    permissionMinutes: _p,
    sessionTurns: _s,
    contextPercent: _c,
    ...limits
  } = DEFAULT_RUN_CONFIG.limits
  return JSON.stringify({ ...DEFAULT_RUN_CONFIG, limits })
})()

const ROWS = `
INSERT INTO runs (id, goal, repo_path, status, created_at, updated_at, config_json, base_commit, turns, tokens)
  VALUES ('r', 'Goal', '/repo', 'awaiting_approval', '${AT}', '${AT}', '${CONFIG_V1}', 'base', 2, 70);
INSERT INTO agents (run_id, role, session_id, turns, updated_at) VALUES ('r', 'implementation', 's1', 2, '${AT}');
INSERT INTO tasks (id, run_id, title, objective, acceptance_criteria_json, verification_steps_json, allowed_paths_json,
  status, created_at, updated_at) VALUES ('t', 'r', 'Task', 'Do it', '["c"]', '[]', '[]', 'in_progress', '${AT}', '${AT}');
INSERT INTO task_attempts (id, run_id, task_id, attempt_number, status, summary, result_json, created_at, phase)
  VALUES ('a', 'r', 't', 1, 'running', '', '{}', '${AT}', 'implement');
INSERT INTO turns (id, run_id, role, kind, number, task_id, attempt_id, state, tokens, session_id, started_at)
  VALUES ('u1', 'r', 'implementation', 'implement', 1, 't', 'a', 'limited', 70, 's1', '${AT}'),
    ('u2', 'r', 'implementation', 'implement', 2, 't', 'a', 'running', NULL, NULL, '${AT}');
INSERT INTO approvals (id, run_id, source, verdict, rationale, payload_json, created_at)
  VALUES ('p', 'r', 'human', 'approved', 'fine', '{}', '${AT}');
INSERT INTO gates (id, run_id, kind, task_id, attempt_id, turn_id, question, subject_json, subject_hash, state, approval_id,
  opened_at) VALUES ('g1', 'r', 'plan', NULL, NULL, NULL, 'Plan?', '{"n":1}', 'h1', 'decided', 'p', '${AT}'),
    ('g2', 'r', 'permission', 't', 'a', 'u1', 'May it?', '{"n":2}', 'h2', 'void', NULL, '${AT}'),
    ('g3', 'r', 'permission', 't', 'a', 'u2', 'And this?', '{"n":3}', 'h3', 'open', NULL, '${AT}'),
    ('g4', 'r', 'budget', NULL, NULL, NULL, 'More?', '{"n":4}', 'h4', 'open', NULL, '${AT}'),
    ('g5', 'r', 'login', NULL, NULL, NULL, 'Gone?', '{"n":5}', 'h5', 'open', NULL, '${AT}');
DELETE FROM gates WHERE id = 'g5';
`

function versionOne(): string {
  const file = path.join(temporaryFolder(), 'triptych.sqlite')
  const db = new DatabaseSync(file)
  db.exec(TABLES_V1)
  db.exec(TRIGGERS_V1)
  db.exec(`PRAGMA user_version = 1; PRAGMA application_id = ${APPLICATION_ID};`)
  db.exec(ROWS)
  db.close()
  return file
}

function opened(file: string): Store {
  const store = openStore(file)
  onTestFinished(() => store.close())
  return store
}

const gateRows = (file: string): unknown[] => {
  const db = new DatabaseSync(file)
  try {
    return db.prepare('SELECT * FROM gates ORDER BY seq').all()
  } finally {
    db.close()
  }
}

test('gates, turns and counts of version 1 are as they were, and the file is backed up [fault 11]', () => {
  const file = versionOne()
  const before = gateRows(file)
  expect(before).toHaveLength(4)
  const store = opened(file)
  expect(gateRows(file)).toEqual(before)
  expect(store.database.get('PRAGMA user_version')).toEqual({ user_version: LATEST_VERSION })
  expect(readdirSync(path.join(path.dirname(file), 'backups'))).toMatchObject([expect.stringMatching(/^triptych-v1-/)])
  expect(store.readFacts('r')).toMatchObject({
    run: { config: { limits: { turnMinutes: 120, permissionMinutes: 240, sessionTurns: 20, contextPercent: 75 } } },
    facts: { openGates: 2, live: [{ attemptId: 'a' }], counts: { in_progress: 1 } },
  })
  const unknown = { agentId: null, agentVersion: null, contextUsed: null, contextSize: null }
  expect(store.listTurns('r')).toMatchObject([
    { id: 'u1', state: 'limited', tokens: 70, ...unknown },
    { id: 'u2', state: 'running', tokens: null, ...unknown },
  ])
  expect(store.sessionUse('r', 'implementation', 's1')).toEqual({
    turns: 1,
    costMicros: null,
    contextUsed: null,
    contextSize: null,
  })
  expect(store.gateApproval('g1')).toMatchObject({ id: 'p', rationale: 'fine' })
})

test('its gates are counted, answered and made void as ever; a new one goes on after all there ever were', () => {
  const store = opened(versionOne())
  expect(store.decideGate('g4', 'other', 'p')).toBe(false)
  expect(store.decideGate('g4', 'h4', 'p')).toBe(true)
  expect(store.readFacts('r').facts.openGates).toBe(1)
  expect(store.voidGates('r', { turnId: 'u2' })).toBe(1)
  expect(store.readFacts('r').facts.openGates).toBe(0)
  const gate = store.openGate({ runId: 'r', kind: 'mcp_server', question: 'Trust it?', subject: {}, subjectHash: 'h6' })
  expect(store.database.get('SELECT seq FROM gates WHERE id = ?', gate.id)).toEqual({ seq: 6 })
  expect(store.readFacts('r').facts.openGates).toBe(1)
  expect(() => store.database.run(`UPDATE gates SET kind = 'whatever' WHERE id = ?`, gate.id)).toThrow('CHECK')
  store.database.run(`DELETE FROM turns WHERE id = 'u2'`)
  expect(store.listGates('r').map(({ id }) => id)).toEqual(['g1', 'g2', 'g4', gate.id])
})

test('a run that was at work goes on after taking over [fault 11]', () => {
  const store = opened(versionOne())
  expect(store.takeOver()).toMatchObject({ interrupted: [{ attemptId: 'a' }], paused: ['r'] })
  expect(store.listTurns('r')[1]).toMatchObject({ state: 'interrupted', agentId: null })
  expect(store.getInternals('r')).toMatchObject({ tokens: 70, turns: 2 })
  expect(store.listGates('r').map(({ state }) => state)).toEqual(['decided', 'void', 'void', 'open'])
})
