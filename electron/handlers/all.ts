import type { Handlers } from '../../shared/contract.ts'
import { ok } from '../../shared/result.ts'
import { backupHandlers } from './backups.ts'
import { checkpointHandlers } from './checkpoints.ts'
import { exportHandlers } from './exports.ts'
import { gateHandlers } from './gates.ts'
import { linkHandlers } from './links.ts'
import { logHandlers } from './logs.ts'
import { openArtifactHandlers } from './open-artifact.ts'
import type { HostParts } from './parts.ts'
import { preparedHandlers } from './prepared.ts'
import { recordHandlers } from './records.ts'
import { findRepository, repositoryHandlers } from './repositories.ts'
import { runHandlers } from './runs.ts'
import { secretHandlers } from './secrets.ts'
import { settingsHandlers } from './settings.ts'
import { startHandlers } from './start.ts'
import { storageHandlers } from './storage.ts'
import { systemHandlers } from './system.ts'
import { trashHandlers } from './trash.ts'
import { updateHandlers } from './updates.ts'
import { usageHandlers } from './usage.ts'
import { windowHandlers } from './windows.ts'
import { worktreeHandlers } from './worktree.ts'

/** Every method of the boundary. */
export function createHandlers(parts: HostParts): Handlers {
  const { shell, around, conductor, backend, settings, log } = parts
  const hide = (text: string): string => backend.secrets.redactor().text(text)
  const condition = () => ({ damage: null, losses: backend.store.openLosses(), troubles: backend.troubles() })
  return {
    ...systemHandlers({ shell, around, otherOwner: conductor.owner, condition }),
    ...backupHandlers(around.home, false),
    'history.acknowledge': () => ok({ acknowledged: backend.store.acknowledgeLosses() }),
    ...repositoryHandlers(parts),
    ...startHandlers(parts),
    ...preparedHandlers(parts),
    ...runHandlers(parts),
    ...exportHandlers(parts),
    ...recordHandlers(parts),
    ...openArtifactHandlers(parts),
    ...gateHandlers(parts),
    ...settingsHandlers({
      home: around.home,
      settings,
      shell,
      hide,
      findRepository: (id) => findRepository(parts, id),
    }),
    ...secretHandlers(parts),
    ...linkHandlers(parts),
    ...windowHandlers(shell),
    ...worktreeHandlers(parts),
    ...checkpointHandlers(parts),
    ...trashHandlers(parts),
    ...updateHandlers(shell),
    ...usageHandlers(parts),
    ...storageHandlers(parts),
    ...logHandlers({ home: around.home, log, shell, hide }),
  }
}
