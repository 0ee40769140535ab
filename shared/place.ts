import type { GateKind } from './words.ts'

/** A place in the window, as its address has it after the page: `#/`, `#/run/<id>/plan?item=…`. The router reads what is meant. */
export const PLACE = /^#\/[\w/.~%?=&+*-]{0,2000}$/

/** Where the window begins. */
export const FIRST_PLACE = '#/'

/** The run that a place is in; null: in none. */
export const runOfPlace = (place: string): string | null => /^#\/run\/([\w%.-]+)/.exec(place)?.[1] ?? null

export const placeOfRun = (runId: string): string => `#/run/${encodeURIComponent(runId)}`
export const placeOfNewRun = (repositoryId: string): string => `#/new?repository=${encodeURIComponent(repositoryId)}`

/** Where in a run a gate is answered. */
export const GATE_PLACES = {
  plan: 'plan',
  permission: 'run',
  scope: 'review',
  task: 'review',
  blocked: 'run',
  budget: 'run',
  login: 'run',
  mcp_server: 'run',
  final: 'review',
} as const satisfies Record<GateKind, 'run' | 'plan' | 'review'>

export function placeOfGate({ kind, runId }: { kind: GateKind; runId: string }): string {
  const part = GATE_PLACES[kind]
  return part === 'run' ? placeOfRun(runId) : `${placeOfRun(runId)}/${part}`
}
