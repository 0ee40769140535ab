import type { AgentConnection } from './acp-connection.ts'
import { describeFailure } from './rpc-reply.ts'
import { type OpenSession, optionReplySchema, readConfigOptions } from './session.ts'

/** What is chosen of a session, and the category under which agents offer it. The model first: it decides what else there is. */
const CATEGORIES = { model: 'model', mode: 'mode', effort: 'thought_level' } as const
type Chosen = keyof typeof CATEGORIES
const CHOSEN = ['model', 'mode', 'effort'] as const satisfies readonly Chosen[]

const MAX_OFFERED = 20

/** Sets what was chosen; returns a sentence for each that could not be set. */
export async function applyChoice(
  connection: AgentConnection,
  session: OpenSession,
  choice: Record<Chosen, string | undefined>,
  timeoutMs: number,
): Promise<string[]> {
  const remarks: string[] = []
  let current = session
  for (const chosen of CHOSEN) {
    const wanted = choice[chosen]
    if (wanted === undefined) continue
    const change = changeFor(current, chosen, wanted)
    if (change.kind === 'not_offered')
      remarks.push(`The agent does not offer the ${chosen} “${wanted}”${change.offered}.`)
    if (change.kind !== 'request') continue
    const reply = await connection.request(change.method, change.params, optionReplySchema, timeoutMs)
    if (reply.kind !== 'ok') remarks.push(`The ${chosen} “${wanted}” could not be set: ${describeFailure(reply)}.`)
    else if (reply.value?.configOptions)
      current = { ...current, configOptions: readConfigOptions(reply.value.configOptions) }
  }
  return remarks
}

type Change =
  | { kind: 'none' }
  | { kind: 'not_offered'; offered: string }
  | { kind: 'request'; method: string; params: unknown }

/** Config options replace modes; where both are offered the newer way is taken. */
function changeFor({ sessionId, configOptions, modes }: OpenSession, chosen: Chosen, wanted: string): Change {
  const option = configOptions.find((candidate) => candidate.category === CATEGORIES[chosen])
  const oldModes = chosen === 'mode' ? modes : null
  const current = option?.currentValue ?? oldModes?.currentModeId
  const offered =
    option?.options.flatMap((entry) => ('value' in entry ? [entry.value] : entry.options.map(({ value }) => value))) ??
    (oldModes?.availableModes ?? []).map(({ id }) => id)
  if (current === wanted) return { kind: 'none' }
  if (!offered.includes(wanted)) {
    const list = offered.slice(0, MAX_OFFERED).join(', ')
    return { kind: 'not_offered', offered: list === '' ? '' : `; it offers ${list}` }
  }
  if (option === undefined) {
    return { kind: 'request', method: 'session/set_mode', params: { sessionId, modeId: wanted } }
  }
  const params = { sessionId, configId: option.id, value: wanted }
  return { kind: 'request', method: 'session/set_config_option', params }
}
