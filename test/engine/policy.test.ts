import { describe, expect, test } from 'vitest'
import type { PermissionRequest } from '../../electron/engine/agents-port.ts'
import type { PermissionRules } from '../../electron/engine/permission-rules.ts'
import { gateAnswerer, isInside, permissionRuling } from '../../electron/engine/policy.ts'
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
const NO_RULES: PermissionRules = { allow: [], reject: [] }
const ask = (
  policy: PolicyName,
  wanted: PermissionRequest,
  role: AgentRole = 'implementation',
  rules: PermissionRules = NO_RULES,
) => permissionRuling({ policy, role, request: wanted, rules, worktree: WORKTREE }).answer

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
  expect(gateAnswerer(policy, 'mcp_server')).toBe(policy === 'unattended' ? 'none' : 'person')
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
    ['a command that is called reading', { ...request('read'), command: 'cat src/a.ts; rm -r .' }, otherwise],
    ['a command that cannot be told', { ...request('edit'), raw: { toolCall: { rawInput: { cmd: 7 } } } }, otherwise],
    ['an editing tool whose command is one word', { ...request('edit'), command: 'create' }, 'allow'],
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

const ANY: PermissionRules = { allow: [{}], reject: [] }
const NONE: PermissionRules = {
  allow: [{}],
  reject: [{ kind: 'fetch' }, { matchesPath: (path) => path === 'src/a.ts' }],
}
const DIFF = { toolCall: { content: [{ type: 'diff', path: `${WORKTREE}/b`, newText: '' }] } }

test.each<[string, PermissionRequest, AgentRole, PermissionRules, ReturnType<typeof permissionRuling>]>([
  ['a rule allows what nobody else does', request('fetch', []), 'checker', ANY, { answer: 'allow' }],
  ['rejecting goes before allowing', request('fetch', []), 'checker', NONE, { answer: 'reject', by: 'rule' }],
  ['and before the policy', request('read'), 'checker', NONE, { answer: 'reject', by: 'rule' }],
  ['but our own tool is ours', request('fetch', [], true), 'checker', NONE, { answer: 'allow' }],
  ['no rule lets the checker edit', request('edit'), 'checker', ANY, { answer: 'reject', by: 'role' }],
  ['nor under another name', { ...request('other'), raw: DIFF }, 'strategy', ANY, { answer: 'reject', by: 'role' }],
  ['nobody is there', request('fetch', []), 'checker', NO_RULES, { answer: 'reject', by: 'policy' }],
])('unattended, %s', (_name, wanted, role, rules, ruling) => {
  expect(permissionRuling({ policy: 'unattended', role, request: wanted, rules, worktree: WORKTREE })).toEqual(ruling)
})

test('rules see paths relative to the worktree, outside of it absolute, and never one that cannot be placed', () => {
  const seen: string[] = []
  const rules = { allow: [{ matchesPath: (path: string) => seen.push(path) > 0 }], reject: [] }
  const paths = [WORKTREE, `${WORKTREE}/./src/../a.ts`, `${WORKTREE}/../x`, '/', '/etc/passwd']
  expect(ask('supervised', request('read', paths), 'implementation', rules)).toBe('allow')
  expect(seen).toEqual(['.', 'a.ts', '/home/me/w/x', '/', '/etc/passwd'])
  expect(ask('supervised', request('read', ['src/a.ts']), 'implementation', rules)).toBe('ask')
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
