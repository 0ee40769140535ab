import type { Handlers, Reply } from '../../shared/contract.ts'
import { ok, type Refusal, type Result } from '../../shared/result.ts'
import type { SecretsView } from '../../shared/views.ts'
import type { HostParts } from './parts.ts'
import { refusalReply } from './replies.ts'

/** Values go in and never out: not in a reply, not in an error. */
export function secretHandlers({
  backend,
}: Pick<HostParts, 'backend'>): Pick<Handlers, 'secrets.list' | 'secrets.set' | 'secrets.remove'> {
  const { secrets } = backend
  return {
    'secrets.list': () => replyOf(secrets.view()),
    'secrets.set': ({ agentId, name, value }) => replyOf(secrets.set(agentId, name, value)),
    'secrets.remove': ({ agentId, name }) => replyOf(secrets.remove(agentId, name)),
  }
}

const replyOf = (view: Result<SecretsView, Refusal>): Reply<SecretsView> =>
  view.ok ? ok(view.value) : refusalReply(view.error)
