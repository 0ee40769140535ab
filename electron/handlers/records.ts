import { z } from 'zod'
import type { Handlers, Reply } from '../../shared/contract.ts'
import type { ArtifactRecord } from '../../shared/domain.ts'
import { err, ok } from '../../shared/result.ts'
import { artifactFile, canBeShown, type FileProblem, readArtifactFile } from '../artifact-files.ts'
import { mimeOf } from '../attachments/mime.ts'
import { readAttemptView } from '../views/attempt-view.ts'
import type { HostParts } from './parts.ts'
import { notFound, refusalReply } from './replies.ts'

type RecordMethods =
  | 'events.list'
  | 'events.find'
  | 'events.read'
  | 'events.at'
  | 'artifacts.list'
  | 'artifacts.read'
  | 'artifacts.reveal'
  | 'attempts.get'
  | 'attempts.diff'
  | 'attempts.soFar'

/** Events that one call looks through: a few milliseconds, so that whoever else asks meanwhile does not notice. */
const SCANNED_AT_ONCE = 8_000

export function recordHandlers(parts: Pick<HostParts, 'backend' | 'shell'>): Pick<Handlers, RecordMethods> {
  const { home, store, attemptDiffs } = parts.backend
  const { reveal } = parts.shell
  return {
    'events.list': ({ runId, limit, before, after, source }) => {
      if (!store.hasRun(runId)) return notFound('Run', runId)
      const only = { ...(before && { before }), ...(after !== undefined && { after }), ...(source && { source }) }
      // One more than asked for tells whether there is more: at the new end with `after`, else at the old one.
      const events = store.pageOfEvents(runId, { ...only, limit: limit + 1 })
      const more = events.length > limit
      return ok({ events: after === undefined ? events.slice(-limit) : events.slice(0, limit), more })
    },
    'events.find': ({ runId, before, after, ...filter }) => {
      if (!store.hasRun(runId)) return notFound('Run', runId)
      const from = after === undefined ? { before: before ?? Number.MAX_SAFE_INTEGER } : { after }
      return ok(store.findEvents(runId, filter, from, SCANNED_AT_ONCE))
    },
    'events.read': ({ runId, ids }) => {
      if (!store.hasRun(runId)) return notFound('Run', runId)
      return ok({ events: store.listEventsById(runId, ids) })
    },
    'events.at': ({ runId, ms }) => {
      if (!store.hasRun(runId)) return notFound('Run', runId)
      return ok({ event: store.eventAt(runId, ms) })
    },
    'artifacts.list': ({ runId, kinds = [], limit, before }) => {
      if (!store.hasRun(runId)) return notFound('Run', runId)
      const last = before === undefined ? null : store.findArtifact(before)
      if (before !== undefined && last?.runId !== runId) return notFound('Artifact', before)
      const found = store.pageOfArtifacts(runId, { before: last, kinds, limit: limit + 1 })
      const artifacts = found.slice(0, limit)
      return ok({ artifacts, next: found.length > limit ? (artifacts.at(-1)?.id ?? null) : null })
    },
    'artifacts.read': async ({ id, offset, length }) => {
      const artifact = store.findArtifact(id)
      if (!artifact) return notFound('Artifact', id)
      const read = await readArtifactFile(home, artifact, { offset, length })
      if (!read.ok) return unread(artifact, read.error)
      const { bytes, total } = read.value
      return ok({ base64: bytes.toString('base64'), total, ...recordedOf(artifact) })
    },
    'artifacts.reveal': async ({ id }) => {
      const artifact = store.findArtifact(id)
      if (!artifact) return notFound('Artifact', id)
      const file = artifactFile(home, artifact)
      const revealed = reveal !== null && (await canBeShown(home, artifact))
      if (revealed) reveal(file)
      return ok({ path: file, revealed })
    },
    'attempts.get': ({ attemptId }) =>
      store.hasAttempt(attemptId) ? ok(readAttemptView(store, attemptId)) : notFound('Attempt', attemptId),
    'attempts.diff': async ({ attemptId }) => {
      if (!store.hasAttempt(attemptId)) return notFound('Attempt', attemptId)
      const artifact = await attemptDiffs.againstBase(attemptId)
      return artifact.ok ? ok({ artifact: artifact.value }) : refusalReply(artifact.error)
    },
    'attempts.soFar': async ({ attemptId }) => {
      if (!store.hasAttempt(attemptId)) return notFound('Attempt', attemptId)
      const seen = await attemptDiffs.soFar(attemptId)
      return seen.ok ? seen : refusalReply(seen.error)
    },
  }
}

function unread({ kind: what }: ArtifactRecord, { kind, file, cause }: FileProblem): Reply<never> {
  switch (kind) {
    case 'outside':
      return refusalReply({
        code: 'outside_data_folder',
        message: `This file lies outside the data folder, at ${file}. It was not opened.`,
        remedy: 'Open it there with another program.',
      })
    case 'own':
      return refusalReply({
        code: 'own_file',
        message: `Triptych works with ${file} itself. It was not opened.`,
        remedy: 'Look at a copy of it with another program.',
      })
    case 'not_plain':
      return refusalReply({
        code: 'not_a_plain_file',
        message: `There is a link, a folder, a device or a file with a second name at ${file}, not a plain file. It was not opened.`,
        remedy: 'Look at it with another program.',
      })
    case 'gone':
      return err({
        code: 'not_found',
        message: `The file of this artifact (${what}) is gone. It should be at ${file}.`,
        remedy: 'Put it back there, then try again. Its record stays.',
      })
    case 'unreadable':
      return err({
        code: 'unavailable',
        message: `The file of this artifact (${what}) could not be read: ${cause}`,
        remedy: `Check who may read ${file}, then try again.`,
      })
  }
}

const recordedSchema = z.object({
  sha256: z.string().nullable().catch(null),
  mime: z.string().nullable().catch(null),
})

/** What a predecessor recorded has neither hash nor type: then the name of the file tells the type. */
function recordedOf({ metadata, path: file }: ArtifactRecord): { sha256: string | null; mime: string } {
  const recorded = recordedSchema.safeParse(metadata).data ?? { sha256: null, mime: null }
  return { sha256: recorded.sha256, mime: recorded.mime ?? mimeOf(file) }
}
