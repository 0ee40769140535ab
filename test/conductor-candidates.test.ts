import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { findCandidates, planRound } from '../electron/candidates.ts'
import type { RunPatch } from '../electron/engine/records.ts'
import type { Store } from '../electron/store/store.ts'
import { memoryStore } from './store/support.ts'

const BASE = 'b'.repeat(40)
const SOON = '2026-01-01T00:00:10.000Z'

function add(store: Store, patch: RunPatch = {}, gate = false): string {
  const { id: runId } = store.runStore.createRun('A goal', '/repository')
  store.patchRun(runId, {}, { baseCommit: BASE, headCommit: BASE })
  if (gate) store.openGate({ runId, kind: 'plan', question: 'Approve?', subject: {}, subjectHash: 'h' })
  store.patchRun(runId, {}, patch)
  return runId
}

test.each([
  { what: 'a run that can go on', patch: {}, gate: false, found: null },
  { what: 'a paused run', patch: { control: 'pause' }, gate: false, found: undefined },
  { what: 'a run with an open gate', patch: {}, gate: true, found: undefined },
  { what: 'a run that waits for a limit', patch: { waitUntil: SOON }, gate: false, found: SOON },
  { what: 'a limit and a gate', patch: { waitUntil: SOON }, gate: true, found: SOON },
  { what: 'a limit, but paused', patch: { waitUntil: SOON, control: 'pause' }, gate: false, found: undefined },
  { what: 'a cancelled run with a gate', patch: { control: 'cancel' }, gate: true, found: null },
  {
    what: 'a cancelled run that waits for a limit',
    patch: { control: 'cancel', waitUntil: SOON },
    gate: false,
    found: null,
  },
  { what: 'an imported run', patch: { baseCommit: null }, gate: false, found: undefined },
  {
    what: 'an imported run that a person cancels',
    patch: { baseCommit: null, control: 'cancel' },
    gate: false,
    found: null,
  },
] as const)('$what', ({ patch, gate, found }) => {
  const store = memoryStore()
  const runId = add(store, patch, gate)
  expect(findCandidates(store.database)).toEqual(found === undefined ? [] : [{ runId, waitUntil: found }])
})

test('runs that have ended are not even looked at; the rest come oldest first', () => {
  const store = memoryStore()
  const ended = add(store)
  const [first, second, third] = [add(store), add(store), add(store)]
  store.finishRun(ended, 'completed', 'done')
  expect(findCandidates(store.database).map(({ runId }) => runId)).toEqual([first, second, third])
  const statements: string[] = []
  findCandidates({
    ...store.database,
    all: (sql) => {
      statements.push(sql)
      return []
    },
  })
  const plan = store.database.all(`EXPLAIN QUERY PLAN ${statements[0]}`).map(({ detail }) => String(detail))
  expect(plan[0]).toContain('USING INDEX runs_unfinished')
})

const [A, B, C] = [randomUUID(), randomUUID(), randomUUID()]
const NOW = Date.parse('2026-01-01T00:00:00.000Z')

test.each([
  { what: 'nothing', candidates: [], retryAt: [], plan: { wake: [], consider: [], lookAt: null } },
  {
    what: 'one that can go on, and one that is driven',
    candidates: [
      { runId: A, waitUntil: null },
      { runId: C, waitUntil: null },
    ],
    retryAt: [],
    plan: { wake: [], consider: [A], lookAt: null },
  },
  {
    what: 'limits: the soonest is when to look',
    candidates: [
      { runId: A, waitUntil: '2026-01-01T01:00:00.000Z' },
      { runId: B, waitUntil: SOON },
    ],
    retryAt: [],
    plan: { wake: [], consider: [], lookAt: NOW + 10_000 },
  },
  {
    what: 'a limit whose time has come',
    candidates: [{ runId: A, waitUntil: '2026-01-01T00:00:00.000Z' }],
    retryAt: [],
    plan: { wake: [A], consider: [A], lookAt: null },
  },
  {
    what: 'one that failed just now',
    candidates: [
      { runId: A, waitUntil: null },
      { runId: B, waitUntil: null },
    ],
    retryAt: [[A, NOW + 500]],
    plan: { wake: [], consider: [B], lookAt: NOW + 500 },
  },
  {
    what: 'one that failed long ago',
    candidates: [{ runId: A, waitUntil: null }],
    retryAt: [[A, NOW]],
    plan: { wake: [], consider: [A], lookAt: null },
  },
  {
    what: 'a time that cannot be read is over',
    candidates: [{ runId: A, waitUntil: 'tomorrow' }],
    retryAt: [],
    plan: { wake: [A], consider: [A], lookAt: null },
  },
] as const)('$what', ({ candidates, retryAt, plan }) => {
  const situation = { now: NOW, isDriven: (runId: string) => runId === C, retryAt: new Map<string, number>(retryAt) }
  expect(planRound(candidates, situation)).toEqual(plan)
})
