import { lstat } from 'node:fs/promises'
import path from 'node:path'
import type { Handlers } from '../../shared/contract.ts'
import { ok } from '../../shared/result.ts'
import type { HostParts } from './parts.ts'
import { notFound, refusalReply } from './replies.ts'

/** Nobody takes it back: the window may be gone before it is done. */
const NEVER = new AbortController().signal

/** The page names a run and a form, never a place: that is the person's own choice in the host's dialog, or the browser's. */
export function exportHandlers({
  backend,
  shell,
}: Pick<HostParts, 'backend' | 'shell'>): Pick<Handlers, 'runs.export'> {
  const { store, exports, download } = backend
  return {
    'runs.export': async ({ runId, as: form }) => {
      if (!store.hasRun(runId)) return notFound('Run', runId)
      if (shell.pickFolder === null) {
        const made = await download(runId, form, NEVER)
        return made.ok ? ok({ kind: 'download', ...made.value }) : refusalReply(made.error)
      }
      const folder = await shell.pickFolder('Export the run into')
      if (folder === null) return ok(null)
      const place = await freeName(folder, exports.nameOf(runId), form === 'report' ? '.html' : '')
      const targets = form === 'report' ? { report: place } : { folder: place }
      const written = await exports.write(runId, targets, NEVER)
      if (!written.ok) return refusalReply(written.error)
      return ok({ kind: 'saved', path: place, contents: written.value.contents })
    },
  }
}

/** `name`, or with the first number that nothing has: `name-2`. */
async function freeName(folder: string, name: string, ending: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const place = path.join(folder, `${name}${number === 1 ? '' : `-${number}`}${ending}`)
    if (!(await isThere(place))) return place
  }
}

async function isThere(place: string): Promise<boolean> {
  try {
    await lstat(place)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}
