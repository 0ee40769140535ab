import { expect, test } from 'vitest'
import { rotationCause } from '../../electron/engine/turn-session.ts'

test.each([
  [{ turns: 1, contextUsed: null, contextSize: null }, null],
  [{ turns: 19, contextUsed: 749, contextSize: 1_000 }, null],
  [{ turns: 20, contextUsed: null, contextSize: null }, 'the last one had 20 turns'],
  [{ turns: 21, contextUsed: 900, contextSize: 1_000 }, 'the last one had 21 turns'],
  [{ turns: 1, contextUsed: 750, contextSize: 1_000 }, "75 % of the last one's context was in use"],
  [{ turns: 1, contextUsed: 1_500, contextSize: 1_000 }, "150 % of the last one's context was in use"],
  [{ turns: 1, contextUsed: 900, contextSize: null }, null],
  [{ turns: 1, contextUsed: 900, contextSize: 0 }, null],
])('a session with %j: %j', (use, cause) => {
  expect(rotationCause({ sessionTurns: 20, contextPercent: 75 }, use)).toBe(cause)
})

test('a limit of one turn is a fresh session each time', () => {
  const use = { turns: 1, contextUsed: null, contextSize: null }
  expect(rotationCause({ sessionTurns: 1, contextPercent: 100 }, use)).toBe('the last one had 1 turn')
})
