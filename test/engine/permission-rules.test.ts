import { describe, expect, test } from 'vitest'
import { allowsCommand, rejectsCommand } from '../../electron/engine/command-glob.ts'
import { compileRules, type RuledRequest, ruledAnswer } from '../../electron/engine/permission-rules.ts'
import { pathGlob } from '../../electron/path-glob.ts'
import { permissionRulesSchema } from '../../shared/settings/permission-settings.ts'

describe('a command rule', () => {
  test.each([
    ['npm test*', 'npm test'],
    ['npm test*', '  npm test -- src/a.ts --grep "two words"  '],
    ['npm * --prefix *', 'npm run x --prefix web/app'],
    ['npm ci && npm test*', 'npm ci && npm test -- a'],
    ['*', 'anything at all'],
    ['make', 'make'],
  ])('%s allows %j', (pattern, command) => {
    expect(allowsCommand(pattern, command)).toBe(true)
  })

  test.each([
    'npm test; rm -r .',
    'npm test;rm -r .',
    'npm test && rm -r .',
    'npm test & rm -r .',
    'npm test || rm -r .',
    'npm test | sh',
    'npm test `rm -r .`',
    'npm test $(rm -r .)',
    'npm test "$(rm -r .)"',
    'npm test $HOME',
    'npm test \x24{IFS}',
    'npm test > /etc/passwd',
    'npm test >> .git/config',
    'npm test < /etc/passwd',
    'npm test <(rm -r .)',
    'npm test\nrm -r .',
    'npm test\r\nrm -r .',
    'npm test \\\nrm',
    'npm test\u0085rm -r .',
    'npm test\0rm',
    'npm test\u000brm',
    'npm test {rm,-r,.}',
    'npm test !rm',
    'npm test %COMSPEC%',
    'npm test ^& del',
    'rm -r . ; npm test',
    'X=1 npm test',
    'npm  test',
    'npm tes',
  ])('npm test* does not allow %j', (command) => {
    expect(allowsCommand('npm test*', command)).toBe(false)
  })

  test('operators that a pattern writes do not stand for others', () => {
    expect(allowsCommand('npm ci && npm test*', 'npm ci && npm test && rm')).toBe(false)
    expect(allowsCommand('npm ci && npm test*', 'npm ci & npm test &')).toBe(false)
    expect(allowsCommand('a*;b*', 'a;rm;b')).toBe(false)
    expect(allowsCommand('a*a', 'a')).toBe(false)
  })

  test('takes no time for what an agent thinks of', () => {
    expect(allowsCommand('*a*a*a*a*a*a*a*a*a*b', 'a'.repeat(30_000))).toBe(false)
    expect(rejectsCommand('*a*a*a*a*a*a*a*a*a*b', 'a'.repeat(30_000))).toBe(false)
  }, 1_000)

  test.each([
    'rm -r x',
    'true; rm -r x',
    'a && (rm   -r x)',
    'echo $(rm -r x)',
    'echo `rm -r x`',
    'a\nrm -r x',
    'a | rm x',
    '/bin/rm -r x',
    'X=1 Y= rm -r x',
    `"rm" -r x`,
    `r\\m -r 'x'`,
    'a && X=1 /usr/bin/rm x',
  ])('rm * rejects %j', (command) => {
    expect(rejectsCommand('rm *', command)).toBe(true)
  })
  test('and not what only looks like it', () => {
    expect(rejectsCommand('rm *', 'npm run rm x')).toBe(false)
  })
})

test.each([
  ['src', 'src/a/b.ts', true],
  ['src/', 'src', true],
  ['./src/*', 'src/.env', true],
  ['src/*', 'src/a/b.ts', false],
  ['src/*', 'src2/a', false],
  ['app/[id].ts', 'app/[id].ts', true],
  ['!src', 'lib/a', false],
  ['**', '.', true],
  ['**', 'a\nb', true],
  ['**', '/etc/passwd', false],
  ['**/.env', '.env', true],
  ['**/.env', '/home/me/.env', false],
  ['/etc', '/etc/passwd', true],
  ['/**/.env', '/home/me/.env', true],
  ['/', '/etc', true],
  ['/', 'etc', false],
  ['/etc/**', 'etc/passwd', false],
])('path glob %s over %j: %s', (pattern, path, wanted) => {
  expect(pathGlob(pattern)(path)).toBe(wanted)
})

