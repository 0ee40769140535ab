import { expect, test } from 'vitest'
import { commandIn, machineLines } from '../../../renderer/views/runs/machine-lines.ts'
import { rangeOf, toggled } from '../../../renderer/views/runs/picked.ts'
import type { AgentRow } from '../../../shared/views.ts'

const agent = (id: string, state: AgentRow['state'], verified: string | null = null): AgentRow => ({
  ...{ id, name: id, family: id, version: null, verified, state },
  ...{ login: null, remedy: null, limit: null },
})

test('agents that can work stand first, the demo agent last; of those that are missing the tried ones first', () => {
  const { here, missing } = machineLines([
    agent('demo', 'ready'),
    agent('a', 'login_needed'),
    agent('x', 'missing'),
    agent('b', 'ready'),
    agent('y', 'missing', '1.0'),
    agent('c', 'login_unknown'),
  ])
  expect(here.map(({ id }) => id)).toEqual(['b', 'c', 'a', 'demo'])
  expect(missing.map(({ id }) => id)).toEqual(['y', 'x'])
})

test.each([
  ['Install it with `npm install --global opencode-ai`, then try again.', 'npm install --global opencode-ai'],
  ['Install git.', null],
  ['A lone ` is none', null],
  [null, null],
])('the command in %j is %j', (remedy, command) => {
  expect(commandIn(remedy)).toBe(command)
})

test.each([
  ['a', 'c', ['a', 'b', 'c']],
  ['c', 'b', ['b', 'c']],
  [null, 'b', ['b']],
  ['gone', 'b', ['b']],
  ['a', 'gone', []],
] as const)('from %j up to %s', (from, to, range) => {
  expect(rangeOf(['a', 'b', 'c'], from, to)).toEqual(range)
})

test('picking again takes it back', () => {
  expect([...toggled(toggled(new Set(['a']), 'b'), 'a')]).toEqual(['b'])
})
