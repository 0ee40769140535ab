import picomatch from 'picomatch'
import { agentFileOf } from '../../shared/agent-files.ts'

/** Tests, anywhere in the repository. Adding one is free; changing or deleting one changes what "verified" means. */
const TESTS = [
  '**/{test,tests,__tests__,spec,specs,e2e,__snapshots__}/**',
  '**/*.{test,spec,tests,specs}.*',
  '**/*_{test,spec}.*',
  '**/test_*.py',
  '**/conftest.py',
  '**/*{Test,Tests,Spec}.{java,kt,kts,scala,groovy,cs,fs,vb,php,swift}',
  '**/*.snap',
]

/** What decides what runs, what is installed and what git sees: automation, hooks, lock files, files of git itself, of editors; and, as they are in `agent-files.ts`, settings for agents. */
const MACHINERY = [
  '.{github,gitlab,circleci,buildkite,woodpecker,teamcity,semaphore,ci}/**',
  '**/{.gitlab-ci,.travis,appveyor,.appveyor,bitbucket-pipelines,azure-pipelines,.drone,.woodpecker,.cirrus,cloudbuild}.{yml,yaml}',
  '**/{azure-pipelines*,buildspec*}.{yml,yaml}',
  '**/Jenkinsfile*',
  '**/{.husky,.githooks,githooks}/**',
  '**/{lefthook,.lefthook,.pre-commit-config,.overcommit}.{yml,yaml,toml,json}',
  '**/.simple-git-hooks.*',
  '**/{package-lock,npm-shrinkwrap,packages.lock,composer}.{json,lock}',
  '**/{yarn,bun,deno,Cargo,poetry,uv,pdm,Pipfile,Gemfile,mix,pubspec,Podfile,flake,pixi,conda-lock,gradle}.{lock,lockfile}',
  '**/bun.lockb',
  '**/pnpm-lock.yaml',
  '**/{go,go.work}.sum',
  '**/Package.resolved',
  '**/.{vscode,idea,devcontainer}/**',
  '**/.git*',
  '**/.git*/**',
]

// Case does not matter: where it does not on the disk, `.GitHub` is `.github`. `s`: a name may hold a line end.
const OPTIONS = { dot: true, nonegate: true, flags: 'is' }
const isTestPath = picomatch(TESTS, OPTIONS)
const isMachinery = picomatch(MACHINERY, OPTIONS)

/** Machinery goes before test: `.github/test/ci.yml` is not free to add. */
export function protection(path: string): 'test' | 'machinery' | null {
  if (isMachinery(path) || agentFileOf(path) !== null) return 'machinery'
  return isTestPath(path) ? 'test' : null
}

/** Whether a file of this name, or everything in a folder of this name, is protected. */
export function isProtectedPrefix(prefix: string): boolean {
  return prefix !== '' && (protection(prefix) !== null || protection(`${prefix}/any`) !== null)
}
