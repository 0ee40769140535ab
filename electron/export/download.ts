import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { err, ok, type Refusal, type Result } from '../../shared/result.ts'
import { MAX_ADOPTED_BYTES } from '../artifacts.ts'
import type { ArtifactsPort } from '../engine/file-ports.ts'
import type { Exports } from './exports.ts'
import { hashingSink } from './sink.ts'
import { zipSink } from './zip.ts'

export type ExportForm = 'folder' | 'report'

export interface Download {
  /** Of kind `export`; its bytes are read as those of any artifact. */
  artifactId: string
  /** What the person's file is called. */
  name: string
  contents: string
}

/** A run as one file for a window that cannot choose a folder: the folder as a zip file, or the report. */
export type MakeDownload = (runId: string, form: ExportForm, signal: AbortSignal) => Promise<Result<Download, Refusal>>

export function createDownloads(home: string, exports: Exports, artifacts: Pick<ArtifactsPort, 'adopt'>): MakeDownload {
  return async (runId, form, signal) => {
    const folder = path.join(home, 'runs', runId, 'exports')
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const ending = form === 'folder' ? 'zip' : 'html'
    const name = `${exports.nameOf(runId)}.${ending}`
    const aside = path.join(folder, `.${randomUUID()}.tmp`)
    const file = path.join(folder, `${randomUUID()}.${ending}`)
    try {
      const contents =
        form === 'folder' ? await zipTo(aside, exports, runId, signal) : await pageTo(aside, exports, runId, signal)
      if ((await stat(aside)).size > MAX_ADOPTED_BYTES) return err(tooLarge(runId))
      await rename(aside, file)
      const mime = form === 'folder' ? 'application/zip' : 'text/html'
      const kept = await artifacts.adopt({ runId, role: null, kind: 'export', file, mime, metadata: { label: form } })
      if (!kept.ok) throw new Error(`The export is not kept: ${kept.error}`)
      return ok({ artifactId: kept.value.id, name, contents })
    } finally {
      await rm(aside, { force: true })
    }
  }
}

async function zipTo(aside: string, exports: Exports, runId: string, signal: AbortSignal): Promise<string> {
  const handle = await open(aside, 'wx', 0o600)
  try {
    const zip = zipSink(handle, exports.nameOf(runId), signal)
    const { contents } = await exports.into(runId, zip)
    await zip.finish()
    return contents
  } finally {
    await handle.close()
  }
}

async function pageTo(aside: string, exports: Exports, runId: string, signal: AbortSignal): Promise<string> {
  const { contents, report } = await exports.into(runId, hashingSink(signal))
  const handle = await open(aside, 'wx', 0o600)
  try {
    await handle.writeFile(report)
    await handle.sync()
    return contents
  } finally {
    await handle.close()
  }
}

const tooLarge = (runId: string): Refusal => ({
  code: 'too_large',
  message: 'This run is too large for a download: a window takes 128 MiB. Nothing was kept.',
  remedy: `Export it in a terminal: triptych export ${runId}`,
})
