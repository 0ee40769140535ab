import { expect, test } from 'vitest'
import { applyRunChange } from '../shared/apply-run-change.ts'
import type { Topics } from '../shared/contract.ts'
import type { ArtifactRecord, EventRecord } from '../shared/domain.ts'
import { runRow, runView } from './renderer/rows.ts'

const event = (id: number): EventRecord => ({
  id,
  runId: 'run-1',
  ts: '2026-03-01T10:00:00.000Z',
  source: 'system',
  kind: 'turn_started',
  message: `event ${id}`,
  payload: {},
})
const artifact = (id: string, kind: string): ArtifactRecord => ({
  id,
  runId: 'run-1',
  role: null,
  kind,
  path: id,
  createdAt: '',
  metadata: {},
})
const change = (part: Partial<Topics['run.changed']>): Topics['run.changed'] => ({
  runId: 'run-1',
  fromSeq: 10,
  seq: 12,
  events: [],
  records: {},
  ...part,
})

test('records are replaced by id, new ones come last, events are added once', () => {
  const view = runView({ events: [event(9), event(10)], artifacts: [artifact('a', 'plan'), artifact('b', 'diff')] })
  const next = applyRunChange(
    view,
    change({
      fromSeq: 8,
      events: [event(9), event(10), event(11), event(12)],
      records: { artifacts: [artifact('b', 'patch'), artifact('c', 'verdict')], row: runRow({ openGates: 1 }) },
    }),
  )
  expect(next?.events.map(({ id }) => id)).toEqual([9, 10, 11, 12])
  expect(next?.artifacts.map(({ id, kind }) => [id, kind])).toEqual([
    ['a', 'plan'],
    ['b', 'patch'],
    ['c', 'verdict'],
  ])
  expect(next?.row.openGates).toBe(1)
  expect(next?.tasks).toBe(view.tasks)
  expect(next?.seq).toBe(12)
})

test('a gap means: read again', () => {
  expect(applyRunChange(runView(), change({ fromSeq: 11 }))).toBeNull()
})

test('what is older, or of another run, changes nothing', () => {
  const view = runView()
  expect(applyRunChange(view, change({ fromSeq: 5, seq: 9, events: [event(9)] }))).toBe(view)
  expect(applyRunChange(view, change({ runId: 'run-2', fromSeq: 50, seq: 60 }))).toBe(view)
})

test('a plan that is gone is told as null, one that did not change is not told', () => {
  const plan = {
    id: 'p',
    runId: 'run-1',
    revision: 1,
    reason: 'first',
    state: 'proposed',
    summary: '',
    tasks: [],
    risks: [],
    questions: [],
    hash: '',
    baseCommit: null,
    createdAt: '',
  } as const
  const view = runView({ plan: { ...plan, tasks: [], risks: [], questions: [] } })
  expect(applyRunChange(view, change({}))?.plan).toBe(view.plan)
  expect(applyRunChange(view, change({ records: { plan: null } }))?.plan).toBeNull()
})

test('the oldest events are let go after two thousand', () => {
  const events = Array.from({ length: 2_500 }, (_, index) => event(11 + index))
  const next = applyRunChange(runView(), change({ seq: 2_510, events }))
  expect(next?.events.length).toBe(2_000)
  expect(next?.events.at(-1)?.id).toBe(2_510)
})
