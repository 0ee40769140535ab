import type { EventGroup } from '../../shared/event-filter.ts'
import type { AgentRole } from '../../shared/words.ts'
import { ROLE_NAMES } from './run-words.ts'

const KINDS: Readonly<Record<string, string>> = {
  run_created: 'Run created',
  run_started: 'Run started',
  run_paused: 'Paused',
  run_resumed: 'Resumed',
  run_finished: 'Run ended',
  requeue_in_progress: 'Tasks put back',
  imported: 'Taken over',
  plan_proposed: 'Plan proposed',
  plan_edited: 'Plan edited',
  plan_accepted: 'Plan accepted',
  plan_tried: 'Plan tried',
  baseline_started: 'Step begins before the work',
  baseline_finished: 'Step before the work',
  attempt_started: 'Attempt began',
  attempt_settled: 'Attempt ended',
  scope_checked: 'Paths compared',
  verification_started: 'Verification begins',
  verification_finished: 'Verification',
  setup_started: 'Set-up begins',
  setup_finished: 'Set-up',
  verdict_given: 'Verdict',
  review_finished: 'Review ended',
  turn_started: 'Turn began',
  turn_finished: 'Turn ended',
  turn_limited: 'Limit reached',
  agent_output: 'Output',
  tool_call: 'Tool call',
  session_rotated: 'Fresh session',
  session_lost: 'Session lost',
  message_queued: 'Message kept',
  message_sent: 'Message given',
  permission_remembered: 'Answered as before',
  mcp_server_left_out: 'MCP server left out',
  agent_files_held_back: 'Held back',
  sandbox_used: 'Sandbox',
  process_exited: 'Process ended',
  budget_warned: 'Budget',
  permission_refused: 'Refused by rule',
  gate_opened: 'Question asked',
  gate_decided: 'Question answered',
  gate_voided: 'Question void',
  checkpoint_made: 'Checkpoint',
  checkpoint_restored: 'Returned to a checkpoint',
  checkpoint_refused: 'Return refused',
  run_forked: 'Forked',
  run_removed: 'Run removed',
  run_put_back: 'Run put back',
  worktree_ready: 'Worktree ready',
  delivered: 'Delivered',
  delivery_refused: 'Delivery refused',
  compacted: 'Compacted',
  artifact_refused: 'File refused',
}

/** The kind of an event in words; a kind that is not ours reads as it was written: `foo_bar` as "Foo bar". */
export function eventKindWords(kind: string): string {
  const words = kind.replaceAll('_', ' ')
  return (Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined) ?? `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

export const EVENT_GROUP_WORDS: Readonly<Record<EventGroup, string>> = {
  milestones: 'Milestones',
  decisions: 'Decisions',
  turns: 'Turns',
  output: 'Output',
  all: 'All',
}

/** Kinds whose words hold the text, in whatever case; of a kind that is not ours, its own name. */
export function kindsNamed(text: string): string[] {
  const wanted = text.trim().toLowerCase()
  return wanted === '' ? [] : Object.keys(KINDS).filter((kind) => eventKindWords(kind).toLowerCase().includes(wanted))
}

/** The role an event's source names; null for the application itself, and for sources of others. */
export function roleOfSource(source: string): AgentRole | null {
  return source === 'strategy' || source === 'implementation' || source === 'checker' ? source : null
}

/** Who an event comes from. */
export function sourceWords(source: string): string {
  const role = roleOfSource(source)
  if (role !== null) return ROLE_NAMES[role]
  return source === 'system' ? 'Triptych' : source
}
