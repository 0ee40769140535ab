import type { Handlers, Reply } from '../../shared/contract.ts'
import { err, ok, type Refusal } from '../../shared/result.ts'
import { readRunRow } from '../views/run-row.ts'
import type { HostParts } from './parts.ts'
import { notFound, refusalReply } from './replies.ts'

type CheckpointMethods = 'checkpoints.restore' | 'checkpoints.fork'

export function checkpointHandlers({
  backend,
  conductor,
}: Pick<HostParts, 'backend' | 'conductor'>): Pick<Handlers, CheckpointMethods> {
  const { store, checkpoints } = backend
  return {
    'checkpoints.restore': async ({ id, preview, hash }) => {
      if (!store.findCheckpoint(id)) return notFound('Checkpoint', id)
      if (preview) return ok({ preview: await checkpoints.previewReturn(id) })
      if (hash === undefined) return refusalReply(UNSEEN)
      const returned = await checkpoints.returnTo(id, hash, async () => conductor.look())
      return returned.ok ? ok({ row: readRunRow(store, returned.value.id) }) : refused(returned.error)
    },
    'checkpoints.fork': async ({ id, preview }) => {
      if (!store.findCheckpoint(id)) return notFound('Checkpoint', id)
      if (preview) return ok({ preview: await checkpoints.previewFork(id) })
      const forked = await checkpoints.fork(id)
      return forked.ok ? ok({ runId: forked.value.id }) : refused(forked.error)
    },
  }
}

const UNSEEN: Refusal = {
  code: 'not_previewed',
  message: 'A return is bound to what was looked at. Nothing was changed.',
  remedy: 'Ask for the preview first, and pass its hash.',
}

const refused = (refusal: Refusal): Reply<never> =>
  refusal.code === 'stale'
    ? err({ code: 'stale', message: refusal.message, remedy: refusal.remedy })
    : refusalReply(refusal)
