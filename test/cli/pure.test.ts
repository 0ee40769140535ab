import { describe, expect, test } from 'vitest'
import type { FoundAgent } from '../../electron/agents/found-agents.ts'
import { chooseAgents } from '../../electron/cli/choose-agents.ts'
import { diffStat, diffStatLines } from '../../electron/cli/diff-stat.ts'
import { seconds } from '../../electron/cli/event-lines.ts'
import { textOf } from '../../electron/cli/line.ts'
import { onlyOne } from '../../electron/cli/lookup.ts'
import { takesResume, usageText, waitText } from '../../electron/cli/run-text.ts'
import { mayColour, programName } from '../../electron/cli/screen.ts'
import { editDistance, nearest } from '../../electron/cli/suggest.ts'
import { restExitCode } from '../../electron/cli/work-on-run.ts'
import { checkNode, gitCheck } from '../../electron/doctor.ts'
import type { Rest } from '../../electron/engine/engine.ts'
import type { GateKind, RunStatus } from '../../shared/words.ts'

describe('exit codes', () => {
  const waits = (why: 'paused' | 'limit' | 'gate'): Rest => ({ kind: 'wait', why })
  const cases: [Rest, RunStatus, GateKind[], number][] = [
    [{ kind: 'end' }, 'completed', [], 0],
    [{ kind: 'end' }, 'failed', [], 1],
    [{ kind: 'end' }, 'cancelled', [], 1],
    [waits('gate'), 'awaiting_approval', ['plan'], 3],
    [waits('gate'), 'awaiting_approval', ['budget', 'final'], 3],
    [waits('gate'), 'awaiting_approval', ['budget'], 4],
    [waits('gate'), 'awaiting_approval', ['login'], 6],
    [waits('limit'), 'paused', [], 4],
    [waits('paused'), 'paused', [], 3],
  ]
  test.each(cases)('%j of a run that is %s with gates %j: %i', (rest, status, kinds, exitCode) => {
    expect(
      restExitCode(
        rest,
        { status },
        kinds.map((kind) => ({ kind })),
      ),
    ).toBe(exitCode)
  })
})

describe('words', () => {
  test.each([
    ['rnu', 'run'],
    ['aprove', 'approve'],
    ['req', 'request-changes'],
    ['doc', 'doctor'],
    ['zzzz', null],
    ['', null],
  ])('%j most likely means %j', (typed, word) => {
    expect(nearest(typed, ['run', 'runs', 'resume', 'approve', 'request-changes', 'doctor'])).toBe(word)
  })
  test.each([
    ['', 'abc', 3],
    ['abc', 'abc', 0],
    ['acb', 'abc', 1],
    ['kitten', 'sitting', 3],
  ])('from %j to %j: %i', (from, to, distance) => {
    expect(editDistance(from, to)).toBe(distance)
  })
  test.each([
    [240, '0.2 s'],
    [12_400, '12 s'],
    [250_000, '4 min 10 s'],
  ])('%i ms', (durationMs, shown) => {
    expect(seconds(durationMs)).toBe(shown)
  })
})

describe('ids', () => {
  const kind = { noun: 'run', list: 'triptych runs', describe: () => 'a goal' }
  const found = [{ id: '3f9c2a10-0000' }, { id: '3f9c2a11-0000' }]
  test('one that matches wholly goes before others that begin so', () => {
    expect(onlyOne([{ id: '3f9c' }, ...found], '3F9C', kind)).toEqual({ ok: true, value: { id: '3f9c' } })
  })
  test('several: all are named', () => {
    const result = onlyOne(found, '3f9c', kind)
    expect(result).toMatchObject({ ok: false, error: { code: 'ambiguous' } })
    if (!result.ok) expect(result.error.message).toMatch(/3f9c2a10-0000 {2}a goal\n.*3f9c2a11-0000/)
  })
  test('none: where ids are found', () => {
    expect(onlyOne([], '3f9c', kind)).toMatchObject({
      error: { code: 'not_found', remedy: 'Ids are in: triptych runs' },
    })
  })
})

describe('agents', () => {
  const agent = (id: string, family: string, state: FoundAgent['state'] = 'login_unknown'): FoundAgent => ({
    id,
    name: id,
    family,
    version: null,
    state,
    remedy: null,
  })
  const demo = agent('demo', 'demo', 'ready')
  const known = [demo, agent('a', 'x'), agent('b', 'x'), agent('c', 'y'), agent('d', 'z', 'missing')]
  const chosen = (all: string | null, roles = {}, from = known) => {
    const result = chooseAgents({ all, roles }, from)
    return result.ok ? Object.values(result.value).map(({ id }) => id) : result.error.code
  }
  test('nobody named: an installed one, and a checker of another family', () => {
    expect(chosen(null)).toEqual(['a', 'a', 'c'])
  })
  test('one family installed: it also checks', () => {
    expect(chosen(null, {}, [demo, agent('a', 'x')])).toEqual(['a', 'a', 'a'])
  })
  test('who is named plays, installed or not', () => {
    expect(chosen('demo')).toEqual(['demo', 'demo', 'demo'])
    expect(chosen(null, { checker: 'd' })).toEqual(['a', 'a', 'd'])
    expect(chosen(null, { implementation: 'c' })).toEqual(['c', 'c', 'a'])
    expect(chosen('b', { checker: 'demo' })).toEqual(['b', 'b', 'demo'])
  })
  test('the demo agent never plays unasked', () => {
    expect(chosen(null, {}, [demo])).toBe('agent_missing')
  })
})

