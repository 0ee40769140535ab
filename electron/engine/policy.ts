import { z } from 'zod'
import { assertNever } from '../../shared/result.ts'
import { COMMAND_INPUTS } from '../../shared/tool-input.ts'
import type { AgentRole, GateKind, PolicyName } from '../../shared/words.ts'
import type { PermissionRequest } from './agents-port.ts'
import { type PermissionRules, ruledAnswer } from './permission-rules.ts'

/** Who answers what, docs/contracts.md section 6. */

/** `none`: this policy has no such gate. `fail_run`: nobody is there to answer, so the run finishes `failed`. */
export type GateAnswerer = 'person' | 'policy' | 'none' | 'fail_run'

type StepGate = Extract<GateKind, 'plan' | 'task' | 'final'>

const STEP_GATES: Record<PolicyName, Record<StepGate, GateAnswerer>> = {
  supervised: { plan: 'person', task: 'none', final: 'person' },
  review_at_end: { plan: 'policy', task: 'none', final: 'person' },
  every_task: { plan: 'person', task: 'person', final: 'person' },
  unattended: { plan: 'policy', task: 'none', final: 'policy' },
}

/** Permission requests are answered by `permissionAnswer`, because their answer depends on the request. */
export function gateAnswerer(policy: PolicyName, kind: Exclude<GateKind, 'permission'>): GateAnswerer {
  switch (kind) {
    case 'plan':
    case 'task':
    case 'final':
      return STEP_GATES[policy][kind]
    case 'scope':
    case 'blocked':
    case 'budget':
    case 'login':
      return policy === 'unattended' ? 'fail_run' : 'person'
    case 'mcp_server':
      return policy === 'unattended' ? 'none' : 'person'
    default:
      return assertNever(kind)
  }
}

export interface PermissionQuestion {
  policy: PolicyName
  role: AgentRole
  request: PermissionRequest
  /** The person's own. */
  rules: PermissionRules
  /** Absolute. Like the request's paths it is compared as text: whoever asks has resolved symbolic links before. */
  worktree: string
}

/** `ask` opens a gate. `by`: whether the role may do such a thing at all, a rule of the person, or the policy. */
export type PermissionRuling = { answer: 'allow' | 'ask' } | { answer: 'reject'; by: 'role' | 'rule' | 'policy' }

const READ_KINDS = ['read', 'search']
const EDIT_KINDS = ['edit', 'delete', 'move']

/** The rules' answer to an agent's permission request. */
export function permissionRuling({ policy, role, request, rules, worktree }: PermissionQuestion): PermissionRuling {
  if (request.ownTool) return { answer: 'allow' }
  const edits = EDIT_KINDS.includes(request.toolKind)
  // Strategy and checker only read, whoever would allow it.
  if ((edits || showsDiff(request.raw)) && role !== 'implementation') return { answer: 'reject', by: 'role' }
  const { toolKind, command } = request
  const paths = request.paths.map((path) => placeOf(path, worktree))
  const runs = runsCommand(request)
  const ruled = ruledAnswer(rules, { role, toolKind, command, runsCommand: runs, paths })
  if (ruled === 'reject') return { answer: 'reject', by: 'rule' }
  if (ruled === 'allow') return { answer: 'allow' }
  // A command does what it does, whatever kind the agent takes it for; and a request that does not say where is covered by no rule.
  const known = !runs && (edits || READ_KINDS.includes(toolKind))
  const inside = request.paths.length > 0 && request.paths.every((path) => isInside(path, worktree))
  if (known && inside) return { answer: 'allow' }
  return policy === 'unattended' ? { answer: 'reject', by: 'policy' } : { answer: 'ask' }
}

const inputSchema = z.object({ toolCall: z.object({ rawInput: z.record(z.string(), z.unknown()) }) })

/** Some editing tools call what they do, `create` or `view`, their command; one word is no command line. */
function runsCommand({ toolKind, command, raw }: PermissionRequest): boolean {
  if (toolKind === 'execute') return true
  if (command !== null) return !/^\w+$/.test(command)
  const input = inputSchema.safeParse(raw).data?.toolCall.rawInput ?? {}
  return COMMAND_INPUTS.some((name) => name in input)
}

const contentSchema = z.object({ toolCall: z.object({ content: z.array(z.unknown()) }) })
const diffSchema = z.object({ type: z.literal('diff') })

/** A change of a file under the name of another kind. */
function showsDiff(raw: unknown): boolean {
  const content = contentSchema.safeParse(raw).data?.toolCall.content ?? []
  return content.some((part) => diffSchema.safeParse(part).success)
}

/** A path as rules name it: relative to the worktree, or absolute outside of it; null for one that is not absolute. */
function placeOf(path: string, worktree: string): string | null {
  const parts = components(path)
  if (parts === null) return null
  if (isInside(path, worktree)) return parts.slice(components(worktree)?.length).join('/') || '.'
  const [root = '/', ...names] = parts
  return `${root === '/' ? '' : root}/${names.join('/')}`
}

/** Whether an absolute path is the folder or below it, component by component: `/w/run-2` is not inside `/w/run`. */
export function isInside(path: string, folder: string): boolean {
  const inner = components(path)
  const outer = components(folder)
  if (inner === null || outer === null) return false
  return outer.every((component, index) => inner[index] === component)
}

/** Drive or root first, `.` and `..` resolved; null for a relative path, whose folder is anyone's guess. */
function components(path: string): string[] | null {
  const drive = /^[A-Za-z]:(?=[\\/])/.exec(path)?.[0]
  if (drive === undefined && !path.startsWith('/')) return null
  // Only on Windows is a backslash a separator, and only there do names ignore case.
  const rest = drive === undefined ? path : path.slice(drive.length).replaceAll('\\', '/').toLowerCase()
  const resolved = [drive?.toLowerCase() ?? '/']
  for (const name of rest.split('/')) {
    if (name === '..' && resolved.length > 1) resolved.pop()
    else if (!['', '.', '..'].includes(name)) resolved.push(name)
  }
  return resolved
}
