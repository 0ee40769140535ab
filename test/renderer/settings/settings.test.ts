import { expect, test } from 'vitest'
import { keptAppearance } from '../../../renderer/data/appearance.ts'
import { faultOf } from '../../../renderer/data/page-faults.ts'
import { outcomeText, pickedOf } from '../../../renderer/views/settings/picked-runs.ts'
import { newRule, ruleText } from '../../../renderer/views/settings/rule-words.ts'
import {
  NUMBER_RULES,
  type NumberKey,
  numberText,
  readNumber,
} from '../../../renderer/views/settings/setting-numbers.ts'
import { DEFAULT_SETTINGS, settingsSchema } from '../../../shared/settings/settings.ts'

test.each([
  ['limits.turns', '60', { value: 60 }],
  ['limits.turns', ' ', { value: null }],
  ['limits.costMicros', '1,5', { value: 1_500_000 }],
  ['limits.contextPercent', '', { problem: 'A whole number of per cent from 10 to 100.' }],
  ['limits.contextPercent', '5', { problem: 'A whole number of per cent from 10 to 100.' }],
  ['limits.attemptsPerTask', '2.5', { problem: 'A whole number of attempts from 1 to 100.' }],
  ['retention.days', 'x', { problem: 'A number of days from 0.1 to 36500; leave it empty for no limit.' }],
  ['limits.turns', '0', { problem: 'A whole number of turns from 1 on; leave it empty for no limit.' }],
] as const)('%s from %j', (key, text, expected) => {
  expect(readNumber(text, NUMBER_RULES[key])).toEqual(expected)
})

test.each(Object.keys(NUMBER_RULES) as NumberKey[])('the file takes what the field of %s does', (key) => {
  const rule = NUMBER_RULES[key]
  const [group = '', name = ''] = key.split('.')
  for (const text of [String(rule.least), String(rule.most), ...(rule.mayBeNone ? [''] : [])]) {
    const read = readNumber(text, rule)
    const value = 'value' in read ? read.value : expect.fail(read.problem)
    expect(settingsSchema.safeParse({ [group]: { [name]: value } }).error?.issues ?? []).toEqual([])
    expect(numberText(value, rule)).toBe(text)
  }
  if (!rule.mayBeNone) expect(settingsSchema.safeParse({ [group]: { [name]: null } }).success).toBe(false)
})

test('the appearance that was kept is what the file may hold; anything else is as the desktop has it', () => {
  expect(keptAppearance(null)).toEqual(DEFAULT_SETTINGS.appearance)
  expect(keptAppearance('{"theme":"dark","density":"tiny"}')).toEqual({ ...DEFAULT_SETTINGS.appearance, theme: 'dark' })
  for (const text of ['', '[', 'null', '7', '[1]', '"dark"'])
    expect(keptAppearance(text)).toEqual(DEFAULT_SETTINGS.appearance)
})

test.each([
  [{ command: 'npm test*', role: 'checker' }, '`npm test*`, by checker'],
  [{ kind: 'edit', path: 'docs/**' }, 'requests of kind edit, paths `docs/**`'],
  [{}, 'Everything'],
] as const)('a rule as people read it: %j', (rule, text) => {
  expect(ruleText(rule)).toBe(text)
})

test('a new rule has what was filled in, and must have something', () => {
  expect(newRule({ role: '', kind: '', command: ' make * ', path: '' })).toEqual({ command: 'make *' })
  expect(newRule({ role: 'checker', kind: 'read', command: '', path: 'a' })).toEqual({
    role: 'checker',
    kind: 'read',
    path: 'a',
  })
  expect(newRule({ role: '', kind: '', command: ' ', path: '' })).toBeNull()
})

test('what came of a cleaning is told, and why something stayed', () => {
  expect(outcomeText({ done: ['a'], refused: [] }, 'moved to the trash')).toBe('1 run was moved to the trash.')
  const refused = [
    { runId: 'b', why: 'It works.' },
    { runId: 'c', why: 'It works.' },
  ]
  expect(outcomeText({ done: [], refused }, 'moved to the trash')).toBe(
    'Nothing was moved to the trash. 2 were left alone: It works.',
  )
  expect(pickedOf([{ runId: 'a' }, { runId: 'b' }], new Set(['b', 'gone']))).toEqual([{ runId: 'b' }])
})

test('a fault fits through the boundary, whatever was thrown', () => {
  const long = new Error('x'.repeat(50_000))
  const { where, message, stack } = faultOf('y'.repeat(500), long)
  expect([where.length, message.length]).toEqual([200, 20_000])
  expect(stack?.length ?? 0).toBeLessThanOrEqual(100_000)
  expect(faultOf('here', undefined)).toEqual({ where: 'here', message: 'undefined', stack: null })
})
