import type { Handlers } from '../../shared/contract.ts'
import { err, ok } from '../../shared/result.ts'
import type { HostShell } from './parts.ts'

export function updateHandlers({ updates }: Pick<HostShell, 'updates'>): Pick<Handlers, 'updates.get' | 'updates.act'> {
  return {
    'updates.get': () => ok(updates?.view() ?? null),
    'updates.act': ({ act }) => {
      if (updates) return ok(updates.act(act))
      const message = 'This Triptych is not updated by itself.'
      return err({
        code: 'unavailable',
        message,
        remedy: 'Update it as it was installed: with git, npm or the package manager.',
      })
    },
  }
}
