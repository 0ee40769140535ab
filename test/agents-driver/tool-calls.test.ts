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
  expect(facts).toEqual({
    title: null,
    kind: null,
    status: null,
    paths: [],
    pathsCut: false,
    runsCommand: false,
    command: null,
    names: [],
  })
})

test.each([
  [{ command: 'npm test -- --run' }, 'npm test -- --run'],
  [{ command: ['bash', '-lc', "echo 'hi' && ls"] }, `bash -lc 'echo '\\''hi'\\'' && ls'`],
  [{ cmd: ['git', 'log', ''] }, "git log ''"],
  // A program with arguments beside it must not pass for the program alone.
  [{ command: 'git', args: ['push', '--force'] }, 'git push --force'],
  [{ command: '/opt/my tool', args: ['a'] }, "'/opt/my tool' a"],
  [{ command: 'ls', args: 'a' }, null],
  [{ command: 'ls', cmd: 'rm -rf /' }, null],
  [{ command: ['ls', 7] }, null],
  [{ command: [] }, null],
  [{ command: ' ' }, null],
  [{ command: 'x'.repeat(40_000) }, null],
  [{ path: 'a' }, null],
])('the command line of %j', (rawInput, command) => {
  expect(factsOf({ rawInput })).toMatchObject({ command, runsCommand: !('path' in rawInput) })
})

test('a command that is told anew replaces the one announced, also by one that cannot be read', () => {
  const announced = factsOf({ rawInput: { command: 'npm test' } })
  expect(mergeToolFacts(announced, factsOf({})).command).toBe('npm test')
  expect(mergeToolFacts(announced, factsOf({ rawInput: { cmd: 'rm -rf /' } })).command).toBe('rm -rf /')
  expect(mergeToolFacts(announced, factsOf({ rawInput: { command: [7] } })).command).toBeNull()
})

test('paths that are too many or too long are cut, and that is known', () => {
  const many = Array.from({ length: 300 }, (_, index) => ({ path: `/work/${index}` }))
  expect(factsOf({ locations: many })).toMatchObject({ pathsCut: true })
  expect(factsOf({ locations: many }).paths).toHaveLength(200)
  const long = factsOf({ title: 'mcp__triptych__submit_plan', locations: [{ path: `/${'x'.repeat(5_000)}` }] })
  expect(long).toMatchObject({ paths: [], pathsCut: true })
  expect(isOwnTool(long, 'triptych', 'submit_plan')).toBe(false)
  expect(
    mergeToolFacts(factsOf({ locations: many.slice(0, 150) }), factsOf({ locations: many.slice(150) })),
  ).toMatchObject({ pathsCut: true })
})
