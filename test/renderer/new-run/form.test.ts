import { describe, expect, test } from 'vitest'
import {
  agentOf,
  attachmentChecks,
  configOf,
  EMPTY_FORM,
  formChecks,
  goalProblem,
  isEmptyForm,
  limitProblem,
  parseForm,
  templateOf,
  withKept,
} from '../../../renderer/views/new-run/form.ts'
import { agentPresets, presetOf, standIns } from '../../../renderer/views/new-run/presets.ts'
import { DEFAULT_RUN_CONFIG, runConfigSchema } from '../../../shared/config.ts'
import type { AgentRow } from '../../../shared/views.ts'

const agent = (id: string, part: Partial<AgentRow> = {}): AgentRow => ({
  id,
  name: id,
  family: id,
  version: null,
  state: 'ready',
  remedy: null,
  limit: null,
  verified: null,
  login: null,
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
    ['contextPercent', '5', 'A whole number from 10 to 100.'],
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
    agents: { ...EMPTY_FORM.agents, checker: { id: 'gemini', model: ' pro ', effort: 'high' } },
    policy: 'every_task' as const,
    setup: ' npm ci \n\n npm run build ',
    limits: { cost: '6.5', wallMinutes: '90', replans: '0', contextPercent: '50', tokens: '2000000' },
  }
  const config = runConfigSchema.parse(configOf(form, DEFAULT_RUN_CONFIG))
  expect(config).toMatchObject({
    agents: { strategy: { id: 'demo' }, checker: { id: 'gemini', model: 'pro', effort: 'high' } },
    policy: 'every_task',
    setup: { commands: ['npm ci', 'npm run build'] },
    limits: {
      ...{ costMicros: 6_500_000, wallMinutes: 90, replans: 0, attemptsPerTask: 3, turns: 60 },
      ...{ contextPercent: 50, tokens: 2_000_000, sessionTurns: 20 },
    },
  })
})

test('what was proposed for the repository stands where nothing was chosen', () => {
  const proposed = { ...DEFAULT_RUN_CONFIG, setup: { commands: ['npm ci'], copy: ['.env'] } }
  expect(configOf(EMPTY_FORM, proposed)).toEqual(proposed)
  expect(agentOf(EMPTY_FORM, proposed, 'checker')).toEqual({ id: 'demo', model: '', mode: '', effort: '' })
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

test('what one agent was told is not told another; what was proposed for the chosen one is', () => {
  const agents = { ...DEFAULT_RUN_CONFIG.agents, checker: { id: 'codex', model: 'big', mode: 'read-only' } }
  const proposed = { ...DEFAULT_RUN_CONFIG, agents }
  expect(configOf(EMPTY_FORM, proposed).agents.checker).toEqual(agents.checker)
  const form = { ...EMPTY_FORM, agents: { ...EMPTY_FORM.agents, checker: { id: 'gemini' } } }
  expect(configOf(form, proposed).agents.checker).toEqual({ id: 'gemini' })
})

test('a log-in that is needed is said before the start, and does not refuse it', () => {
  const form = { ...EMPTY_FORM, goal: 'Make it work', agents: { ...EMPTY_FORM.agents, checker: { id: 'codex' } } }
  const demo = agent('demo')
  const codex = agent('codex', { state: 'login_needed', remedy: 'Run `codex login`.' })
  expect(formChecks(form, DEFAULT_RUN_CONFIG, [demo, codex])).toMatchObject([
    { level: 'warning', text: 'Checker: codex is not logged in.', remedy: 'Run `codex login`.' },
    { level: 'info', text: 'The checker, codex, is of another family (codex) than implementation (demo).' },
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

describe('kept forms', () => {
  const form = {
    ...EMPTY_FORM,
    goal: 'Release it',
    repositoryId: 'r1',
    base: 'main',
    setup: 'npm ci',
    attachments: [{ id: 'a', name: 'a.png', bytes: 1 }],
  }

  test('a template says nothing of a repository and leaves that as it is', () => {
    const text = JSON.stringify(templateOf(form))
    const here = { ...EMPTY_FORM, goal: 'other', repositoryId: 'r2', base: 'dev', setup: 'make' }
    const { goal, attachments } = form
    expect(withKept(here, 'template', text)).toEqual({ ...here, goal, attachments })
  })

  test('a draft is the whole form', () => {
    expect(withKept(EMPTY_FORM, 'draft', JSON.stringify(form))).toEqual(form)
    expect(withKept(form, 'draft', 'no JSON')).toEqual(EMPTY_FORM)
  })

  test('a form of an earlier version has no files, and one with another thing in their place none either', () => {
    expect(parseForm('{"goal":"x"}', null).attachments).toEqual([])
    expect(parseForm('{"goal":"x","attachments":"y"}', null)).toMatchObject({ goal: 'x', attachments: [] })
  })

  test('files that are not kept any more are problems', () => {
    expect(attachmentChecks(form.attachments, null)).toEqual([])
    expect(attachmentChecks(form.attachments, ['a'])).toEqual([])
    expect(attachmentChecks(form.attachments, [])).toMatchObject([
      { level: 'error', text: 'a.png is not kept any more.' },
    ])
    expect([EMPTY_FORM, form, { ...EMPTY_FORM, goal: ' ' }].map(isEmptyForm)).toEqual([true, false, true])
  })
})

test('presets choose all roles at once, and the one that is chosen is known again', () => {
  const agents = [
    agent('claude', { name: 'Claude Code' }),
    agent('codex', { name: 'Codex', state: 'login_unknown' }),
    agent('gemini', { state: 'missing' }),
    agent('demo', { name: 'Demo agent' }),
  ]
  const proposed = {
    ...DEFAULT_RUN_CONFIG,
    agents: { strategy: { id: 'claude' }, implementation: { id: 'claude', model: 'x' }, checker: { id: 'codex' } },
  }
  const presets = agentPresets(proposed, agents)
  expect(presets.map(({ title }) => title)).toEqual(['As proposed', 'Claude Code alone', 'Codex alone', 'Demo agents'])
  expect(presets[0]?.text).toBe('Claude Code plans, Claude Code works, Codex checks.')
  for (const preset of presets)
    expect(presetOf({ ...EMPTY_FORM, agents: preset.agents }, proposed, presets)).toBe(preset)
  const own = { ...EMPTY_FORM.agents, checker: { id: 'demo' } }
  expect(presetOf({ ...EMPTY_FORM, agents: own }, proposed, presets)).toBeNull()
})

test('the demo agents stand in where an agent cannot work, and only there', () => {
  const agents = [agent('codex', { state: 'missing' }), agent('demo')]
  const error = { id: 'agent checker', level: 'error' } as const
  expect(standIns([error], agents)?.checker).toEqual({ id: 'demo' })
  expect(standIns([error], agents.slice(0, 1))).toBeNull()
  expect(
    standIns(
      [
        { ...error, level: 'warning' },
        { id: 'goal', level: 'error' },
      ],
      agents,
    ),
  ).toBeNull()
})
