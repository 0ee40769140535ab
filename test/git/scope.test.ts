import { expect, test } from 'vitest'
import type { PathChange } from '../../electron/engine/git-port.ts'
import { outsidePaths } from '../../electron/git/scope.ts'

type Kind = PathChange['kind']
const isOutside = (path: string, kind: Kind, allowed: string[]): boolean =>
  outsidePaths([{ path, kind }], allowed).length === 1

const ORDINARY: [path: string, allowed: string[], outside: boolean][] = [
  ['src/a.ts', [], false],
  ['.env.example', [], false],
  ['src/a.ts', ['src'], false],
  ['src/a.ts', ['src/'], false],
  ['src/deep/.hidden/a.ts', ['src/**'], false],
  ['src/a.ts', ['./src/**'], false],
  ['src/a.ts', ['/src'], false],
  ['src/a.ts', ['**'], false],
  ['src/a.ts', ['.'], false],
  ['src/a.ts', ['src/a.ts'], false],
  ['srcs/a.ts', ['src'], true],
  ['lib/a.ts', ['src'], true],
  ['src/deep/a.ts', ['src/*'], true],
  ['src/deep/a.ts', ['src/*/'], false],
  ['src/a.js', ['src/**/*.ts'], true],
  ['lib/a.ts', ['src', 'lib'], false],
  ['lib/a.ts', ['{src,lib}/**'], false],
  ['lib/a.ts', ['!src/**'], true],
  ['src/a.ts', ['../other/**'], true],
  ['app/[id]/page.ts', ['app/[id]/page.ts'], false],
  ['app/[id]/page.ts', ['app/[id]'], false],
  ['app/i/page.ts', ['app/[id]/page.ts'], false],
  ['src/line\nend.ts', ['src/**'], false],
  ['src/line\nend.ts', ['lib/**'], true],
  ['Src/a.ts', ['src/**'], true],
]

test.each(ORDINARY)('%j with %j allowed: outside %s', (path, allowed, outside) => {
  for (const kind of ['added', 'modified', 'deleted'] as const) expect(isOutside(path, kind, allowed)).toBe(outside)
})

const TESTS = [
  'test/a.ts',
  'tests/deep/fixture.json',
  'src/__tests__/a.ts',
  'spec/a.rb',
  'packages/x/test/a.ts',
  'src/a.test.ts',
  'src/a.spec.tsx',
  'pkg/a_test.go',
  'pkg/test_a.py',
  'conftest.py',
  'src/main/UserServiceTest.java',
  'src/__snapshots__/a.snap',
]

test.each(TESTS)('the test %s: free to add inside the allowed paths, not to change or delete', (path) => {
  for (const allowed of [[], ['**'], ['*/**', '*'], [`${path.split('/')[0]?.slice(0, 1)}*/**`, '**/*']]) {
    expect(isOutside(path, 'added', allowed)).toBe(false)
    expect(isOutside(path, 'modified', allowed)).toBe(true)
    expect(isOutside(path, 'deleted', allowed)).toBe(true)
  }
  expect(isOutside(path, 'added', ['elsewhere/**'])).toBe(true)
  expect(isOutside(path, 'modified', [path])).toBe(false)
})

const MACHINERY = [
  '.github/workflows/ci.yml',
  '.gitlab-ci.yml',
  '.circleci/config.yml',
  'Jenkinsfile',
  'azure-pipelines.yml',
  '.husky/pre-commit',
  '.githooks/pre-push',
  '.pre-commit-config.yaml',
  'package-lock.json',
  'packages/a/yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'Cargo.lock',
  'go.sum',
  'poetry.lock',
  'uv.lock',
  'Gemfile.lock',
  'composer.lock',
  '.gitignore',
  'src/.gitattributes',
  '.gitmodules',
  '.GitHub/workflows/ci.yml',
  '.vscode/tasks.json',
  '.devcontainer/devcontainer.json',
  '.mcp.json',
  '.claude/settings.json',
  '.Cursor/mcp.json',
  'opencode.json',
]

test.each(MACHINERY)('%s needs a pattern that names it, even to add it', (path) => {
  for (const kind of ['added', 'modified', 'deleted'] as const) {
    expect(isOutside(path, kind, [])).toBe(true)
    expect(isOutside(path, kind, ['**'])).toBe(true)
    expect(isOutside(path, kind, [path])).toBe(false)
  }
})

const UNLOCKED: [path: string, allowed: string[], outside: boolean][] = [
  ['test/a.test.ts', ['test/**'], false],
  ['test/a.test.ts', ['test'], false],
  ['test/unit/a.ts', ['test/unit/**/*.ts'], false],
  ['src/a.test.ts', ['src/**'], true],
  ['src/a.test.ts', ['src/**/*.test.ts'], true],
  ['src/a.test.ts', ['**/*.test.ts'], true],
  ['src/a.test.ts', ['src/a.test.ts'], false],
  ['src/__tests__/a.ts', ['src/__tests__/**'], false],
  ['src/__tests__/a.ts', ['src/__tests__'], false],
  ['.github/workflows/ci.yml', ['.github/**'], false],
  ['.github/workflows/ci.yml', ['.*/**'], true],
  ['package-lock.json', ['package-lock.json', 'src/**'], false],
  ['package-lock.json', ['package*.json'], true],
  ['package-lock.json', ['test/**'], true],
  ['test/a.ts', ['**', 'test/**'], false],
  ['.gitignore', ['.gitignore'], false],
]

test.each(UNLOCKED)('changing the protected %s with %j allowed: outside %s', (path, allowed, outside) => {
  expect(isOutside(path, 'modified', allowed)).toBe(outside)
})

test.each([
  'package.json',
  'src/contest/a.ts',
  'src/latest.ts',
  'src/testing.ts',
  'docs/specification.md',
  'github/a',
  'src/attest.py',
  'a.lockfile.md',
])('%s is not protected', (path) => {
  expect(isOutside(path, 'deleted', [])).toBe(false)
})

test('an embedded repository is never allowed; the order of the changes is kept', () => {
  const changes: PathChange[] = [
    { path: 'z.ts', kind: 'added' },
    { path: 'src/lib', kind: 'added', note: 'nested_repository' },
    { path: 'src/a.ts', kind: 'added' },
    { path: 'b.ts', kind: 'deleted' },
  ]
  expect(outsidePaths(changes, ['src'])).toEqual(['z.ts', 'src/lib', 'b.ts'])
  expect(outsidePaths(changes, ['src/lib'])).toEqual(['z.ts', 'src/lib', 'src/a.ts', 'b.ts'])
})
