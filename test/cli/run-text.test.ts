import { describe, expect, test } from 'vitest'
import { agentsText, takesResume, usageText, waitText } from '../../electron/cli/run-text.ts'
import type { AgentChoice } from '../../shared/config.ts'

describe('why a run waits', () => {
  const baseCommit = 'a'.repeat(40)
  const internals = { controlReason: null, waitUntil: null, waitReason: null, untriedPlan: null }
  const facts = {
    run: { status: 'running', control: 'run', baseCommit },
    internals,
    openGates: [],
    driven: true,
  } as const
  test.each([
    [facts, 'working', false],
    [{ ...facts, driven: false }, 'stands still: no Triptych works on it', true],
    [{ ...facts, run: { status: 'planning', control: 'run', baseCommit } as const }, 'planning', false],
    [{ ...facts, run: { status: 'failed', control: 'run', baseCommit } as const }, 'failed', false],
    [
      {
        ...facts,
        run: { status: 'paused', control: 'pause', baseCommit } as const,
        internals: { ...internals, controlReason: 'restart' },
      },
      'paused, because the application ended while it was open',
      true,
    ],
    [
      {
        ...facts,
        run: { status: 'paused', control: 'pause', baseCommit } as const,
        internals: { ...internals, controlReason: 'Branch moved.' },
      },
      'paused: Branch moved.',
      true,
    ],
    [
      {
        ...facts,
        run: { status: 'paused', control: 'run', baseCommit } as const,
        internals: { ...internals, waitUntil: '2026-05-01T10:00:00.000Z', waitReason: 'quota' },
      },
      'waits for a limit until 2026-05-01T10:00:00.000Z: quota',
      true,
    ],
    [
      {
        ...facts,
        run: { status: 'awaiting_approval', control: 'run', baseCommit } as const,
        openGates: [{ kind: 'plan' } as const],
      },
      'waits for a person (plan)',
      true,
    ],
    [
      {
        ...facts,
        run: { status: 'planning', control: 'run', baseCommit } as const,
        internals: { ...internals, untriedPlan: 1 },
      },
      'trying the steps of the plan before any work',
      false,
    ],
    [{ ...facts, run: { status: 'running', control: 'cancel', baseCommit } as const }, 'being cancelled', false],
    [
      {
        ...facts,
        run: { status: 'paused', control: 'pause', baseCommit: null } as const,
        internals: { ...internals, controlReason: 'imported' },
      },
      'paused: made by an earlier version, and cannot go on',
      false,
    ],
  ])('%#', (waits, text, resume) => {
    expect(waitText(waits)).toBe(text)
    expect(takesResume(waits)).toBe(resume)
  })
  test('what was not reported is not called free', () => {
    expect(usageText({ turns: 1, tokens: null, costMicros: null, activeMs: 4_200 })).toBe(
      '1 turn, tokens not reported, cost not reported, 4 s of agents’ work',
    )
    expect(usageText({ turns: 3, tokens: 1200, costMicros: 1_230_000, activeMs: 130_000 })).toBe(
      '3 turns, 1200 tokens, 1.23 US dollars, 2 min of agents’ work',
    )
  })
})

test('agents are named once where all roles are alike, with what was chosen for them', () => {
  const all = (choice: AgentChoice) => ({ strategy: choice, implementation: choice, checker: choice })
  expect(agentsText(all({ id: 'demo' }))).toBe('demo (scripted, no model)')
  expect(agentsText(all({ id: 'codex', model: 'big', effort: 'high' }))).toBe('codex (big, high)')
  expect(agentsText({ ...all({ id: 'codex' }), checker: { id: 'codex', mode: 'plan' } })).toBe(
    'strategy: codex, implementation: codex, checker: codex (plan)',
  )
})
