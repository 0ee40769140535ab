import { app, dialog } from 'electron'
import { EXIT } from './cli/exit-codes.ts'
import * as TEXT from './desktop/texts.ts'
import type { Host } from './host.ts'
import { openHostLog } from './host-log.ts'
import { stackOf } from './report-text.ts'
import { makeReport, saveReport } from './save-report.ts'
import { folderSecrets } from './secrets/folder-secrets.ts'

/** `where` it broke; `isTold`: to the person, too, at once. */
type Reporter = (where: string, error: unknown, isTold: boolean) => void

/** Writes a report on what broke in this process or ended a page, and tells the person where it is. */
export function openReporter(home: string): Reporter {
  const secrets = folderSecrets({ home, environment: process.env }, () => null)
  const log = openHostLog(home, secrets)
  return (where, error, isTold) => {
    const { text: redact } = secrets.redactor()
    const message = error instanceof Error ? error.message : String(error)
    log.error(error)
    const now = new Date()
    const fault = { where, message, stack: error instanceof Error ? stackOf(error) : null }
    const electron = process.versions['electron'] ?? null
    const report = makeReport(fault, { home, version: app.getVersion(), electron, now, redact })
    const file = saveReport(home, 'crash', report, now)
    if (isTold) dialog.showErrorBox(TEXT.triptychBroke, TEXT.reportIsIn(redact(message), file))
  }
}

/** What nobody caught: nothing that is saved is in doubt, but this process is. What breaks while it ends is only written down. */
export function endAfterFault(host: Pick<Host, 'close'>, report: (error: unknown, isTold: boolean) => void): void {
  let isEnding = false
  const end = (error: unknown): void => {
    report(error, !isEnding)
    if (isEnding) return
    isEnding = true
    void host
      .close()
      .catch((failure: unknown) => report(failure, false))
      .finally(() => app.exit(EXIT.internal))
  }
  process.on('uncaughtException', end)
  // Electron by itself would only warn, and go on.
  process.on('unhandledRejection', end)
}
