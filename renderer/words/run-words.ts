import { assertNever } from '../../shared/result.ts'
import { GROUP_OF_STATUS, RUN_GROUPS, type RunGroupName } from '../../shared/run-status.ts'
import type { RunRow } from '../../shared/views.ts'
import { AGENT_ROLES, type AgentRole } from '../../shared/words.ts'
import type { Arch } from '../ui/mark.tsx'
import type { StateLook } from '../ui/status.tsx'
import { counted } from './counted.ts'
import { GATE_TITLES, GATE_WAITS } from './gate-words.ts'
import { agoText, shortTime } from './times.ts'

type Facts = Pick<RunRow, 'status' | 'waitUntil'>

/** The state of a run: icon, word, colour. */
export function runLook({ status, waitUntil }: Facts, now: Date): StateLook {
  switch (status) {
    case 'planning':
      return { icon: 'working', tone: 'working', word: 'Planning' }
    case 'running':
      return { icon: 'working', tone: 'working', word: 'Running' }
    case 'awaiting_approval':
      return { icon: 'gate', tone: 'needs_you', word: 'Needs you' }
    case 'paused':
      return {
        icon: 'paused',
        tone: 'resting',
        word: waitUntil === null ? 'Paused' : `Paused until ${shortTime(waitUntil, now)}`,
      }
    case 'completed':
      return { icon: 'done', tone: 'proved', word: 'Completed' }
    case 'failed':
      return { icon: 'failed', tone: 'failed', word: 'Failed' }
    case 'cancelled':
      return { icon: 'cancelled', tone: 'resting', word: 'Cancelled' }
    default:
      return assertNever(status)
  }
}

export const ROLE_NAMES: Readonly<Record<AgentRole, string>> = {
  strategy: 'Strategy',
  implementation: 'Implementation',
  checker: 'Checker',
}

/** What a run waits for, or does: the sentence after the goal. `strong`: the first words; `rest` may be empty. */
export interface WaitText {
  strong: string
  rest: string
}

const PAUSE_REASONS: Readonly<Record<string, string>> = {
  person: 'You paused it.',
  restart: 'The application was started again; nothing is spent until you resume.',
  interrupted: 'The application was closed while it worked; nothing is lost.',
  history: 'History was found to be missing; what the run did in its repository since then is still there.',
  restored: 'A backup was restored; what the run did in its repository since then is still there.',
  returned: 'It returned to a checkpoint.',
  forked: 'It begins where another run was, and has not worked yet.',
  removed: 'It was removed, and is in the trash.',
}

export function waitText(row: RunRow, now: Date): WaitText {
  if (row.imported) return { strong: 'Taken over from an earlier version.', rest: 'It can be read, not resumed.' }
  if (row.status === 'completed' || row.status === 'failed' || row.status === 'cancelled') {
    const { word } = runLook(row, now)
    // A summary often begins with the word itself.
    const rest = (row.summary ?? '').replace(new RegExp(`^${word}\\b[.:]?\\s*`, 'i'), '')
    return { strong: `${word}.`, rest }
  }
  if (row.control === 'cancel') return { strong: 'Being cancelled.', rest: 'It ends at the next safe point.' }
  if (row.control === 'pause') {
    const why = PAUSE_REASONS[row.controlReason ?? 'person'] ?? row.controlReason ?? ''
    const gate = row.gate === null ? '' : ` After that it waits for ${GATE_WAITS[row.gate.kind]}.`
    return { strong: 'Waits for you to resume.', rest: why + gate }
  }
  if (row.waitUntil !== null) {
    return { strong: `Waits until ${shortTime(row.waitUntil, now)}.`, rest: row.waitReason ?? 'A limit was reached.' }
  }
  if (row.gate !== null) {
    const more = row.openGates > 1 ? `${counted(row.openGates - 1, 'more question')}.` : ''
    return { strong: `Waits for ${GATE_WAITS[row.gate.kind]}.`, rest: more }
  }
  return { strong: 'Waits for nothing.', rest: workText(row) }
}

