/** Runs of which every text of an agent, a repository or a tool is a payload, written as the engine and the agents' drivers write them. */
import type { Store } from '../../../electron/store/store.ts'
import type { TaskDraft } from '../../../shared/domain.ts'
import { AGENT_ROLES, type GateKind } from '../../../shared/words.ts'
import type { Payload } from './corpus.ts'
import { writeArtifacts } from './hostile-files.ts'
import { askAbout, COMMIT, type Next } from './hostile-questions.ts'

export interface HostileRun {
  runId: string
  gate: GateKind
  /** Artifacts, one of each view. */
  artifactIds: string[]
}

/** The kinds of gates in turn: every view of a question gets payloads. */
export const GATE_TURN: readonly GateKind[] = [
  'plan',
  'permission',
  'final',
  'blocked',
  'scope',
  'mcp_server',
  'task',
  'login',
  'budget',
]

const TASKS = 4
/** The shortest bound that an answer of an agent has. */
const MAX_TEXT = 2_000

export function writeHostileRun(store: Store, home: string, payloads: readonly Payload[], gate: GateKind): HostileRun {
  let at = 0
  const next: Next = () => payloads[at++ % payloads.length]?.text.trimStart().slice(0, MAX_TEXT) ?? ''
  return store.transaction(() => {
    const { id: runId } = store.runStore.createRun(next(), `/srv/${next()}`)
    // Nobody drives it: what is shown is all that is asked of it.
    store.patchRun(
      runId,
      {},
      {
        ...{ control: 'pause', controlReason: 'person', baseCommit: COMMIT, headCommit: COMMIT },
        ...{ branch: `triptych/${next()}`, waitReason: next() },
      },
    )
    const tasks = Array.from({ length: TASKS }, () => draftOf(next))
    store.proposePlan(runId, {
      reason: 'first',
      baseCommit: COMMIT,
      summary: next(),
      tasks,
      risks: [next(), next()],
      questions: [next()],
    })
    if (gate !== 'plan') store.replacePendingTasks(runId, tasks)
    const artifactIds = writeArtifacts(store, home, runId, payloads)
    writeEvents(store, runId, payloads)
    for (const role of AGENT_ROLES) store.addMessage(runId, role, 'next_turn', next())
    store.addApproval(runId, 'human', 'changes_requested', next(), { comments: [{ text: next() }] })
    store.runStore.addCheckpoint(runId, 'running', { note: next() })
    store.noteSandbox(runId, next())
    askAbout({ store, runId, gate, next, tasks, log: artifactIds[0] ?? '' })
    return { runId, gate, artifactIds }
  })
}

const draftOf = (next: Next): TaskDraft => ({
  ...{ title: next(), objective: next(), acceptanceCriteria: [next(), next()] },
  ...{ verificationSteps: [next(), next()], allowedPaths: [next(), next()] },
})

/** Everything a turn tells: what was said and thought, tools with titles and paths, notes of each source. */
function writeEvents(store: Store, runId: string, payloads: readonly Payload[]): void {
  for (const [index, { text }] of payloads.entries()) {
    const role = AGENT_ROLES[index % AGENT_ROLES.length] ?? 'strategy'
    const payload = { messageId: `m.${index}`, text, thought: index % 5 === 4 }
    store.addEvent(runId, role, 'agent_output', text, payload)
    const call = {
      toolCallId: `t${index}`,
      title: text,
      toolKind: text,
      status: 'completed',
      paths: [text],
      rawInput: text,
    }
    store.addEvent(runId, role, 'tool_call', text, call)
    store.addEvent(runId, 'system', index % 2 === 0 ? 'permission_refused' : text, text, { text, [text]: text })
  }
}
