import { describe, expect, test } from 'vitest'
import type { PermissionRequest } from '../../electron/engine/agents-port.ts'
import { gateAnswerer, isInside, permissionAnswer } from '../../electron/engine/policy.ts'
import { AGENT_ROLES, type AgentRole, POLICIES, type PolicyName } from '../../shared/words.ts'

const WORKTREE = '/home/me/w/run'

const request = (toolKind: string, paths: string[] = [`${WORKTREE}/src/a.ts`], ownTool = false): PermissionRequest => ({
  toolKind,
  title: 'a request',
  paths,
  command: null,
  ownTool,
  raw: null,
})
const ask = (policy: PolicyName, wanted: PermissionRequest, role: AgentRole = 'implementation') =>
  permissionAnswer({ policy, role, request: wanted, worktree: WORKTREE })

test.each([
  ['supervised', 'person', 'none', 'person', 'person'],
  ['review_at_end', 'policy', 'none', 'person', 'person'],
  ['every_task', 'person', 'person', 'person', 'person'],
  ['unattended', 'policy', 'none', 'policy', 'fail_run'],
] as const)('%s: plan %s, task %s, final %s, the rest %s', (policy, plan, task, final, rest) => {
  expect(gateAnswerer(policy, 'plan')).toBe(plan)
  expect(gateAnswerer(policy, 'task')).toBe(task)
  expect(gateAnswerer(policy, 'final')).toBe(final)
  for (const kind of ['scope', 'blocked', 'budget', 'login'] as const) expect(gateAnswerer(policy, kind)).toBe(rest)
})

describe.each(POLICIES)('permissions under %s', (policy) => {
  const otherwise = policy === 'unattended' ? 'reject' : 'ask'

  test.each([
    ['reading inside', request('read'), 'allow'],
    ['searching inside', request('search', [WORKTREE]), 'allow'],
    ['editing inside', request('edit'), 'allow'],
    ['moving inside', request('move', [`${WORKTREE}/a`, `${WORKTREE}/b/../c`]), 'allow'],
    ['our own tool', request('other', [], true), 'allow'],
    ['reading outside', request('read', ['/etc/passwd']), otherwise],
    ['editing outside', request('edit', ['/home/me/other.ts']), otherwise],
    ['editing a folder whose name only begins the same', request('edit', [`${WORKTREE}-2/a.ts`]), otherwise],
    ['leaving by ..', request('edit', [`${WORKTREE}/../../x`]), otherwise],
    ['one path inside, one outside', request('move', [`${WORKTREE}/a`, '/tmp/a']), otherwise],
    ['editing at no told place', request('edit', []), otherwise],
    ['reading at no told place', request('read', []), otherwise],
    ['a relative path', request('edit', ['src/a.ts']), otherwise],
    ['running a command', request('execute'), otherwise],
    ['fetching', request('fetch', []), otherwise],
    ['a kind nobody knows', request('teleport'), otherwise],
    ['no kind', request(''), otherwise],
  ])('%s', (_name, wanted, answer) => {
    expect(ask(policy, wanted)).toBe(answer)
  })

  test.each(['strategy', 'checker'] as const)('%s reads and answers, and never edits', (role) => {
    expect(ask(policy, request('read'), role)).toBe('allow')
    expect(ask(policy, request('other', [], true), role)).toBe('allow')
    for (const kind of ['edit', 'delete', 'move']) {
      expect(ask(policy, request(kind), role)).toBe('reject')
      expect(ask(policy, request(kind, []), role)).toBe('reject')
    }
    expect(ask(policy, request('execute'), role)).toBe(otherwise)
  })
})

test('no role gets anything outside without being asked about', () => {
  for (const policy of POLICIES)
    for (const role of AGENT_ROLES)
      for (const kind of ['read', 'search', 'edit', 'delete', 'move', 'execute', 'think', 'fetch', 'other'])
        expect(ask(policy, request(kind, ['/']), role)).not.toBe('allow')
})

test.each([
  ['/w/run', '/w/run', true],
  ['/w/run/', '/w//run/.', true],
  ['/w/run/a', '/w/run', true],
  ['/w/run2/a', '/w/run', false],
  ['/w', '/w/run', false],
  ['/../w/run/a', '/w/run', true],
  ['/W/run/a', '/w/run', false],
  ['/w/run\\..\\..\\etc', '/w/run', false],
  ['C:\\Work\\Run\\a.ts', 'c:/work/run', true],
  ['C:\\work\\run\\..\\x', 'c:\\work\\run', false],
  ['D:\\work\\run', 'C:\\work\\run', false],
  ['C:work', 'C:\\', false],
])('%s inside %s: %s', (inner, outer, wanted) => {
  expect(isInside(inner, outer)).toBe(wanted)
})
