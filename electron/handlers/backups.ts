import type { Handlers } from '../../shared/contract.ts'
import { ok } from '../../shared/result.ts'
import { databaseFile } from '../home.ts'
import { restoreBackup } from '../restore.ts'
import { openBackups } from '../store/backups.ts'
import { refusalReply } from './replies.ts'

/** What works where the database cannot be opened, too. `mayRestore`: nobody of this process has it open. */
export function backupHandlers(home: string, mayRestore: boolean): Pick<Handlers, 'backups.list' | 'backups.restore'> {
  return {
    'backups.list': () => ok(openBackups(databaseFile(home)).list()),
    'backups.restore': async ({ id }) => {
      if (!mayRestore) {
        const message = 'The database is open here and not damaged.'
        const remedy = 'To go back to a backup all the same, quit Triptych and run `triptych restore` in a terminal.'
        return refusalReply({ code: 'open', message, remedy })
      }
      const restored = await restoreBackup(home, id)
      return restored.ok ? restored : refusalReply(restored.error)
    },
  }
}
