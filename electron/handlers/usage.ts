import type { Handlers } from '../../shared/contract.ts'
import { ok } from '../../shared/result.ts'
import { readUsage } from '../views/usage-view.ts'
import type { HostParts } from './parts.ts'
import { findRepository } from './repositories.ts'

export function usageHandlers({ backend }: Pick<HostParts, 'backend'>): Pick<Handlers, 'usage.get'> {
  return {
    'usage.get': async ({ days = null, repositoryId }) => {
      if (repositoryId === undefined) return ok(readUsage(backend.store, { days, repoPath: null }, new Date()))
      const found = await findRepository({ backend }, repositoryId)
      return found.ok ? ok(readUsage(backend.store, { days, repoPath: found.value.path }, new Date())) : found
    },
  }
}
