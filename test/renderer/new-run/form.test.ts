import { describe, expect, test } from 'vitest'
import {
  agentOf,
  configOf,
  EMPTY_FORM,
  formChecks,
  goalProblem,
  limitProblem,
  parseForm,
} from '../../../renderer/views/new-run/form.ts'
import { DEFAULT_RUN_CONFIG, runConfigSchema } from '../../../shared/config.ts'
import type { AgentRow } from '../../../shared/views.ts'

const agent = (id: string, part: Partial<AgentRow> = {}): AgentRow => ({
  id,
  name: id,
  family: id,
  version: null,
  state: 'ready',
  remedy: null,
  ...part,
})

describe('limits', () => {
  test.each([
    ['cost', '6.00', null],
    ['cost', '6,50', null],
    ['cost', '0', 'An amount in dollars, such as 6.00.'],
    ['turns', '60', null],
    ['turns', '1.5', 'A whole number from 1 to 1000000.'],
    ['attemptsPerTask', 'three', 'A whole number from 1 to 100.'],
    ['replans', '0', null],
    ['wallMinutes', '', null],
  ] as const)('%s "%s": %s', (name, text, problem) => expect(limitProblem(name, text)).toBe(problem))
})

test('a goal must say something and fit', () => {
  expect(goalProblem('  ')).toContain('Say in a sentence')
  expect(goalProblem('x'.repeat(20_001))).toContain('20001 characters')
  expect(goalProblem('Make it work')).toBeNull()
})

test('what a form sends is a configuration that the main process takes', () => {
  const form = {
    ...EMPTY_FORM,
    agents: { ...EMPTY_FORM.agents, checker: { id: 'gemini', model: ' pro ' } },
    policy: 'every_task' as const,
    setup: ' npm ci \n\n npm run build ',
    limits: { cost: '6.5', wallMinutes: '90', replans: '0' },
  }
  const config = runConfigSchema.parse(configOf(form, DEFAULT_RUN_CONFIG))
  expect(config).toMatchObject({
    agents: { strategy: { id: 'demo' }, checker: { id: 'gemini', model: 'pro' } },
    policy: 'every_task',
    setup: { commands: ['npm ci', 'npm run build'] },
    limits: { costMicros: 6_500_000, wallMinutes: 90, replans: 0, attemptsPerTask: 3, turns: 60 },
  })
})

test('what was proposed for the repository stands where nothing was chosen', () => {
  const proposed = { ...DEFAULT_RUN_CONFIG, setup: { commands: ['npm ci'], copy: ['.env'] } }
  expect(configOf(EMPTY_FORM, proposed)).toEqual(proposed)
  expect(agentOf(EMPTY_FORM, proposed, 'checker')).toEqual({ id: 'demo', model: '' })
  expect(configOf({ ...EMPTY_FORM, setup: '' }, proposed).setup).toEqual({ commands: [], copy: ['.env'] })
})

test('missing and unknown agents refuse the start, an unsure log-in does not', () => {
  const form = {
    ...EMPTY_FORM,
    goal: 'Make it work',
    agents: {
      strategy: { id: 'codex', model: '' },
      implementation: { id: 'nobody', model: '' },
      checker: { id: 'gemini', model: '' },
    },
  }
  const agents = [
    agent('codex', { state: 'missing', remedy: 'npm i -g codex' }),
    agent('gemini', { state: 'login_unknown', remedy: 'Run gemini once.' }),
  ]
  expect(formChecks(form, DEFAULT_RUN_CONFIG, agents).map(({ level, remedy }) => [level, remedy])).toEqual([
    ['error', 'npm i -g codex'],
    ['error', 'Choose another.'],
    ['info', 'If it asks: Run gemini once.'],
  ])
})

test('a draft that is no form any more is an empty one', () => {
  expect(parseForm('{', null)).toBe(EMPTY_FORM)
  expect(parseForm('null', null)).toBe(EMPTY_FORM)
  expect(parseForm('{"goal":"x"}', null)).toEqual({ ...EMPTY_FORM, goal: 'x' })
})

test('a draft goes with the person to another repository, without the branch and the commands of the first', () => {
  const draft = { ...EMPTY_FORM, goal: 'x', repositoryId: 'a', base: 'next', setup: 'npm ci' }
  expect(parseForm(JSON.stringify(draft), 'a')).toEqual(draft)
  expect(parseForm(JSON.stringify(draft), 'b')).toEqual({ ...draft, repositoryId: 'b', base: '', setup: null })
})
