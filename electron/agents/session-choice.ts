import type { AgentConnection, FailedReply } from './acp-connection.ts'
import { acknowledgedSchema, type OpenSession } from './session.ts'

/** Sets the model and the mode that were chosen; returns a sentence for each that could not be set. */
export async function applyChoice(
  connection: AgentConnection,
  session: OpenSession,
  choice: { model: string | undefined; mode: string | undefined },
  timeoutMs: number,
): Promise<string[]> {
  const remarks: string[] = []
  for (const category of ['model', 'mode'] as const) {
    const wanted = choice[category]
    if (wanted === undefined) continue
    const change = changeFor(session, category, wanted)
    if (change.kind === 'not_offered')
      remarks.push(`The agent does not offer the ${category} “${wanted}”${change.offered}.`)
    if (change.kind !== 'request') continue
    const reply = await connection.request(change.method, change.params, acknowledgedSchema, timeoutMs)
    if (reply.kind !== 'ok') remarks.push(`The ${category} “${wanted}” could not be set: ${failureText(reply)}.`)
  }
  return remarks
}

type Change =
  | { kind: 'none' }
  | { kind: 'not_offered'; offered: string }
  | { kind: 'request'; method: string; params: unknown }

/** Config options replace modes; where both are offered the newer way is taken. */
function changeFor(
  { sessionId, configOptions, modes }: OpenSession,
  category: 'model' | 'mode',
  wanted: string,
): Change {
  const option = configOptions.find((candidate) => candidate.category === category)
  const current = option?.currentValue ?? (category === 'mode' ? modes?.currentModeId : undefined)
  const offered =
    option?.options.flatMap((entry) => ('value' in entry ? [entry.value] : entry.options.map(({ value }) => value))) ??
    (category === 'mode' ? (modes?.availableModes ?? []).map(({ id }) => id) : [])
  if (current === wanted) return { kind: 'none' }
  if (!offered.includes(wanted)) {
    return {
      kind: 'not_offered',
      offered: offered.length === 0 ? '' : `; it offers ${offered.slice(0, 20).join(', ')}`,
    }
  }
  return option === undefined
    ? { kind: 'request', method: 'session/set_mode', params: { sessionId, modeId: wanted } }
    : {
        kind: 'request',
        method: 'session/set_config_option',
        params: { sessionId, configId: option.id, value: wanted },
      }
}

function failureText(reply: FailedReply): string {
  if (reply.kind === 'rpc_error') return reply.message
  return reply.kind === 'closed' ? 'the agent ended' : reply.kind === 'timeout' ? 'no answer' : reply.problem
}
