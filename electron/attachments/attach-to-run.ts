import { closeSync, fsyncSync, mkdirSync, openSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { portableName } from '../../shared/attachments.ts'
import type { AttachmentRow } from '../../shared/views.ts'
import type { Store } from '../store/store.ts'

export interface Attached {
  row: AttachmentRow
  bytes: Buffer
}

/** How these files are called in the run's folder of artifacts. */
export const GIVEN_FILE = /^\d{4}-attachment\.[a-z0-9]+$/

/**
 * Files of a run that is being recorded become its first artifacts: on the disk before their rows are committed, and the rows with the
 * run itself, so that no turn begins without them. Call it inside the transaction.
 */
export function attachToRun(store: Store, home: string, runId: string, files: readonly Attached[]): void {
  if (files.length === 0) return
  const folder = path.join(home, 'runs', runId, 'artifacts')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const [index, { row, bytes }] of files.entries()) {
    const extension = path.extname(portableName(row.name)) || '.bin'
    const name = `${String(index + 1).padStart(4, '0')}-attachment${extension.toLowerCase()}`
    writeWhole(path.join(folder, name), bytes)
    const metadata = { sha256: row.sha256, bytes: row.bytes, mime: row.mime, label: row.name }
    store.addArtifact(runId, null, 'attachment', `runs/${runId}/artifacts/${name}`, metadata)
  }
}

function writeWhole(file: string, bytes: Buffer): void {
  const handle = openSync(file, 'wx', 0o600)
  try {
    // All of it: a single write may end early without an error, where the disk becomes full.
    writeFileSync(handle, bytes)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
