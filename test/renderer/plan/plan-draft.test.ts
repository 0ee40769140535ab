import { describe, expect, it } from 'vitest'
import {
  addItem,
  addTask,
  changeItems,
  changeTask,
  dropTask,
  moved,
  moveTask,
  type PlanDraft,
  parseDraft,
  splitProblem,
  splitTask,
  startDraft,
  tasksOf,
  undoDrop,
} from '../../../renderer/views/plan/plan-draft.ts'
import { planEdits } from '../../../renderer/views/plan/plan-edits.ts'
import { pathProblem, planProblems, problemAt } from '../../../renderer/views/plan/plan-problems.ts'
import type { TaskDraft } from '../../../shared/domain.ts'

const task = (title: string, change: Partial<TaskDraft> = {}): TaskDraft => ({
  title,
  objective: 'Do it',
  acceptanceCriteria: ['one', 'two'],
  verificationSteps: ['npm test'],
  allowedPaths: ['src/**'],
  ...change,
})
const PLAN = [task('A'), task('B'), task('C')]
const start = (): PlanDraft => startDraft(PLAN)
const keyOf = (draft: PlanDraft, index: number): string => draft.tasks[index]?.key ?? ''
const titles = (draft: PlanDraft): string[] => draft.tasks.map(({ title }) => title)

describe('a draft', () => {
  it('begins as the plan that was proposed', () => {
    expect(tasksOf(start())).toEqual(PLAN)
    expect(planEdits(PLAN, start())).toMatchObject({ count: 0, words: [] })
    expect(planProblems(start())).toEqual([])
  })

  it('survives being kept as text', () => {
    const draft = dropTask(start(), keyOf(start(), 1))
    expect(parseDraft(JSON.stringify(draft))).toEqual(draft)
  })

  it.each([
    '',
    'null',
    '{}',
    '{"tasks":[],"dropped":[],"nextKey":1}',
    '{"tasks":[{"key":1}],"dropped":[],"nextKey":1}',
  ])('of another form (%j) is none', (text) => expect(parseDraft(text)).toBeNull())

  it('drops a task and puts it back where it was', () => {
    const dropped = dropTask(start(), keyOf(start(), 1))
    expect(titles(dropped)).toEqual(['A', 'C'])
    expect(titles(undoDrop(dropped, dropped.dropped[0]?.task.key ?? ''))).toEqual(['A', 'B', 'C'])
    expect(undoDrop(dropped, 'unknown')).toBe(dropped)
  })

  it('keeps its last task', () => {
    const only = startDraft([task('A')])
    expect(dropTask(only, keyOf(only, 0))).toBe(only)
  })

  it('adds a task after the selected one, with keys that nothing else has', () => {
    const { draft, key } = addTask(start(), keyOf(start(), 0))
    expect(titles(draft)).toEqual(['A', '', 'B', 'C'])
    expect(draft.tasks[1]?.key).toBe(key)
    const keys = draft.tasks.flatMap((each) => [each.key, ...each.criteria.map((item) => item.key)])
    expect(new Set(keys).size).toBe(keys.length)
    expect(addTask(draft, null).draft.tasks.at(-1)?.title).toBe('')
  })

  it.each([
    [0, -1, ['A', 'B', 'C']],
    [0, 1, ['B', 'A', 'C']],
    [2, 1, ['A', 'B', 'C']],
    [2, -1, ['A', 'C', 'B']],
  ] as const)('moves task %i by %i', (index, step, expected) => {
    expect(titles(moveTask(start(), keyOf(start(), index), step))).toEqual(expected)
  })

  it('adds, changes and moves lines of a task', () => {
    const first = keyOf(start(), 0)
    const { draft, key } = addItem(start(), first, 'criteria')
    const written = changeItems(draft, first, 'criteria', (items) =>
      moved(
        items.map((item) => (item.key === key ? { ...item, text: ' three ' } : item)),
        key,
        -1,
      ),
    )
    expect(tasksOf(written)[0]?.acceptanceCriteria).toEqual(['one', 'three', 'two'])
    expect(tasksOf(written)[1]).toEqual(PLAN[1])
  })
})

describe('planEdits', () => {
  const change = (draft: PlanDraft, index: number, next: Partial<PlanDraft['tasks'][number]>): PlanDraft =>
    changeTask(draft, keyOf(draft, index), (known) => ({ ...known, ...next }))
  it.each([
    ['a new title', change(start(), 0, { title: 'A2' }), ['1 text changed']],
    ['a space at the end', change(start(), 0, { title: 'A ' }), []],
    ['a dropped task', dropTask(start(), keyOf(start(), 0)), ['1 task dropped']],
    ['an added one', addTask(start(), null).draft, ['1 task added']],
    ['another order', moveTask(start(), keyOf(start(), 0), 1), ['tasks in another order']],
    ['a path less', change(start(), 0, { paths: [] }), ['1 path removed']],
    ['a path more, twice', change(start(), 0, { paths: ['src/**', 'src/**', 'b'] }), ['2 paths added']],
    ['another command', change(start(), 1, { steps: [{ key: 'x', text: 'npm run lint' }] }), ['1 command changed']],
    [
      'criteria in another order',
      change(start(), 0, { criteria: (start().tasks[0]?.criteria ?? []).toReversed() }),
      ['1 criterion changed'],
    ],
    [
      'two of them',
      change(dropTask(start(), keyOf(start(), 2)), 0, { criteria: [] }),
      ['2 criteria removed', '1 task dropped'],
    ],
  ])('tells %s', (_, draft, words) => {
    const edits = planEdits(PLAN, draft)
    expect(edits.words).toEqual(words)
    expect(edits.count > 0).toBe(words.length > 0)
  })

  it('marks the tasks that were touched', () => {
    const draft = change(start(), 1, { objective: 'Something else' })
    expect([...planEdits(PLAN, draft).touched]).toEqual([keyOf(draft, 1)])
  })
})

