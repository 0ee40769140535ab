import type { PermissionRuleSettings, PermissionSettings } from '../../shared/settings/permission-settings.ts'
import type { AgentRole } from '../../shared/words.ts'
import { allowsCommand, rejectsCommand } from './command-glob.ts'

export interface PermissionRule {
  role?: AgentRole | undefined
  kind?: string | undefined
  command?: string | undefined
  /** Of a path as `RuledRequest` tells it. */
  matchesPath?: ((path: string) => boolean) | undefined
}
export interface PermissionRules {
  allow: readonly PermissionRule[]
  reject: readonly PermissionRule[]
}

/** The rules with their path globs read by `pathGlob`. */
export function compileRules(
  { allow, reject }: PermissionSettings,
  pathGlob: (pattern: string) => (path: string) => boolean,
): PermissionRules {
  const compile = ({ path, ...rule }: PermissionRuleSettings): PermissionRule =>
    path === undefined ? rule : { ...rule, matchesPath: pathGlob(path) }
  return { allow: allow.map(compile), reject: reject.map(compile) }
}

/** What rules look at. */
export interface RuledRequest {
  role: AgentRole
  toolKind: string
  /** Where it can be told exactly. */
  command: string | null
  /** It runs a command, told or not. */
  runsCommand: boolean
  /** With `/`, relative to the worktree (itself is `.`) or, outside of it, absolute; null: a path that no rule can place. */
  paths: readonly (string | null)[]
}

const FILE_KINDS = ['read', 'search', 'edit', 'delete', 'move']

/** What the person's rules say of a request; null: nothing. */
export function ruledAnswer({ allow, reject }: PermissionRules, request: RuledRequest): 'allow' | 'reject' | null {
  if (reject.some((rule) => rejects(rule, request))) return 'reject'
  // What a rejecting rule would have to see is not told.
  if (reject.some((rule) => isBlind(rule, request))) return null
  return allow.some((rule) => allows(rule, request)) ? 'allow' : null
}

const isAbout = (rule: PermissionRule, { role, toolKind }: RuledRequest): boolean =>
  (rule.role === undefined || rule.role === role) && (rule.kind === undefined || rule.kind === toolKind)

/** One path, or one part of the command line, is enough. */
function rejects(rule: PermissionRule, request: RuledRequest): boolean {
  const { command, matchesPath } = rule
  if (!isAbout(rule, request)) return false
  if (command !== undefined && (request.command === null || !rejectsCommand(command, request.command))) return false
  return matchesPath === undefined || request.paths.some((path) => path !== null && matchesPath(path))
}

function isBlind(rule: PermissionRule, request: RuledRequest): boolean {
  if (!isAbout(rule, request)) return false
  if (rule.command !== undefined && request.command === null) return request.runsCommand
  return rule.matchesPath !== undefined && request.paths.length === 0 && FILE_KINDS.includes(request.toolKind)
}

/** Every path, and the whole command line. A rule for files, by paths or kind alone, does not allow a command that an agent takes for such. */
function allows(rule: PermissionRule, request: RuledRequest): boolean {
  const { command, matchesPath } = rule
  if (!isAbout(rule, request)) return false
  if (command === undefined) {
    const isForFiles = matchesPath !== undefined || (rule.kind !== undefined && FILE_KINDS.includes(rule.kind))
    if (isForFiles && request.runsCommand) return false
  } else if (request.command === null || !allowsCommand(command, request.command)) return false
  if (matchesPath === undefined) return true
  return request.paths.length > 0 && request.paths.every((path) => path !== null && matchesPath(path))
}
