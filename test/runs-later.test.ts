import { expect, test } from 'vitest'
import { protection } from '../electron/git/protected-paths.ts'
import { AGENT_FILES } from '../shared/agent-files.ts'
import { runsLater } from '../shared/runs-later.ts'

const LATER: Record<string, readonly string[]> = {
  'automation and hooks': [
    ...['.github/workflows/ci.yml', '.gitlab-ci.yml', '.circleci/config.yml', 'Jenkinsfile', 'azure-pipelines.yml'],
    ...['.husky/pre-commit', '.githooks/pre-push', '.pre-commit-config.yaml', 'lefthook.yml', '.lintstagedrc.json'],
    ...['.gitattributes', '.gitmodules', 'web/.gitattributes'],
  ],
  'commands of a build or of a package': [
    ...['package.json', 'packages/a/package.json', '.npmrc', '.yarnrc.yml', '.pnpmfile.cjs', '.yarn/releases/yarn.cjs'],
    ...['Makefile', 'GNUmakefile', 'rules.mk', 'justfile', 'Taskfile.yml', 'Rakefile', 'tox.ini', 'noxfile.py'],
    ...['setup.py', 'pyproject.toml', 'tests/conftest.py', 'site/x.pth', 'build.rs', '.cargo/config.toml'],
    ...['CMakeLists.txt', 'build.gradle.kts', 'gradle/wrapper/gradle-wrapper.properties', 'mvnw', 'pom.xml'],
    ...['App.csproj', 'Directory.Build.targets', 'Gemfile', 'composer.json', 'deno.json', 'flake.nix', 'BUILD.bazel'],
    ...['Dockerfile', 'docker/Dockerfile.dev', 'compose.yaml', 'docker-compose.yml', 'vite.config.ts', '.eslintrc.cjs'],
    ...['scripts/release.sh', 'run.ps1', 'make.bat'],
  ],
  'settings of editors and shells': [
    ...['.vscode/tasks.json', '.vscode/settings.json', '.idea/workspace.xml', '.devcontainer/devcontainer.json'],
    ...['.devcontainer.json', 'app.code-workspace', '.envrc', '.exrc', '.tool-versions', 'mise.toml'],
  ],
  'settings for agents': [...AGENT_FILES.map(({ path }) => path), '.claude/hooks/x.sh', '.Cursor/mcp.json'],
}

test.each(Object.entries(LATER))('%s are told apart', (what, paths) => {
  expect(paths.map((path) => [path, runsLater(path)])).toEqual(paths.map((path) => [path, what]))
})

test('ordinary files are not', () => {
  const ordinary = ['src/a.ts', 'README.md', 'docs/github/a.md', 'src/makefiles.ts', 'AGENTS.md', 'a/package.json.md']
  expect(ordinary.filter((path) => runsLater(path) !== null)).toEqual([])
})

test('an agent needs a pattern that names them for automation, hooks, and settings of editors and agents', () => {
  const named = [...(LATER['automation and hooks'] ?? []), ...AGENT_FILES.map(({ path }) => path), '.vscode/tasks.json']
  expect(named.filter((path) => protection(path) !== 'machinery')).toEqual(['.lintstagedrc.json'])
})
