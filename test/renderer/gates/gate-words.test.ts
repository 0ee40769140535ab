import { describe, expect, it } from 'vitest'
import { blockedOptions, blockedSentence } from '../../../renderer/views/gates/blocked-options.ts'
import { limitText, raisedLimit, typedLimit } from '../../../renderer/views/gates/budget-limit.ts'
import { keyed } from '../../../renderer/views/gates/keyed.ts'
import { remedyParts } from '../../../renderer/views/gates/login-remedy.ts'
import { waitsForEvidence } from '../../../renderer/views/gates/readiness.ts'
import { APPROVAL_VERDICTS } from '../../../shared/words.ts'

describe('typedLimit', () => {
  const turns = { name: 'turns', limit: 60, spent: 61 } as const
  const cost = { name: 'costMicros', limit: 6_000_000, spent: 6_010_000 } as const
  it.each([
    [turns, '120', 120],
    [turns, ' 62 ', 62],
    [turns, '61', null],
    [turns, '62.5', null],
    [turns, '', null],
    [turns, '-70', null],
    [turns, '9999999999999', null],
    [cost, '12.5', 12_500_000],
    [cost, '$12', 12_000_000],
    [cost, '6.01', null],
    [cost, '6.02', 6_020_000],
    [cost, '12.345', null],
    [cost, 'a lot', null],
  ])('%o, %j → %s', (subject, text, limit) => {
    const typed = typedLimit(subject, text)
    expect(typed.limit).toBe(limit)
    expect(typed.problem === null).toBe(limit !== null)
  })

  it('proposes what a plain approval would set', () => {
    expect(raisedLimit(turns)).toBe(122)
    expect(limitText('costMicros', raisedLimit(cost))).toBe('12.02')
    expect(typedLimit(turns, limitText('turns', raisedLimit(turns)))).toEqual({ limit: 122, problem: null })
  })
})

describe('blockedOptions', () => {
  it.each(['setup', 'planning', 'task', 'check'] as const)('offers three ways on for %s, cheapest first', (cause) => {
    const options = blockedOptions(cause, APPROVAL_VERDICTS)
    expect(options.map(({ verdict }) => verdict)).toEqual(['approved', 'changes_requested', 'rejected'])
    // Only what gives something up asks again.
    expect(options.map(({ confirm }) => confirm === null)).toEqual([true, true, false])
  })

  it('leaves out what the gate does not take', () => {
    expect(blockedOptions('task', ['rejected']).map(({ title }) => title)).toEqual(['Abandon the task'])
  })

  it.each([
    ['task', ['a', 'a'], null, 'Both attempts ended at the same cause, and no replan is left.'],
    ['task', ['a', 'a', 'a'], null, 'All 3 attempts ended at the same cause, and no replan is left.'],
    ['task', ['a', 'b'], null, '2 attempts were not accepted, and no replan is left.'],
    ['task', ['a'], null, 'The attempt was not accepted, and no replan is left.'],
    ['task', [], null, 'Why? Because.'],
    ['check', [], 'Because.', 'Why.'],
    ['setup', [], null, 'Why? Because.'],
  ] as const)('%s, %o: one sentence', (cause, signatures, detail, sentence) => {
    const question = detail === null ? 'Why? Because.\nthe log' : 'Why?: Because. Try again?'
    expect(blockedSentence({ cause, signatures: [...signatures], detail }, question)).toBe(sentence)
  })
})

describe('waitsForEvidence', () => {
  it.each([
    [['ready', 'ready', 'ready'], null],
    [['ready', 'reading', 'ready'], 'Evidence 2 of 3'],
    [['reading', 'failed', 'ready'], 'Part 1 can’t be read, and nothing is approved unread.'],
    [[], null],
  ] as const)('%o → %s', (states, expected) => {
    expect(waitsForEvidence(states.map((state, index) => ({ what: `Part ${index}`, state })))).toBe(expected)
  })
})

it.each([
  ['Run `codex login` in a terminal.', { sentence: 'Run codex login in a terminal.', command: 'codex login' }],
  ['Log in somewhere.', { sentence: 'Log in somewhere.', command: null }],
])('takes the command out of %j', (remedy, parts) => {
  expect(remedyParts(remedy)).toEqual(parts)
})

it('gives texts that repeat keys of their own', () => {
  expect(keyed(['a', 'b', 'a']).map(({ key }) => key)).toEqual(['0 a', '0 b', '1 a'])
})
