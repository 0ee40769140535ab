import { describe, expect, it } from 'vitest'
import { attemptFacts } from '../../../renderer/views/gates/attempt-facts.ts'
import { gateOutcome } from '../../../renderer/views/gates/gate-outcome.ts'
import { firstShown } from '../../../renderer/views/gates/shown-gate.ts'
import type { ApprovalRecord, EventRecord } from '../../../shared/domain.ts'
import type { AnsweredGate } from '../../../shared/views.ts'
import type { ApprovalSource, ApprovalVerdict } from '../../../shared/words.ts'

const NOW = new Date(2026, 2, 3, 15, 0)
const AT = new Date(2026, 2, 3, 14, 7).toISOString()

const approval = (source: ApprovalSource, verdict: ApprovalVerdict): ApprovalRecord => ({
  id: 'a',
  runId: 'r',
  source,
  verdict,
  rationale: '',
  payload: {},
  createdAt: AT,
})

const gate = (change: Partial<AnsweredGate>): AnsweredGate => ({
  id: '11111111-0000-4000-8000-000000000000',
  runId: 'r',
  kind: 'plan',
  taskId: null,
  attemptId: null,
  turnId: null,
  question: 'Approve plan 1?',
  subject: {},
  subjectHash: 'sha256:1',
  state: 'decided',
  approvalId: 'a',
  openedAt: AT,
  approval: null,
  ...change,
})

const facts = { isOwn: false, wasSeenOpen: true, events: [], now: NOW }

describe('gateOutcome', () => {
  it('is null while the gate is open', () => {
    expect(gateOutcome(gate({ state: 'open', approval: null }), facts)).toBeNull()
  })

  it.each([
    ['human', 'approved', facts, 'Already approved', 'By you in another window or the terminal, 14:07.'],
    ['policy', 'rejected', facts, 'Already rejected', 'By the policy of the run, 14:07.'],
    ['human', 'approved', { ...facts, isOwn: true }, 'Approved', 'By you, 14:07.'],
    ['human', 'changes_requested', { ...facts, wasSeenOpen: false }, 'Changes requested', 'By you, 14:07.'],
  ] as const)('%s %s: says who and when', (source, verdict, told, title, text) => {
    expect(gateOutcome(gate({ approval: approval(source, verdict) }), told)).toEqual({ kind: 'decided', title, text })
  })

  it('of a void one tells both ids and why, where they are known', () => {
    const void1 = gate({ state: 'void', approvalId: null })
    expect(gateOutcome(void1, facts)?.text).toBe(
      'Question 11111111. What it was about has changed. Nothing was decided.',
    )
    const event: EventRecord = {
      id: 1,
      runId: 'r',
      ts: AT,
      source: 'system',
      kind: 'gate_voided',
      message: 'No longer asked, because the plan was edited: Approve plan 1?',
      payload: { gateId: void1.id, replacedBy: '22222222-0000-4000-8000-000000000000' },
    }
    expect(gateOutcome(void1, { ...facts, events: [event] })?.text).toBe(
      'Question 11111111 is now 22222222. No longer asked, because the plan was edited. Nothing was decided.',
    )
  })
})

describe('firstShown', () => {
  const plan = (id: string, state: AnsweredGate['state'], kind: AnsweredGate['kind'] = 'plan'): AnsweredGate =>
    gate({ id, state, kind })
  it.each([
    ['the newest open one', [plan('1', 'open'), plan('2', 'open'), plan('3', 'decided')], '2'],
    ['else the last decided one', [plan('1', 'decided'), plan('2', 'decided'), plan('3', 'void')], '2'],
    ['never one of another kind', [plan('1', 'open', 'budget')], null],
    ['none', [], null],
  ])('%s', (_, gates, id) => {
    expect(firstShown(gates, ['plan'])).toBe(id)
  })
})

describe('attemptFacts', () => {
  const step = {
    label: 'v1',
    command: 'x',
    durationMs: 1,
    log: '',
    logArtifactId: 'l',
    logLines: 0,
    logTail: '',
    baseline: null,
  }
  it('names the first step that did not pass, and keeps the agent’s own words', () => {
    const steps = [
      { ...step, exitCode: 0, timedOut: false },
      { ...step, label: 'v2', exitCode: null, timedOut: true },
      { ...step, label: 'v3', exitCode: 1, timedOut: false },
    ]
    const facts = attemptFacts({
      steps,
      result: {
        report: { outcome: 'blocked', summary: 'No types', blocker: { code: 'x', detail: 'Needs 9.21' } },
        changedPaths: ['a.ts'],
      },
    })
    expect(facts).toMatchObject({ report: 'No types\nNeeds 9.21', reasons: [], changed: ['a.ts'] })
    expect(facts.failing?.label).toBe('v2')
  })

  it('has nothing to say of an empty result', () => {
    expect(attemptFacts({ steps: [], result: {} })).toEqual({ report: null, reasons: [], failing: null, changed: [] })
  })
})
