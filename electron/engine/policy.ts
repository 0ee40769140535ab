import { assertNever } from '../../shared/result.ts'
import type { AgentRole, GateKind, PolicyName } from '../../shared/words.ts'
import type { PermissionRequest } from './agents-port.ts'

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
    case 'mcp_server':
      return policy === 'unattended' ? 'fail_run' : 'person'
    default:
      return assertNever(kind)
  }
}

export interface PermissionQuestion {
  policy: PolicyName
  role: AgentRole
  request: PermissionRequest
  /** Absolute. Like the request's paths it is compared as text: whoever asks has resolved symbolic links before. */
  worktree: string
}

const READ_KINDS = ['read', 'search']
const EDIT_KINDS = ['edit', 'delete', 'move']

/** The rules' answer to an agent's permission request; `ask` opens a gate. */
export function permissionAnswer({ policy, role, request, worktree }: PermissionQuestion): 'allow' | 'reject' | 'ask' {
  if (request.ownTool) return 'allow'
  const edits = EDIT_KINDS.includes(request.toolKind)
  // Strategy and checker only read, whoever would allow it.
  if (edits && role !== 'implementation') return 'reject'
  const ruled = edits || READ_KINDS.includes(request.toolKind)
  // A request that does not say where is covered by no rule.
  const inside = request.paths.length > 0 && request.paths.every((path) => isInside(path, worktree))
  if (ruled && inside) return 'allow'
  return policy === 'unattended' ? 'reject' : 'ask'
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
