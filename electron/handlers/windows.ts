import type { Handlers } from '../../shared/contract.ts'
import { err, ok } from '../../shared/result.ts'
import type { HostShell } from './parts.ts'

/** Another window, of the same page. */
export function windowHandlers(shell: Pick<HostShell, 'openWindow'>): Pick<Handlers, 'windows.open'> {
  return {
    'windows.open': ({ place }) => {
      if (shell.openWindow === null) return err({ code: 'unavailable', message: 'A browser opens its windows itself.' })
      shell.openWindow(place)
      return ok(null)
    },
  }
}
