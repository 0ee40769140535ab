import { RUN_GROUPS, type RunGroupName } from '../../shared/run-status.ts'

/** Which runs the list shows; null and '' leave nothing out. */
export interface RunFilter {
  /** In goal, repository or branch. */
  query: string
  repositoryId: string | null
  group: RunGroupName | null
  /** Plays a role. */
  agentId: string | null
}

export const NO_FILTER: RunFilter = { query: '', repositoryId: null, group: null, agentId: null }

export const isFiltered = ({ query, repositoryId, group, agentId }: RunFilter): boolean =>
  query.trim() !== '' || repositoryId !== null || group !== null || agentId !== null

/** As it was kept; anything else is no filter. */
export function parseFilter(text: string | null): RunFilter {
  const kept = recordOf(text)
  const word = (name: string): string | null => {
    const value = kept?.[name]
    return typeof value === 'string' && value !== '' ? value : null
  }
  return {
    query: word('query') ?? '',
    repositoryId: word('repositoryId'),
    group: RUN_GROUPS.find((name) => name === word('group')) ?? null,
    agentId: word('agentId'),
  }
}

function recordOf(text: string | null): Readonly<Record<string, unknown>> | null {
  if (text === null) return null
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null // Written by another version, or by hand.
  }
}
