import { describe, expect, test } from 'vitest'
import type { FoundAgent } from '../electron/agents/found-agents.ts'
import { type AgentSources, checkerText, chooseAgents, noWish } from '../electron/choose-agents.ts'
import type { AgentChoice } from '../shared/config.ts'
import { AGENT_ROLES, type AgentRole } from '../shared/words.ts'

const agent = (id: string, family: string, state: FoundAgent['state'] = 'login_unknown'): FoundAgent => ({
  ...{ id, name: id.toUpperCase(), family, state },
  ...{ version: null, verified: null, login: null, remedy: null },
})
const demo = agent('demo', 'demo', 'ready')
const known = [demo, agent('a', 'x'), agent('b', 'x'), agent('c', 'y'), agent('d', 'z', 'missing')]
const everyRole = (id: string, rest: Partial<AgentChoice> = {}) => ({
  strategy: { id, ...rest },
  implementation: { id, ...rest },
  checker: { id, ...rest },
})

type Wished = { all?: string; roles?: Partial<Record<AgentRole, string>> }
function choose({ all = undefined, roles = {} }: Wished, part: Partial<AgentSources> = {}) {
  const wish = { ...noWish(), agent: { all: all ?? null, roles } }
  return chooseAgents(wish, { known, lastRun: null, settings: {}, ...part })
}
function chosen(wished: Wished, part: Partial<AgentSources> = {}) {
  const result = choose(wished, part)
  return result.ok ? AGENT_ROLES.map((role) => result.value[role].id) : result.error.code
}

describe('who plays', () => {
  test('nobody named: an installed one, and a checker of another family', () => {
    expect(chosen({})).toEqual(['a', 'a', 'c'])
  })
  test('one family installed: it also checks', () => {
    expect(chosen({}, { known: [demo, agent('a', 'x')] })).toEqual(['a', 'a', 'a'])
  })
  test('a logged-in one goes first; one that is not logged in plays only where there is no other', () => {
    const mixed = [agent('a', 'x', 'login_needed'), agent('b', 'x'), agent('c', 'y', 'ready')]
    expect(chosen({}, { known: mixed })).toEqual(['c', 'c', 'b'])
    expect(chosen({}, { known: [agent('a', 'x', 'login_needed'), agent('b', 'y')] })).toEqual(['b', 'b', 'b'])
    expect(chosen({}, { known: [agent('a', 'x', 'login_needed')] })).toEqual(['a', 'a', 'a'])
  })
  test('who is named plays, installed or not', () => {
    expect(chosen({ all: 'demo' })).toEqual(['demo', 'demo', 'demo'])
    expect(chosen({ roles: { checker: 'd' } })).toEqual(['a', 'a', 'd'])
    expect(chosen({ roles: { implementation: 'c' } })).toEqual(['c', 'c', 'a'])
    expect(chosen({ all: 'b', roles: { checker: 'demo' } })).toEqual(['b', 'b', 'demo'])
  })
  test('the demo agent never plays unasked, whatever was before', () => {
    expect(chosen({}, { known: [demo] })).toBe('agent_missing')
    expect(chosen({}, { known: [demo], lastRun: everyRole('demo') })).toBe('agent_missing')
    expect(chosen({}, { lastRun: everyRole('demo') })).toEqual(['a', 'a', 'c'])
  })
  test('named goes before the last run, that before the settings, those before what is installed', () => {
    const settings = { implementation: { id: 'b' }, checker: { id: 'd' } }
    expect(chosen({}, { settings })).toEqual(['b', 'b', 'd'])
    expect(chosen({}, { settings, lastRun: everyRole('c') })).toEqual(['c', 'c', 'c'])
    expect(chosen({ roles: { checker: 'a' } }, { settings, lastRun: everyRole('c') })).toEqual(['c', 'c', 'a'])
  })
  test('who played last but is not installed any more, or not known, is passed over', () => {
    expect(chosen({}, { lastRun: everyRole('d'), settings: { checker: { id: 'b' } } })).toEqual(['a', 'a', 'b'])
    expect(chosen({}, { lastRun: everyRole('gone') })).toEqual(['a', 'a', 'c'])
  })
})

describe('model, mode and effort', () => {
  test('come with the choice they were part of, and are replaced by what is said now', () => {
    const lastRun = everyRole('a', { model: 'big', effort: 'high' })
    const wish = { ...noWish(), model: { all: 'small', roles: { checker: 'huge' } }, mode: { all: null, roles: {} } }
    expect(chooseAgents(wish, { known, lastRun, settings: {} })).toEqual({
      ok: true,
      value: {
        strategy: { id: 'a', model: 'small', effort: 'high' },
        implementation: { id: 'a', model: 'small', effort: 'high' },
        checker: { id: 'a', model: 'huge', effort: 'high' },
      },
    })
    expect(choose({ all: 'b' }, { lastRun })).toMatchObject({ value: { strategy: { id: 'b' } } })
    expect(choose({ all: 'b' }, { lastRun })).not.toMatchObject({ value: { strategy: { model: 'big' } } })
  })
})

test.each([
  ['a', 'c', 'The checker, C, is of another family (y) than implementation (x).'],
  ['a', 'b', 'The checker, B, is of the same family as implementation (x).'],
  ['a', 'a', 'The checker is the same agent as implementation, in a fresh session: C would be of another family.'],
  ['demo', 'demo', null],
])('who checks whom: %s by %s', (implementation, checker, text) => {
  const agents = { ...everyRole(implementation), checker: { id: checker } }
  expect(checkerText(agents, known)).toBe(text)
})

test('a lone agent that checks itself is said', () => {
  expect(checkerText(everyRole('a'), [demo, agent('a', 'x')])).toBe(
    'The checker is the same agent as implementation, in a fresh session: no second family is installed.',
  )
})
