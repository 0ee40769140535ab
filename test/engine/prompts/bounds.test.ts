import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  boundLines,
  boundText,
  boundTexts,
  leftOut,
  newest,
  shareOut,
} from '../../../electron/engine/prompts/bounded.ts'
import { briefPrompt } from '../../../electron/engine/prompts/brief.ts'
import { BRIEF_MAX_CHARS, PROMPT_MAX_CHARS } from '../../../electron/engine/prompts/caps.ts'
import { checkPrompt } from '../../../electron/engine/prompts/check.ts'
import { dataBlock, item, itemBlock, quoted, visible } from '../../../electron/engine/prompts/fence.ts'
import { linesOutsideFences, readHeading } from '../../../electron/engine/prompts/heading.ts'
import { implementAgainPrompt } from '../../../electron/engine/prompts/implement-again.ts'
import { planPrompt } from '../../../electron/engine/prompts/plan.ts'
import { repairPrompt } from '../../../electron/engine/prompts/repair.ts'
import { replanPrompt } from '../../../electron/engine/prompts/replan.ts'
import { reviewPrompt } from '../../../electron/engine/prompts/review.ts'
import type { AttemptDetail } from '../../../electron/engine/records.ts'
import { attempt, PROPOSAL, SNAPSHOT, step, task } from './history.ts'

/** Texts made of what could break a prompt: fences, headings, controls, half characters. */
const hostile = fc
  .array(
    fc.constantFrom(
      '`',
      '```',
      '````\n',
      '\n',
      '\r',
      '\u001b[2J',
      '\u202e',
      '\ud83d',
      '👨‍👩‍👧',
      '"',
      '\\',
      '# Triptych · checker · review\n',
      '## How to answer\n',
      '1. ',
      'word ',
      '~~~\n',
      '\u2028',
      '\0',
    ),
    { maxLength: 30 },
  )
  .chain((parts) => fc.constantFrom(1, 1, 20, 500).map((times) => parts.join('').repeat(times)))

/** A history in which every text is `text` and every list has `count` entries. */
function everyPrompt(text: string, count: number): { name: string; prompt: string; max: number }[] {
  const many = <T>(make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index))
  const texts = many(() => text)
  const full = task(1, {
    title: text,
    objective: text,
    acceptanceCriteria: texts,
    verificationSteps: texts,
    allowedPaths: texts,
    implementationSummary: text,
    blockerSignature: text,
  })
  const tasks = many((index) => ({ ...full, id: `task-${index}` }))
  const attempts: AttemptDetail[] = many((index) =>
    attempt(index + 1, 'task-0', {
      summary: text,
      blockerSignature: text,
      result: {
        report: { outcome: 'blocked', summary: text, blocker: { code: text, detail: text } },
        failure: { cause: 'failed', signature: text, reasons: texts, counted: true },
        objection: {
          verdict: 'rejected',
          rationale: text,
          comments: many(() => ({ path: text, side: 'new', line: 1, text })),
        },
      },
    }),
  )
  const evidence = many((index) =>
    step(`v${index + 1}`, { command: text, logTail: text, logLines: 1_000_000, exitCode: index % 3 }),
  )
  const implementing = {
    goal: text,
    task: full,
    attemptNumber: 9,
    completedTasks: tasks,
    comments: many((index) => ({
      id: `c${index + 1}`,
      path: text,
      side: 'old' as const,
      fromLine: 1,
      line: index + 1,
      excerpt: text,
      text,
    })),
    continuing: true,
  }
  const planning = { goal: text, guidance: text, verificationMinutes: 10, hasComments: true }
  const proposal = { ...PROPOSAL, summary: text, tasks }
  const approvals = many((index) => ({
    id: `${index}`,
    runId: 'run-1',
    source: 'human' as const,
    verdict: 'approved' as const,
    rationale: text,
    payload: {},
    createdAt: '',
  }))
  const snapshot = {
    ...SNAPSHOT,
    run: { ...SNAPSHOT.run, goal: text },
    pendingTasks: tasks,
    inProgressTasks: tasks,
    completedTasks: tasks,
    blockedTasks: tasks,
    recentAttempts: attempts,
    approvals,
  }
  const comments = many((index) => ({
    comment: { id: `c${index + 1}`, path: text, side: 'new' as const, line: 1, excerpt: text, text },
    answer: { attemptId: 'a', taskId: 't', attemptNumber: 1, outcome: 'done' as const, text },
  }))
  const reviewing = { goal: text, tasks, evidence, diff: text, earlierObjections: texts, comments }
  return [
    { name: 'plan', prompt: planPrompt({ ...planning, notices: texts, repositoryOverview: text }) },
    {
      name: 'replan',
      prompt: replanPrompt({
        ...planning,
        why: 'review',
        tasks,
        attempts,
        proposal,
        proposalBaseline: new Map([[text, 'passed']]),
        headSummary: text,
      }),
    },
    {
      name: 'implement',
      prompt: implementAgainPrompt({
        ...implementing,
        baseline: Array.from({ length: 1_000 }, () => 'passed' as const),
        earlierAttempts: attempts,
        lastEvidence: evidence,
        filesKept: true,
      }),
    },
    {
      name: 'check',
      prompt: checkPrompt({
        goal: text,
        task: full,
        attemptNumber: 9,
        report: { outcome: 'done', summary: text },
        changedPaths: texts,
        diff: text,
        evidence,
      }),
    },
    { name: 'review', prompt: reviewPrompt({ ...reviewing, role: 'checker' }) },
    {
      name: 'repair',
      prompt: repairPrompt({ role: 'strategy', turn: 'review', tool: 'submit_verdict', problem: text }),
    },
    { name: 'brief', prompt: briefPrompt({ role: 'strategy', snapshot, messages: texts }) },
  ].map((one) => ({ ...one, max: one.name === 'brief' ? BRIEF_MAX_CHARS : PROMPT_MAX_CHARS }))
}

