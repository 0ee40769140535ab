import { expect, test } from 'vitest'
import { hiddenSignWarnings } from '../../../renderer/views/plan/hidden-signs.ts'
import { addTask, dropTask, startDraft } from '../../../renderer/views/plan/plan-draft.ts'
import type { TaskDraft } from '../../../shared/domain.ts'

const plain: TaskDraft = {
  title: 'T',
  objective: 'One line.\r\nAnother\tone.',
  acceptanceCriteria: ['c'],
  verificationSteps: ['npm test'],
  allowedPaths: [],
}

test.each<{ name: string; tasks: TaskDraft[]; places: string[] }>([
  { name: 'nothing hidden', tasks: [plain], places: [] },
  {
    name: 'every field',
    tasks: [
      plain,
      {
        title: 'T\u202e',
        objective: 'One.\nTwo\u200b.',
        acceptanceCriteria: ['c', '\u001b[31mc'],
        verificationSteps: ['npm test\u2066', 'npm run lint'],
        allowedPaths: [],
      },
    ],
    places: ['Task 2, title', 'Task 2, objective', 'Task 2, criterion 2', 'Task 2, command 1'],
  },
  {
    name: 'joiners hide in commands, not in prose',
    tasks: [
      {
        ...plain,
        title: '👩\u200d💻',
        objective: 'می\u200cخواهم',
        acceptanceCriteria: ['👩\u200d💻'],
        verificationSteps: ['rm\u200d x'],
      },
    ],
    places: ['Task 1, command 1'],
  },
  { name: 'paths are shown as signs anyway', tasks: [{ ...plain, allowedPaths: ['a\u202eb'] }], places: [] },
])('fields with signs that they do not show: $name', ({ tasks, places }) => {
  expect(hiddenSignWarnings(startDraft(tasks))).toEqual(
    places.map((place) => `${place} has signs that hide or turn text.`),
  )
})

test('dropped tasks are not approved, so nothing is said of them', () => {
  const added = addTask(startDraft([{ ...plain, title: 'T\u202e' }]), null).draft
  expect(hiddenSignWarnings(added)).toHaveLength(1)
  expect(hiddenSignWarnings(dropTask(added, added.tasks[0]?.key ?? ''))).toEqual([])
})
