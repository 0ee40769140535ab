import type { Handlers } from '../../shared/contract.ts'
import { ok } from '../../shared/result.ts'
import type { SystemInfo } from '../../shared/views.ts'
import { runChecks } from '../doctor.ts'
import { sandboxSentence } from '../sandbox/sandbox-use.ts'
import { type Surroundings, sandboxProbe } from '../start-run.ts'
import type { HostShell } from './parts.ts'

/** What can be told even where the data folder cannot be opened. */
export interface SystemParts {
  shell: HostShell
  around: Surroundings
  /** The other process that drives the data folder. */
  otherOwner(): SystemInfo['otherOwner']
  /** How the data folder is. */
  condition(): Pick<SystemInfo, 'damage' | 'losses' | 'troubles'>
}

export function systemHandlers({
  shell,
  around,
  otherOwner,
  condition,
}: SystemParts): Pick<Handlers, 'system.info' | 'system.doctor'> {
  return {
    'system.info': async () =>
      ok({
        version: shell.version,
        node: process.versions.node,
        sqlite: process.versions['sqlite'] ?? 'unknown',
        electron: shell.electron,
        platform: process.platform,
        home: around.home,
        host: shell.kind,
        canPickFolder: shell.pickFolder !== null,
        otherOwner: otherOwner(),
        ...condition(),
        sandbox: sandboxSentence('auto', await sandboxProbe(around), []),
      }),
    'system.doctor': async () => ok(await runChecks(around, shell.keyStore)),
  }
}
