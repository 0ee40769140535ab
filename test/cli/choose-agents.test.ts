import { describe, expect, test } from 'vitest'
import type { FoundAgent } from '../../electron/agents/found-agents.ts'
import { chooseAgents } from '../../electron/cli/choose-agents.ts'

describe('agents', () => {
  const agent = (id: string, family: string, state: FoundAgent['state'] = 'login_unknown'): FoundAgent => ({
    id,
    name: id,
    family,
    version: null,
    state,
    remedy: null,
  })
  const demo = agent('demo', 'demo', 'ready')
  const known = [demo, agent('a', 'x'), agent('b', 'x'), agent('c', 'y'), agent('d', 'z', 'missing')]
  const chosen = (all: string | null, roles = {}, from = known) => {
    const result = chooseAgents({ all, roles }, from)
    return result.ok ? Object.values(result.value).map(({ id }) => id) : result.error.code
  }
  test('nobody named: an installed one, and a checker of another family', () => {
    expect(chosen(null)).toEqual(['a', 'a', 'c'])
  })
  test('one family installed: it also checks', () => {
    expect(chosen(null, {}, [demo, agent('a', 'x')])).toEqual(['a', 'a', 'a'])
  })
  test('who is named plays, installed or not', () => {
    expect(chosen('demo')).toEqual(['demo', 'demo', 'demo'])
    expect(chosen(null, { checker: 'd' })).toEqual(['a', 'a', 'd'])
    expect(chosen(null, { implementation: 'c' })).toEqual(['c', 'c', 'a'])
    expect(chosen('b', { checker: 'demo' })).toEqual(['b', 'b', 'demo'])
  })
  test('the demo agent never plays unasked', () => {
    expect(chosen(null, {}, [demo])).toBe('agent_missing')
  })
})
