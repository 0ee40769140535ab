import { GATE_PLACES } from '../../shared/place.ts'
import type { GateKind } from '../../shared/words.ts'
import type { RunTab } from '../route.ts'

/** A gate as its question, in a few words; docs: the same in lists, headers and notifications. */
export const GATE_TITLES: Readonly<Record<GateKind, string>> = {
  plan: 'Approve the plan',
  permission: 'Allow once?',
  scope: 'Outside allowed paths',
  task: 'Accept the task',
  blocked: 'Blocked: decide',
  budget: 'Budget reached',
  login: 'Log-in needed',
  mcp_server: 'Trust an MCP server?',
  final: 'Review the result',
}

/** What the header says after "Waits for". */
export const GATE_WAITS: Readonly<Record<GateKind, string>> = {
  plan: 'you to approve the plan',
  permission: 'you to allow or reject a request',
  scope: 'your decision on changes outside the allowed paths',
  task: 'you to accept a task',
  blocked: 'your decision: it is blocked',
  budget: 'your decision: a budget is used up',
  login: 'an agent to be logged in',
  mcp_server: 'you to trust an MCP server, or not',
  final: 'you to review the result',
}

/** Where in a run a gate is answered. */
export const GATE_TABS: Readonly<Record<GateKind, RunTab>> = GATE_PLACES