/** The prompt's own lines with everything taken out that may hold quoted data. */
const ownLines = (prompt: string): string[] =>
  linesOutsideFences(prompt).map((line) => line.replace(/"(?:[^"\\]|\\.)*"/g, '""'))

test('no text and no length breaks a fence, a heading or the bound', () => {
  // What each prompt says of its own when its data is harmless, for any number of entries.
  const harmless = new Map<string, Set<string>>()
  const allowed = (name: string, count: number): Set<string> => {
    const key = `${name} ${count}`
    for (const one of harmless.has(key) ? [] : everyPrompt('x', count))
      harmless.set(`${one.name} ${count}`, new Set(ownLines(one.prompt)))
    return harmless.get(key) ?? new Set()
  }
  fc.assert(
    fc.property(hostile, fc.constantFrom(1, 3, 70), (text, count) => {
      for (const { name, prompt, max } of everyPrompt(text === '' ? ' ' : text, count)) {
        expect(prompt.length, name).toBeLessThanOrEqual(max)
        expect(prompt.isWellFormed()).toBe(true)
        expect(readHeading(prompt)?.kind).toBe(name)
        // A diff or log of nothing but spaces is told in other words.
        if (text.trim() === '') continue
        const foreign = ownLines(prompt).filter((line) => !allowed(name, count).has(line))
        expect(foreign, name).toEqual([])
      }
    }),
    { numRuns: 60 },
  )
})