/** What a working run does now. */
export function workText({ turn, status, untriedPlan }: Pick<RunRow, 'turn' | 'status' | 'untriedPlan'>): string {
  if (turn === null && untriedPlan !== null) return 'Triptych tries the plan’s steps before any work.'
  if (turn === null) return status === 'planning' ? 'Getting ready to plan.' : 'The application works.'
  const role = ROLE_NAMES[turn.role]
  const attempt = turn.attemptNumber === null ? '' : `, attempt ${turn.attemptNumber}`
  const task = turn.taskTitle === null ? '' : ` “${turn.taskTitle}”${attempt}`
  switch (turn.kind) {
    case 'plan':
      return `${role} plans.`
    case 'replan':
      return `${role} plans again.`
    case 'implement':
      return `${role} works on${task}.`
    case 'check':
      return `${role} judges${task}.`
    case 'review':
      return `${role} reviews the whole result.`
    default:
      return assertNever(turn.kind)
  }
}

const GATE_ROLES = {
  plan: 'strategy',
  permission: null,
  scope: 'implementation',
  task: 'checker',
  blocked: 'implementation',
  budget: 'implementation',
  login: null,
  mcp_server: null,
  final: 'checker',
} as const

/** The mark of a run: which arch rests, works, needs the person. */
export function archesOf(row: RunRow): [Arch, Arch, Arch] {
  if (row.status === 'completed') return ['proved', 'proved', 'proved']
  const begun = begunRoles(row)
  const asking = row.gate === null ? null : (GATE_ROLES[row.gate.kind] ?? row.turn?.role ?? 'implementation')
  const [strategy, implementation, checker] = AGENT_ROLES.map((role): Arch => {
    if (row.status === 'failed' && role === 'implementation') return 'failed'
    if (role === asking && row.status === 'awaiting_approval') return 'needs_you'
    if (row.turn?.role === role && (row.status === 'running' || row.status === 'planning')) return 'working'
    return begun[role] ? 'rested' : 'outline'
  })
  return [strategy ?? 'outline', implementation ?? 'outline', checker ?? 'outline']
}

function begunRoles({ tasks, usage }: RunRow): Record<AgentRole, boolean> {
  const touched = tasks.completed + tasks.blocked + tasks.in_progress + tasks.abandoned > 0
  return { strategy: usage.turns > 0, implementation: touched, checker: tasks.completed > 0 }
}

export const RUN_GROUP_WORDS = {
  needs_you: 'Needs you',
  working: 'Working',
  paused: 'Paused',
  done: 'Done',
} as const satisfies Record<RunGroupName, string>

export interface RunGroup {
  title: (typeof RUN_GROUP_WORDS)[RunGroupName]
  rows: RunRow[]
}

/** What needs the person first. Each group keeps the given order; empty groups are left out. */
export function groupRuns(rows: readonly RunRow[]): RunGroup[] {
  return RUN_GROUPS.map((name) => ({
    title: RUN_GROUP_WORDS[name],
    rows: rows.filter(({ status }) => GROUP_OF_STATUS[status] === name),
  })).filter((group) => group.rows.length > 0)
}

/** How long a run has worked: what its ended turns took, and the one that runs now. While it asks, nobody works. */
export function workedMs({ status, turn, usage }: Pick<RunRow, 'status' | 'turn' | 'usage'>, now: Date): number {
  if (turn === null || GROUP_OF_STATUS[status] !== 'working') return usage.activeMs
  return usage.activeMs + Math.max(0, now.getTime() - new Date(turn.startedAt).getTime())
}

/** The question of the oldest open gate, in a few words; null where nobody is asked. */
export const gateTitle = ({ gate }: Pick<RunRow, 'gate'>): string | null =>
  gate === null ? null : GATE_TITLES[gate.kind]

/** What the list says under a run's state: when it asked, what it works on, or why it does not. Empty: nothing. */
export function secondLine(row: RunRow, now: Date): string {
  if (row.status === 'awaiting_approval' && row.gate !== null) return `Asked ${agoText(row.gate.openedAt, now)}`
  if (row.status === 'running' || row.status === 'planning') return row.turn?.taskTitle ?? workText(row)
  if (row.status === 'paused') return pausedLine(row, now)
  return row.summary ?? ''
}

/** What it asks of the person, else why it does not work. */
function pausedLine(row: RunRow, now: Date): string {
  const title = gateTitle(row)
  if (title !== null) return `Asks: ${title}`
  return row.waitUntil === null ? waitText(row, now).rest : (row.waitReason ?? '')
}
