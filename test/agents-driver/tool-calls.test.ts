import { expect, test } from 'vitest'
import { isOwnTool, mergeToolFacts, toolCallSchema, toolFacts } from '../../electron/agents/tool-calls.ts'

const factsOf = (call: Record<string, unknown>) =>
  toolFacts(toolCallSchema.parse({ toolCallId: 'c', ...call }), '/work')

test.each([
  [{ title: 'mcp__triptych__submit_plan' }, true],
  [{ title: 'mcp.triptych.submit_plan' }, true],
  [{ title: 'submit_plan (triptych MCP Server)' }, true],
  [{ title: 'triptych_submit_plan', kind: 'other' }, true],
  [{ title: 'anything', name: 'triptych-submit_plan' }, true],
  [{ title: 'x', _meta: { claudeCode: { toolName: 'mcp__triptych__submit_plan' } } }, true],
  [{ title: 'mcp__triptych__submit_plan', rawInput: { summary: 's', tasks: [] } }, true],
  [{ title: 'mcp__triptych__submit_plan', rawInput: { command: 'ls' } }, false],
  [{ title: 'mcp__triptych__submit_plan', locations: [{ path: '/etc/passwd' }] }, false],
  [{ title: 'mcp__triptych__submit_plan', content: [{ type: 'diff', path: 'a', newText: '' }] }, false],
  [{ title: 'mcp__triptych__submit_plan; rm -rf /' }, false],
  [{ title: 'echo mcp__triptych__submit_plan' }, false],
  [{ title: 'mcp__triptych__report_result' }, false],
  [{ title: 'mcp__other__submit_plan' }, false],
  [{ title: 'submit_plan' }, false],
  [{ rawInput: { server: 'triptych', tool: 'submit_plan' } }, false],
  [{}, false],
])('our own tool: %j is %s', (call, own) => {
  expect(isOwnTool(factsOf(call), 'triptych', 'submit_plan')).toBe(own)
})

test('a request that tells only the id is known by what was announced', () => {
  const announced = factsOf({ title: 'mcp.triptych.submit_plan', kind: 'other' })
  const merged = mergeToolFacts(announced, factsOf({}))
  expect(merged.title).toBe('mcp.triptych.submit_plan')
  expect(isOwnTool(merged, 'triptych', 'submit_plan')).toBe(true)
  expect(isOwnTool(mergeToolFacts(announced, factsOf({ rawInput: { cmd: 'x' } })), 'triptych', 'submit_plan')).toBe(
    false,
  )
})

test('paths come from locations, diffs and the input, absolute and once', () => {
  const call = {
    locations: [{ path: '/work/a.ts' }, { path: '/work/a.ts', line: 3 }],
    content: [{ type: 'diff', path: 'src/b.ts', newText: '' }, { type: 'content', content: {} }, null],
    rawInput: { file_path: '../outside.ts', depth: 2 },
  }
  expect(factsOf(call).paths).toEqual(['/work/a.ts', '/work/src/b.ts', '/outside.ts'])
})

test('members of another form count as not told', () => {
  const facts = factsOf({ title: 7, kind: null, locations: 'x', content: {}, rawInput: 'text' })
  expect(facts).toEqual({ title: null, kind: null, status: null, paths: [], runsCommand: false, names: [] })
})