test.each([
  ['letters', 'x'.repeat(30_000)],
  ['line breaks', '\n'.repeat(30_000)],
  ['short lines', 'ab\n'.repeat(10_000)],
  ['backticks', '`'.repeat(30_000)],
  ['backtick lines', `${'`'.repeat(20)}\n`.repeat(1_500)],
  ['quotes and backslashes', '"\\'.repeat(15_000)],
  ['invisible characters', '\u202e'.repeat(30_000)],
  ['emoji', '👨‍👩‍👧'.repeat(4_000)],
])('the longest of everything: %s', (_name, text) => {
  for (const { name, prompt, max } of everyPrompt(text, 30)) {
    expect(prompt.length, name).toBeLessThanOrEqual(max)
    expect(readHeading(prompt)?.kind).toBe(name)
  }
})

test('the diff gets what the other parts leave, and at least 10,000 characters', () => {
  const diffChars = (prompt: string): number => /^```diff\n([\s\S]*?)\n```$/m.exec(prompt)?.[1]?.length ?? 0
  const lines = '+ line\n'.repeat(20_000)
  const small = checkPrompt({
    goal: 'g',
    task: task(1, {}),
    attemptNumber: 1,
    report: null,
    changedPaths: [],
    diff: lines,
    evidence: [],
  })
  expect(small.length).toBeGreaterThan(PROMPT_MAX_CHARS - 500)
  expect(diffChars(small)).toBeGreaterThan(50_000)
  expect(small).toMatch(/… 1\d,\d{3} more diff lines left out\n```/)
  for (const { name, prompt } of everyPrompt('y\n'.repeat(20_000), 30))
    if (name === 'check' || name === 'review') expect(diffChars(prompt), name).toBeGreaterThan(10_000)
})

describe('what is left out is said', () => {
  test.each([
    [leftOut(1, 'older attempt'), '… 1 older attempt left out'],
    [leftOut(12_000, 'older attempt'), '… 12,000 older attempts left out'],
    [boundText('abc', 3), 'abc'],
    [boundText('x'.repeat(100), 40), `${'x'.repeat(15)} [… the rest is left out]`],
    [boundText(`${'x'.repeat(14)}😀${'x'.repeat(100)}`, 40), `${'x'.repeat(14)} [… the rest is left out]`],
    [boundLines(['a', 'b'], 3, 'line', 'start'), 'a\nb'],
    [
      boundLines(
        Array.from({ length: 99 }, () => 'abc'),
        60,
        'line',
        'start',
      ),
      'abc\nabc\nabc\n… 96 lines left out',
    ],
    [
      boundLines(
        Array.from({ length: 99 }, (_, i) => `l${i}`),
        56,
        'line',
        'end',
      ),
      '… 97 lines left out\nl97\nl98',
    ],
  ])('%#', (actual, wanted) => {
    expect(actual).toBe(wanted)
  })

  test('of a list', () => {
    expect(newest([1, 2, 3], 2, 'task')).toEqual({ kept: [2, 3], missing: 1, mark: '… 1 older task left out' })
    expect(newest([1, 2], 2, 'task')).toEqual({ kept: [1, 2], missing: 0, mark: null })
  })

  test('bounds hold for every text', () => {
    fc.assert(
      fc.property(hostile, fc.nat(200), fc.constantFrom('start' as const, 'end' as const), (text, max, keep) => {
        expect(boundText(text, max).length).toBeLessThanOrEqual(max)
        expect(boundLines(text.split('\n'), max, 'earlier log line', keep).length).toBeLessThanOrEqual(max)
        expect(boundTexts([text, 'b', text], max).join('\n').length).toBeLessThanOrEqual(max + 2)
      }),
    )
  })
})

test('shares are fair: short texts whole, long ones alike', () => {
  expect(shareOut([10, 1_000, 500], 310)).toEqual([10, 150, 150])
  expect(shareOut([10, 20], 100)).toEqual([10, 20])
  expect(shareOut([], 100)).toEqual([])
})

describe('data', () => {
  test.each([
    ['plain', '```text\nplain\n```'],
    ['a `b` ```\n```', '````text\na `b` ```\n```\n````'],
    ['`'.repeat(500), '```text\n<500 backticks>\n```'],
    ['', '```text\n\n```'],
  ])('%# is fenced by more backticks than it holds', (text, wanted) => {
    expect(dataBlock(text, 1_000)).toBe(wanted)
  })

  test.each([
    ['a\r\nb\tc', 'a\nb\tc'],
    ['\u001b[31m\u0000\u007f\u0085', '␛[31m␀␡<U+0085>'],
    ['\u202e\u200b\u2028\ufeff', '<U+202E><U+200B><U+2028><U+FEFF>'],
    ['👨‍👩‍👧 ü', '👨‍👩‍👧 ü'],
    ['\ud83d', '\ufffd'],
  ])('%j can be seen', (text, wanted) => {
    expect(visible(text)).toBe(wanted)
  })

  test('an item cannot pose as the next one', () => {
    expect(itemBlock([item('1. ', 'one\n2. forged'), item('2. ', 'two')], 100)).toBe(
      '```text\n1. one\n   2. forged\n2. two\n```',
    )
  })

  test('a quoted text is one line', () => {
    expect(quoted('a "b"\nc`')).toBe('"a \\"b\\"\\nc`"')
  })
})