test.each([
  { platform: 'linux', backslash: false, otherCase: false },
  { platform: 'darwin', backslash: false, otherCase: true },
  { platform: 'win32', backslash: true, otherCase: true },
] as const)('path globs on $platform', ({ platform, backslash, otherCase }) => {
  expect(pathGlob('src\\*.ts', platform)('src/a.ts')).toBe(backslash)
  expect(pathGlob('**/.env', platform)('App/.ENV')).toBe(otherCase)
  expect(pathGlob('Secrets', platform)('secrets/key')).toBe(otherCase)
  expect(pathGlob('C:/Keys/**', platform)('C:/Keys/id')).toBe(true)
  expect(pathGlob('**', platform)('C:/Keys/id')).toBe(false)
})

type Rules = Parameters<typeof permissionRulesSchema.parse>[0]

function answer(rules: Rules, request: Partial<RuledRequest>) {
  const compiled = compileRules(permissionRulesSchema.parse(rules), pathGlob)
  return ruledAnswer(compiled, {
    role: 'implementation',
    toolKind: 'read',
    command: null,
    runsCommand: request.command !== undefined || request.toolKind === 'execute',
    paths: [],
    ...request,
  })
}
const npm = { toolKind: 'execute', command: 'npm test' }
const edit = (...paths: string[]) => ({ toolKind: 'edit', paths })

test.each<[string, Rules, Partial<RuledRequest>, 'allow' | 'reject' | null]>([
  ['no rules say nothing', {}, npm, null],
  ['a rule without members allows all', { allow: [{}] }, npm, 'allow'],
  ['reject goes before allow', { allow: [{}], reject: [{ kind: 'execute' }] }, npm, 'reject'],
  ['the role must be right', { allow: [{ role: 'checker' }] }, npm, null],
  ['the kind must be right', { allow: [{ kind: 'fetch' }] }, npm, null],
  ['every path must be allowed', { allow: [{ path: 'src' }] }, edit('src/a', 'lib/a'), null],
  ['every path is allowed', { allow: [{ path: 'src' }] }, edit('src/a', 'src/b'), 'allow'],
  ['one rule allows all paths, not several together', { allow: [{ path: 'a' }, { path: 'b' }] }, edit('a', 'b'), null],
  ['without paths no path rule allows', { allow: [{ path: '**' }] }, edit(), null],
  ['a path that cannot be placed is not allowed', { allow: [{ path: '**' }] }, { paths: [null] }, null],
  ['one rejected path is enough', { allow: [{}], reject: [{ path: '.env' }] }, edit('a', '.env'), 'reject'],
  ['a path rule allows no command', { allow: [{ path: '**' }] }, { ...npm, paths: ['src'] }, null],
  ['nor with its kind', { allow: [{ path: '**', kind: 'execute' }] }, { ...npm, paths: ['src'] }, null],
  [
    'what an agent takes for reading is a command all the same',
    { allow: [{ kind: 'read' }] },
    { command: 'cat a; make', paths: ['a'] },
    null,
  ],
  ['reading', { allow: [{ kind: 'read' }] }, { paths: ['/etc/hosts'] }, 'allow'],
  ['a command and its paths', { allow: [{ path: 'src', command: 'npm *' }] }, { ...npm, paths: ['src'] }, 'allow'],
  ['a command without paths', { allow: [{ path: 'src', command: 'npm *' }] }, npm, null],
  ['a command that is not told', { allow: [{ command: '*' }] }, { toolKind: 'execute' }, null],
  ['all commands', { allow: [{ kind: 'execute' }] }, { toolKind: 'execute' }, 'allow'],
  [
    'a command that is not told, where some are rejected',
    { allow: [{ kind: 'execute' }], reject: [{ command: 'rm *' }] },
    { toolKind: 'execute' },
    null,
  ],
  ['paths that are not told, where some are rejected', { allow: [{}], reject: [{ path: '.env' }] }, edit(), null],
  ['but fetching has no paths', { allow: [{}], reject: [{ path: '.env' }] }, { toolKind: 'fetch' }, 'allow'],
])('%s', (_name, rules, request, wanted) => {
  expect(answer(rules, request)).toBe(wanted)
})
