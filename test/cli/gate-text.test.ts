import { describe, expect, test } from 'vitest'
import { decideErrorText } from '../../electron/cli/decide-error.ts'
import { offeredAnswers, typedAnswer } from '../../electron/cli/gate-answers.ts'
import { answerLines, type GateFacts, gateLines } from '../../electron/cli/gate-lines.ts'
import { gateJson } from '../../electron/cli/json-lines.ts'
import { renderLine, textOf } from '../../electron/cli/line.ts'
import type { GateRecord } from '../../shared/domain.ts'
import { GATE_KINDS, type GateKind } from '../../shared/words.ts'

const HASH = `sha256:${'a'.repeat(64)}`
const NO_FACTS: GateFacts = { diff: null, evidence: [], risks: [], questions: [], baseline: null }

function gate(kind: GateKind, subject: unknown, more: Partial<GateRecord> = {}): GateRecord {
  return {
    id: '81b2c3d4-0000-4000-8000-000000000000',
    runId: '3f9c2a10-0000-4000-8000-000000000000',
    kind,
    taskId: null,
    attemptId: null,
    turnId: null,
    question: 'Is this right?',
    subject,
    subjectHash: HASH,
    state: 'open',
    approvalId: null,
    openedAt: '2026-05-01T08:00:00.000Z',
    ...more,
  }
}
const shown = (one: GateRecord, facts = NO_FACTS): string => gateLines(one, facts).map(textOf).join('\n')

const draft = {
  title: 'Add sum',
  objective: 'sum adds.',
  acceptanceCriteria: ['It adds'],
  verificationSteps: ['npm test'],
  allowedPaths: ['src'],
}

const NO_SETUP = { commands: [], copy: [] }
const result = (command: string, exitCode: number | null) => {
  const logged = { log: HASH, logArtifactId: `log-${command}`, logLines: 1 }
  return { command, exitCode, timedOut: exitCode === null, durationMs: 20, ...logged }
}

describe('a gate shows what it is about', () => {
  test('a plan: tasks with criteria, steps and paths, set-up, and what is not verified', () => {
    const unproved = { ...draft, title: 'Write it up', verificationSteps: [], allowedPaths: [] }
    const text = shown(
      gate('plan', { revision: 1, tasks: [draft, unproved], setup: { commands: ['npm ci'], copy: [] } }),
      { ...NO_FACTS, risks: ['May be slow'], questions: ['Which Node?'] },
    )
    for (const part of [
      'set-up: $ npm ci',
      '1. Add sum',
      'criterion 1: It adds',
      'v1: $ npm test',
      'may change: src',
    ]) {
      expect(text).toContain(part)
    }
    expect(text).toMatch(/2\. Write it up.*it will count as not verified.*may change: the whole repository/s)
    expect(text).toMatch(/risk: May be slow\n.*asks: Which Node\?/)
  })
  test('a plan whose steps were tried: what each did before any work, and what that means', () => {
    const steps = ['guard', 'new', 'typo', 'hangs', 'late']
    const results = [result('guard', 0), result('new', 1), result('typo', 127), result('hangs', null)]
    const baseline = { commit: 'c'.repeat(40), isPending: false, results }
    const asked = gate('plan', { revision: 1, tasks: [{ ...draft, verificationSteps: steps }], setup: NO_SETUP })
    const text = shown(asked, { ...NO_FACTS, baseline })
    for (const part of [
      'v1: $ guard  (passes already)',
      'v2: $ new  (fails before the work: exit 1)',
      'v3: $ typo  (cannot run: exit 127)',
      'v4: $ hangs  (cannot run: no end in time)',
      'v5: $ late  (not tried)',
      'Each step was run before any work, on cccccccccccc.',
      'Steps that pass already prove nothing new',
      'Steps that cannot run are probably wrong',
      'Steps that were not tried: the others took',
    ]) {
      expect(text).toContain(part)
    }
    const pending = shown(asked, { ...NO_FACTS, baseline: { ...baseline, isPending: true } })
    expect(pending).toContain('v5: $ late  (not tried yet)')
    expect(pending).toContain('are tried before the work begins')
    expect(gateJson(asked, { baseline })).toMatchObject({
      type: 'gate',
      baseline: { results: [{ mark: 'passed' }, { mark: 'failed' }, { mark: 'cannot_run' }, { mark: 'cannot_run' }] },
    })
    expect(gateJson(asked, NO_FACTS)).not.toHaveProperty('baseline')
  })
  test('a result: what differs, the evidence, the objections', () => {
    const subject = { base: 'b'.repeat(40), head: 'c'.repeat(40), review: { id: 'x', objections: ['Not tested'] } }
    const diff = [{ path: 'src/a.ts', added: 2, removed: 1, binary: false }]
    expect(shown(gate('final', subject), { ...NO_FACTS, diff, evidence: [['  ✓ v1']] })).toMatch(
      /b{12}\.\.c{12}\n.*src\/a\.ts │ .*\n.*1 file changed.*\n.*✓ v1\n.*objection: Not tested/,
    )
  })
  test('a budget: spent, limit, and what yes makes of it', () => {
    const text = shown(gate('budget', { name: 'turns', limit: 10, spent: 10 }))
    expect(text).toContain('Spent 10 turns of 10 turns. Approved: 20 turns.')
  })
  test('a permission: the request as it came, and nothing of it can draw', () => {
    const request = JSON.stringify({ toolCall: { title: 'rm -rf /\u001b[2K', odd: [1] } })
    const lines = gateLines(gate('permission', { turnId: 't', request }), NO_FACTS).map((line) =>
      renderLine(line, true),
    )
    expect(lines.join('\n')).toContain('"odd": [')
    expect(lines.join('')).not.toContain('\u001b[2K')
  })
  test('an MCP server: how it is started, every tool, and nothing of it can draw', () => {
    const subject = { name: 'notes', hash: HASH, commandLine: 'npx notes', tools: ['read_note', 'rm\u001b[2K'] }
    const lines = gateLines(gate('mcp_server', subject), NO_FACTS).map((line) => renderLine(line, true))
    expect(lines.join('\n')).toMatch(/npx notes\n.*read_note\n.*rm/)
    expect(lines.join('')).not.toContain('\u001b[2K')
  })
  test.each(GATE_KINDS.map((kind) => [kind]))('%s with a subject nobody knows is drawn raw', (kind) => {
    expect(shown(gate(kind, { newKind: 'of a later version' }))).toContain('"newKind": "of a later version"')
  })
})

