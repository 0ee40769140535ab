import { expect, test } from 'vitest'
import { outcomeTable, withBlock } from './outcome-table.ts'

const column = (name: string, outcomes: Record<string, string>) => ({
  name,
  versions: [`${name} 1.0.0`, 'engine 2.0.0'],
  outcomes: new Map(Object.entries(outcomes)),
})

test('a table has a row for each scenario and a column for each agent', () => {
  const columns = [column('a', { edit: 'done', stop: 'stopped' }), column('b', { stop: 'killed', edit: 'asked' })]
  expect(outcomeTable(columns, ['edit', 'stop'])).toBe(
    [
      '|  | a | b |',
      '| --- | --- | --- |',
      '| version | a 1.0.0<br>engine 2.0.0 | b 1.0.0<br>engine 2.0.0 |',
      '| edit | done | asked |',
      '| stop | stopped | killed |',
    ].join('\n'),
  )
})

test('there is no table while an agent lacks a scenario', () => {
  const columns = [column('a', { edit: 'done', stop: 'stopped' }), column('b', { edit: 'done' })]
  expect(outcomeTable(columns, ['edit', 'stop'])).toBeNull()
})

test('only what stands between the markers changes', () => {
  const first = withBlock('# Agents\n\nProse.\n', 'one')
  expect(first).toMatch(/^# Agents\n\nProse\.\n\n<!-- .*begin -->\n\none\n\n<!-- .*end -->\n$/)
  const edited = `${first.replace('Prose.', 'Better prose.')}\nMore prose.\n`
  expect(withBlock(edited, 'two')).toBe(edited.replace('one', 'two'))
  expect(withBlock(withBlock(null, 'one'), 'two')).toBe(withBlock(null, 'two'))
})