describe('planProblems', () => {
  const with1 = (next: Partial<PlanDraft['tasks'][number]>): PlanDraft =>
    changeTask(start(), keyOf(start(), 0), (known) => ({ ...known, ...next }))
  it.each([
    ['title', with1({ title: '  ' }), 'Give the task a title.'],
    ['title', with1({ title: 'x'.repeat(121) }), '1 characters too long; at most 120.'],
    ['objective', with1({ objective: '' }), 'Say what must be true afterwards.'],
    ['criteria', with1({ criteria: [] }), 'At least one criterion, or nothing can be judged.'],
    ['x', with1({ criteria: [{ key: 'x', text: ' ' }] }), 'Write the criterion, or remove it.'],
    ['x', with1({ steps: [{ key: 'x', text: 'a\nb' }] }), 'One command line each.'],
    ['x', with1({ steps: [{ key: 'x', text: 'a'.repeat(2_001) }] }), '1 characters too long; at most 2,000.'],
    [
      'steps',
      with1({ steps: Array.from({ length: 11 }, (_, i) => ({ key: `s${i}`, text: 'a' })) }),
      '11 steps; at most 10.',
    ],
  ])('names the field: %s', (field, draft, text) => {
    expect(problemAt(planProblems(draft), keyOf(draft, 0), field)).toBe(text)
  })

  it('takes an edited plan that is in order, and one without steps', () => {
    expect(planProblems(with1({ steps: [], paths: [] }))).toEqual([])
  })

  it('refuses more tasks than a plan may have', () => {
    const draft = startDraft(Array.from({ length: 31 }, (_, index) => task(`T${index}`)))
    expect(planProblems(draft)[0]?.text).toBe('31 tasks; a plan has at most 30.')
  })

  it.each([
    ['src/**', null],
    ['/etc', 'Patterns are relative to the repository’s root.'],
    ['../x', 'Patterns are relative to the repository’s root.'],
    ['C:\\x', 'Patterns are relative to the repository’s root.'],
    ['a', 'It is in the list already.'],
    ['x'.repeat(501), 'At most 500 characters.'],
  ])('pattern %j: %s', (pattern, problem) => {
    expect(pathProblem(pattern, ['a'])).toBe(problem)
  })
})

describe('splitting a task', () => {
  const draft = start()
  const [first] = draft.tasks
  if (!first) throw new Error('no task')
  const [one, two] = first.criteria.map(({ key }) => key)
  const [step] = first.steps.map(({ key }) => key)
  const how = { title: ' A, second part ', items: new Set([two ?? '', step ?? '']) }

  it('gives what was chosen to a new task right after it, with the same objective and paths', () => {
    const { draft: parted, key } = splitTask(draft, first.key, how)
    expect(titles(parted)).toEqual(['A', 'A, second part', 'B', 'C'])
    expect(keyOf(parted, 1)).toBe(key)
    expect(tasksOf(parted).slice(0, 2)).toEqual([
      task('A', { acceptanceCriteria: ['one'], verificationSteps: [] }),
      task('A, second part', { acceptanceCriteria: ['two'] }),
    ])
    expect(parseDraft(JSON.stringify(parted))).toEqual(parted)
  })

  it('is one edit, of both tasks', () => {
    const { draft: parted, key } = splitTask(draft, first.key, how)
    const edits = planEdits(PLAN, parted)
    expect(edits).toMatchObject({ count: 1, words: ['1 task split'] })
    expect([...edits.touched]).toEqual([first.key, key])
    const twice = splitTask(draft, first.key, { ...how, items: new Set([one ?? '']) })
    expect(planEdits(PLAN, twice.draft).words).toEqual(['1 task split'])
  })

  it.each([
    ['nothing is chosen', { title: 'x', items: new Set<string>() }, /at least one criterion for the new/],
    ['all is chosen', { title: 'x', items: new Set([one ?? '', two ?? '']) }, /Leave at least one/],
    ['it has no title', { title: ' ', items: new Set([one ?? '']) }, /title/],
  ])('is refused where %s', (_what, wrong, problem) => {
    expect(splitProblem(first, wrong)).toMatch(problem)
    expect(splitTask(draft, first.key, wrong)).toEqual({ draft, key: first.key })
  })
})