describe('answers', () => {
  test.each<[GateKind, string[]]>([
    ['plan', ['approve', 'request-changes', 'reject']],
    ['permission', ['approve', 'reject']],
    ['budget', ['approve', 'reject']],
    ['final', ['approve', 'request-changes', 'reject']],
  ])('%s offers %j, each as a whole command line', (kind, commands) => {
    const lines = offeredAnswers(gate(kind, {}), 'triptych').map(({ commandLine }) => commandLine)
    expect(lines.map((line) => line.split(' ')[1])).toEqual(commands)
    expect(lines[0]).toBe(`triptych approve 81b2c3d4 --hash ${HASH}`)
  })
  test('every answer of every gate says what it does', () => {
    for (const kind of GATE_KINDS) {
      for (const { meaning, verdict } of offeredAnswers(gate(kind, {}), 'triptych')) expect(meaning).not.toBe(verdict)
    }
    const withChanges = (cause: string) =>
      answerLines(offeredAnswers(gate('blocked', { cause }), 'triptych')).map(textOf)[2]
    expect(withChanges('setup')).toContain('go on without it')
    expect(withChanges('planning')).toContain('plan again with your words')
  })
  const offered = offeredAnswers(gate('final', {}), 'triptych')
  test.each([
    ['a', { verdict: 'approved', rest: '' }],
    [' A ff:main ', { verdict: 'approved', rest: 'ff:main' }],
    ['approve', { verdict: 'approved', rest: '' }],
    ['c smaller steps', { verdict: 'changes_requested', rest: 'smaller steps' }],
    ['r', { verdict: 'rejected', rest: '' }],
    ['yes', null],
    ['', null],
    ['abort', null],
  ])('%j', (typed, answer) => {
    expect(typedAnswer(typed, offered)).toEqual(answer)
  })
  test('what a gate does not offer cannot be typed', () => {
    expect(typedAnswer('c', offeredAnswers(gate('permission', {}), 'triptych'))).toBeNull()
  })
})

test.each([
  [
    { kind: 'already_decided', source: 'human', verdict: 'approved', at: '2026-05-01T09:00:00.000Z' } as const,
    'approved (human) at 2026-05-01T09',
  ],
  [{ kind: 'stale', subjectHash: HASH } as const, HASH],
  [{ kind: 'void' } as const, 'is void'],
  [{ kind: 'not_offered', message: 'Not this one.' } as const, 'Not this one.'],
])('an answer that is not taken says why and where to look: %j', (error, part) => {
  const { message, remedy } = decideErrorText(error, gate('plan', {}), 'triptych')
  expect(message).toContain(part)
  expect(remedy).toContain('triptych show 3f9c2a10')
})

test('an answer to a removed run says how it comes back', () => {
  const { message, remedy } = decideErrorText({ kind: 'removed' }, gate('plan', {}), 'triptych')
  expect(message).toContain('is in the trash')
  expect(remedy).toContain('triptych put-back 3f9c2a10')
})
