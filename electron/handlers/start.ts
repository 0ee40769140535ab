import type { Handlers } from '../../shared/contract.ts'
import { ok } from '../../shared/result.ts'
import { startDemoRun } from '../demo-run.ts'
import { drivenElsewhere } from '../views/repository-view.ts'
import type { HostParts } from './parts.ts'
import { refusalReply } from './replies.ts'
import { findRepository } from './repositories.ts'

export function startHandlers({
  backend,
  conductor,
}: HostParts): Pick<Handlers, 'agents.list' | 'runs.start' | 'demo.start'> {
  return {
    'agents.list': async () => {
      const found = await backend.agents()
      if (!found.ok) return refusalReply(found.error)
      const now = new Date().toISOString()
      return ok(found.value.map((agent) => ({ ...agent, limit: backend.store.agentLimit(agent.id, now) })))
    },
    'demo.start': async () => {
      const owner = conductor.owner()
      if (owner) return refusalReply(drivenElsewhere(owner))
      const started = await startDemoRun(backend, 'supervised')
      if (!started.ok) return refusalReply(started.error)
      conductor.look()
      return ok({ runId: started.value.run.id })
    },
    /** From then on its repository is known by the run itself. */
    'runs.start': async ({ repositoryId, goal, base, config, attachments = [] }) => {
      const repository = await findRepository({ backend }, repositoryId)
      if (!repository.ok) return repository
      const owner = conductor.owner()
      if (owner) return refusalReply(drivenElsewhere(owner))
      const request = { repoPath: repository.value.path, goal, config, attachments }
      const started = await backend.startRun(base === undefined ? request : { ...request, base })
      if (!started.ok) return refusalReply(started.error)
      conductor.look()
      return ok({ runId: started.value.run.id })
    },
  }
}
