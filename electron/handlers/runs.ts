import type { Handlers } from '../../shared/contract.ts'
import { ok, type Refusal } from '../../shared/result.ts'
import { FINAL_RUN_STATUSES } from '../../shared/words.ts'
import { NO_BASE } from '../engine/context.ts'
import { pageOfRunRows, readRunRow } from '../views/run-row.ts'
import { readRunView } from '../views/run-view.ts'
import type { HostParts } from './parts.ts'
import { notFound, refusalReply } from './replies.ts'
import { findRepository } from './repositories.ts'

const CANNOT_RESUME: Refusal = {
  code: 'no_base',
  message: `${NO_BASE}.`,
  remedy: 'Its history stays readable.',
}

type RunMethods = 'runs.list' | 'runs.get' | 'runs.control' | 'runs.steer'

export function runHandlers({ backend }: Pick<HostParts, 'backend'>): Pick<Handlers, RunMethods> {
  const { store } = backend
  return {
    'runs.list': async ({ repositoryId, ...input }) => {
      if (repositoryId === undefined) return pageOfRunRows(store, input)
      const repository = await findRepository({ backend }, repositoryId)
      return repository.ok ? pageOfRunRows(store, { ...input, repoPath: repository.value.path }) : repository
    },
    'runs.get': ({ runId }, caller) => {
      if (!store.hasRun(runId)) return notFound('Run', runId)
      const view = readRunView(store, runId)
      caller.watch(view)
      return ok(view)
    },
    'runs.control': ({ runId, action }) => {
      if (!store.hasRun(runId)) return notFound('Run', runId)
      const { imported, status, control } = readRunRow(store, runId)
      // Going on with a run that is being cancelled ends it, and one that has ended says so itself.
      const wouldWork = control !== 'cancel' && !FINAL_RUN_STATUSES.some((final) => final === status)
      if (action === 'resume' && imported && wouldWork) return refusalReply(CANNOT_RESUME)
      const changed = backend.control(runId, action, 'person')
      return changed.ok ? ok(readRunRow(store, runId)) : refusalReply(changed.error)
    },
    'runs.steer': ({ runId, role, mode, text }) => {
      if (!store.hasRun(runId)) return notFound('Run', runId)
      const sent = backend.steer(runId, role, mode, text)
      return sent.ok ? sent : refusalReply(sent.error)
    },
  }
}
