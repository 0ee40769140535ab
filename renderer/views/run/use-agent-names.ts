import type { RunConfig } from '../../../shared/config.ts'
import type { AgentRole } from '../../../shared/words.ts'
import { useCall } from '../../data/app-data.tsx'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/run-panels.ts'

export interface AgentNames {
  name: Record<AgentRole, string>
  /** Null: not known. */
  family: Record<AgentRole, string | null>
}

/** Of a run taken over from a predecessor, which kept no such record. */
export const NO_AGENTS: AgentNames = {
  name: { strategy: COMMON.notRecorded, implementation: COMMON.notRecorded, checker: COMMON.notRecorded },
  family: { strategy: null, implementation: null, checker: null },
}

/** Who plays the roles, by the names people know them by. */
export function useAgentNames({ agents }: Pick<RunConfig, 'agents'>): AgentNames {
  const known = useCall('agents.list', {}).value ?? []
  const row = (role: AgentRole) => known.find(({ id }) => id === agents[role].id)
  const name = (role: AgentRole): string =>
    agents[role].id === 'demo' ? TEXT.demoAgent : (row(role)?.name ?? agents[role].id)
  const family = (role: AgentRole): string | null => row(role)?.family ?? null
  return {
    name: { strategy: name('strategy'), implementation: name('implementation'), checker: name('checker') },
    family: { strategy: family('strategy'), implementation: family('implementation'), checker: family('checker') },
  }
}