describe('differences', () => {
  const diff = [
    'diff --git a/src/a.ts b/src/a.ts',
    '--- a/src/a.ts',
    '+++ b/src/a.ts',
    '@@ -1,3 +1,3 @@',
    ' one',
    '--- a sum, removed',
    '+++ a sum, added',
    ' three',
    '\\ No newline at end of file',
    '@@ -10 +10,2 @@',
    '-x',
    '+y',
    '+z',
    'diff --git a/logo.png b/logo.png',
    'Binary files a/logo.png and b/logo.png differ',
    '',
  ].join('\n')
  test('lines of content are not taken for headers', () => {
    expect(diffStat(diff)).toEqual([
      { path: 'src/a.ts', added: 3, removed: 2, binary: false },
      { path: 'logo.png', added: 0, removed: 0, binary: true },
    ])
  })
  test('are told as git does', () => {
    expect(diffStatLines(diffStat(diff), '').map(textOf)).toEqual([
      'src/a.ts │     5 +++--',
      'logo.png │ binary',
      '2 files changed, 3 added, 2 removed',
    ])
    expect(diffStatLines([], '').map(textOf)).toEqual(['No file differs.'])
  })
})

describe('why a run waits', () => {
  const internals = { controlReason: null, waitUntil: null, waitReason: null }
  const facts = { run: { status: 'running', control: 'run' }, internals, openGates: [], driven: true } as const
  test.each([
    [facts, 'working', false],
    [{ ...facts, driven: false }, 'stands still: no Triptych works on it', true],
    [{ ...facts, run: { status: 'planning', control: 'run' } as const }, 'planning', false],
    [{ ...facts, run: { status: 'failed', control: 'run' } as const }, 'failed', false],
    [
      {
        ...facts,
        run: { status: 'paused', control: 'pause' } as const,
        internals: { ...internals, controlReason: 'restart' },
      },
      'paused, because the application ended while it was open',
      true,
    ],
    [
      {
        ...facts,
        run: { status: 'paused', control: 'pause' } as const,
        internals: { ...internals, controlReason: 'Branch moved.' },
      },
      'paused: Branch moved.',
      true,
    ],
    [
      {
        ...facts,
        run: { status: 'paused', control: 'run' } as const,
        internals: { ...internals, waitUntil: '2026-05-01T10:00:00.000Z', waitReason: 'quota' },
      },
      'waits for a limit until 2026-05-01T10:00:00.000Z: quota',
      true,
    ],
    [
      {
        ...facts,
        run: { status: 'awaiting_approval', control: 'run' } as const,
        openGates: [{ kind: 'plan' } as const],
      },
      'waits for a person (plan)',
      true,
    ],
    [{ ...facts, run: { status: 'running', control: 'cancel' } as const }, 'being cancelled', false],
  ])('%#', (waits, text, resume) => {
    expect(waitText(waits)).toBe(text)
    expect(takesResume(waits)).toBe(resume)
  })
  test('what was not reported is not called free', () => {
    expect(usageText({ turns: 1, tokens: 0, costMicros: 0, activeMs: 4_200 })).toBe(
      '1 turn, tokens not reported, cost not reported, 4 s of agents’ work',
    )
    expect(usageText({ turns: 3, tokens: 1200, costMicros: 1_230_000, activeMs: 130_000 })).toBe(
      '3 turns, 1200 tokens, 1.23 US dollars, 2 min of agents’ work',
    )
  })
})

describe('surroundings', () => {
  test('colour only in a terminal, and not where NO_COLOR is set', () => {
    expect([mayColour(true, {}), mayColour(false, {}), mayColour(true, { NO_COLOR: '1' })]).toEqual([
      true,
      false,
      false,
    ])
    expect([mayColour(true, { NO_COLOR: '' }), mayColour(true, { TERM: 'dumb' })]).toEqual([true, false])
  })
  test('lines to copy begin as the person began', () => {
    expect(programName({})).toBe('triptych')
    expect(programName({ npm_lifecycle_event: 'demo' })).toBe('npm run -s triptych --')
  })
  test('too old a Node or git is an error with a remedy', () => {
    expect(checkNode('24.21.0')).toMatchObject({ level: 'ok', remedy: null })
    expect(checkNode('22.1.0')).toMatchObject({ level: 'error', remedy: expect.stringContaining('Node 24') })
    expect(gitCheck('git version 2.31.8')).toMatchObject({ level: 'error', remedy: expect.stringContaining('2.32') })
    expect(gitCheck('git version 2.45.1.windows.1')).toMatchObject({ level: 'ok' })
  })
})
