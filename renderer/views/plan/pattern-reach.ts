import * as COMMON from '../../words/texts/common.ts'

/** Kinds of protected files that a pattern can let an implementer change. */
export type Reach = 'tests' | 'lock files' | 'automation and git’s own files'

const TESTS = [
  /(^|\/)(tests?|__tests__|specs?|e2e|__snapshots__)(\/|$)/i,
  /(^|\/)[^/]*\.(tests?|specs?)\.[^/]*$/i,
  /(^|\/)[^/]*_(test|spec)\.[^/]*$/i,
  /(^|\/)test_[^/]*\.py$/i,
  /(^|\/)conftest\.py$/i,
  /\.snap$/i,
]
const LOCK_FILES = [
  /(^|\/)(package-lock|npm-shrinkwrap)\.json$/i,
  /(^|\/)(yarn|bun|deno|cargo|poetry|uv|composer|gemfile|pipfile|mix|pubspec|podfile|flake)\.lock(b|file)?$/i,
  /(^|\/)pnpm-lock\.yaml$/i,
  /(^|\/)go(\.work)?\.sum$/i,
]
const AUTOMATION = [
  /(^|\/)\.(git[^/]*|gitlab|circleci|husky|githooks|ci)(\/|$)/i,
  /(^|\/)(jenkinsfile|\.travis\.yml)$/i,
]

/** What kind of protected file a path is; null: none that is known here. The application's own list is longer. */
export function protectedKind(path: string): Reach | null {
  if (AUTOMATION.some((pattern) => pattern.test(path))) return COMMON.automationAndGitsOwnFiles
  if (LOCK_FILES.some((pattern) => pattern.test(path))) return COMMON.lockFiles
  return TESTS.some((pattern) => pattern.test(path)) ? 'tests' : null
}

/** Existing protected files may be changed only by a pattern whose literal beginning is itself protected: `test/**`, not `**`. */
export function patternReach(pattern: string): Reach | null {
  const parts = pattern.replace(/^(\.?\/)+/, '').split('/')
  const glob = parts.findIndex((part) => /[*?[\]{}()!+@]/.test(part))
  const literal = (glob < 0 ? parts : parts.slice(0, glob)).join('/')
  return literal === '' ? null : protectedKind(literal)
}
