import { describe, expect, test } from 'vitest'
import {
  changedFields,
  changesSummary,
  planChanges,
  stillPlanned,
  wordParts,
} from '../../../renderer/views/plan/plan-changes.ts'
import type { TaskDraft } from '../../../shared/domain.ts'
import type { TaskStatus } from '../../../shared/words.ts'

const task = (title: string, change: Partial<TaskDraft> = {}): TaskDraft => ({
  title,
  objective: `Make ${title} work for everybody`,
  acceptanceCriteria: ['It is tested', `${title} is documented`],
  verificationSteps: ['npm test'],
  allowedPaths: ['src/**'],
  ...change,
})
const EXPORT = task('Export expenses with csv-stringify')
const TOTALS = task('Total per person')
const SPLIT = task('Split a bill by weights')

const told = (before: readonly TaskDraft[], after: readonly TaskDraft[]) =>
  planChanges(before, after).tasks.map(({ at, before: index, texts }) => [at, index, changedFields(texts)])

describe('a plan beside the one before', () => {
  test('the same again', () => {
    const changes = planChanges([TOTALS, SPLIT], [TOTALS, SPLIT])
    expect(changesSummary(changes)).toBeNull()
    expect(changes.tasks.every(({ texts }) => texts.length === 0)).toBe(true)
  })

  test('a task with another title is the same task where most of it is; what is gone goes last', () => {
    const renamed = task('Export expenses as CSV without a package')
    expect(told([TOTALS, SPLIT, EXPORT], [renamed])).toEqual([
      [0, 2, 'title, objective, 1 criterion'],
      [null, 0, ''],
      [null, 1, ''],
    ])
    expect(changesSummary(planChanges([TOTALS, SPLIT, EXPORT], [renamed]))).toBe('1 task changed, 2 no longer planned')
  })

  test('new tasks, dropped ones, and another order', () => {
    const fresh = task('Round money once', {
      objective: 'Cents only',
      acceptanceCriteria: ['No floats'],
      verificationSteps: [],
      allowedPaths: [],
    })
    const changes = planChanges([TOTALS, SPLIT], [SPLIT, TOTALS, fresh])
    expect(changes.isReordered).toBe(true)
    expect(changes.tasks.map(({ before }) => before)).toEqual([1, 0, null])
    expect(changesSummary(changes)).toBe('1 new, in another order')
  })

  test('field by field: items of a list are paired by their words', () => {
    const after = {
      ...TOTALS,
      acceptanceCriteria: ['Total per person is documented in the README', 'No expenses give nothing'],
      verificationSteps: [],
      allowedPaths: ['src/**', 'README.md'],
    }
    const [changed] = planChanges([TOTALS], [after]).tasks
    expect(changed?.texts.map(({ field, before, after: now }) => [field, before, now])).toEqual([
      ['acceptanceCriteria', 'Total per person is documented', 'Total per person is documented in the README'],
      ['acceptanceCriteria', null, 'No expenses give nothing'],
      ['acceptanceCriteria', 'It is tested', null],
      ['verificationSteps', 'npm test', null],
      ['allowedPaths', null, 'README.md'],
    ])
    expect(changedFields(changed?.texts ?? [])).toBe('3 criteria, 1 command, 1 path')
  })
})

test('what is done of the plan before is no longer planned, and stays', () => {
  const record = (title: string, status: TaskStatus) => ({ title, status })
  const tasks = [record(TOTALS.title, 'completed'), record(SPLIT.title, 'completed'), record(EXPORT.title, 'abandoned')]
  const { open, done } = stillPlanned([TOTALS, SPLIT, EXPORT], [SPLIT], tasks)
  expect([open, done]).toEqual([[SPLIT, EXPORT], [TOTALS.title]])
})

test('word by word, and as a whole where there was nothing before or is nothing now', () => {
  expect(wordParts({ before: 'split a bill', after: 'share a bill' })).toEqual([
    { kind: 'removed', text: 'split' },
    { kind: 'added', text: 'share' },
    { kind: 'same', text: ' a bill' },
  ])
  expect(wordParts({ before: null, after: 'x' })).toEqual([{ kind: 'added', text: 'x' }])
  expect(wordParts({ before: 'x', after: null })).toEqual([{ kind: 'removed', text: 'x' }])
})
