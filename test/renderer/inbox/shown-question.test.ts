import { expect, test } from 'vitest'
import { shownQuestion } from '../../../renderer/views/inbox/shown-question.ts'
import type { GateRow } from '../../../shared/views.ts'

const gate = (id: string): GateRow => ({ id, runId: 'run-1', kind: 'plan', question: id, openedAt: '' })
const [a, b, c] = [gate('a'), gate('b'), gate('c')]
const shown = (...given: Parameters<typeof shownQuestion>): string | null => shownQuestion(...given)?.id ?? null

test('the oldest question is shown until another one is selected', () => {
  expect(shown([a, b], null, null, [])).toBe('a')
  expect(shown([a, b], 'b', a, [])).toBe('b')
  expect(shown([], 'b', null, [])).toBeNull()
})

test('what others answer meanwhile stays in sight, and a new question takes no place', () => {
  expect(shown([b], null, a, [])).toBe('a')
  expect(shown([b, c], 'a', a, [])).toBe('a')
  expect(shown([b, c], 'c', a, [])).toBe('c')
})

test('after an answer of this window the next one follows, also while the window still believes the first open', () => {
  expect(shown([a, b], 'a', a, ['a'])).toBe('b')
  expect(shown([a], null, null, ['a'])).toBeNull()
})
