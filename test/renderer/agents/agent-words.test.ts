import { expect, test } from 'vitest'
import { secretProblem } from '../../../renderer/views/agents/secret-problem.ts'
import { agentLook, agentNotes } from '../../../renderer/words/agent-words.ts'
import type { AgentRow } from '../../../shared/views.ts'

const NOW = new Date(2026, 2, 4, 12, 0)
const row = (part: Partial<AgentRow>): AgentRow => ({
  ...{ id: 'codex', name: 'Codex', family: 'openai', version: '2.6.0', verified: '2.6.0' },
  ...{ state: 'ready', login: null, remedy: null, limit: null },
  ...part,
})
const limit = (minutes: number) => ({
  until: new Date(NOW.getTime() + minutes * 60_000).toISOString(),
  detail: 'The weekly quota is used up.',
})

test.each<[Partial<AgentRow>, string, string[]]>([
  [{ login: '~/.codex/auth.json' }, 'Ready', ['Logged in, as ~/.codex/auth.json shows.']],
  [{ version: '2.7.0' }, 'Ready', ['Tried with 2.6.0.']],
  [{ state: 'login_needed', remedy: 'Run `codex login`.' }, 'Log-in needed', ['Run `codex login`.']],
  [
    { state: 'login_unknown', remedy: 'Run `codex login`.' },
    'Found',
    ['Whether it is logged in shows when it is used.', 'If it asks: Run `codex login`.'],
  ],
  [{ limit: limit(30) }, 'Limit until 12:30', ['The weekly quota is used up.']],
  [{ limit: limit(-1) }, 'Ready', []],
  [
    { state: 'missing', version: null, remedy: 'Install it.', limit: limit(30) },
    'Not installed',
    ['The weekly quota is used up.', 'Install it.'],
  ],
])('%o is %s', (part, word, notes) => {
  expect(agentLook(row(part), NOW).word).toBe(word)
  expect(agentNotes(row(part), NOW)).toEqual(notes)
})

test('a secret that would be refused says why in its field; an empty field is no mistake yet', () => {
  expect(secretProblem('', '')).toEqual({ name: null, value: null })
  expect(secretProblem('1_KEY', 'short')).toEqual({
    name: expect.stringContaining('EXAMPLE_API_KEY'),
    value: 'At least 8 characters.',
  })
  expect(secretProblem('KEY_1', 'x'.repeat(10_001)).value).toContain('At most')
})
