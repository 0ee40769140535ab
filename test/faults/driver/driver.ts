/**
 * `node driver.mjs <folder> <scenario>`: lives one run in `<folder>/home` on `<folder>/repository` to its end, from wherever an earlier
 * process left it. Everything but the agents and the commands is the product: store, engine, git, files, owner lock. What it is told is
 * noted in `<folder>/acks.log`. Somebody else kills it.
 */
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { z } from 'zod'
import { type Backend, openBackend } from '../../../electron/backend.ts'
import { askToReturn, restoreHash } from '../../../electron/engine/restore-state.ts'
import { checkpointFacts } from '../../../shared/checkpoint-facts.ts'
import type { GateRecord } from '../../../shared/domain.ts'
import type { ApprovalVerdict } from '../../../shared/words.ts'
import { eventHash, openAcks, ownerOf, readAcks } from './acks.ts'
import { SCENARIO_NAMES, SCENARIOS, type Scenario } from './scenario.ts'
import { scriptedPorts } from './scripted-ports.ts'

const [folder = '', name = ''] = process.argv.slice(2)
const scenario: Scenario = SCENARIOS[z.enum(SCENARIO_NAMES).parse(name)]
const [home, repository, ackFile] = ['home', 'repository', 'acks.log'].map((part) => path.join(folder, part))
if (home === undefined || repository === undefined || ackFile === undefined) throw new Error('No folder')

const EVENTS_AT_ONCE = 500
const MOST_EVENTS = 1_000_000
const acks = openAcks(ackFile)
let lastId = readAcks(ackFile).reduce((last, ack) => (ack.kind === 'event' ? Math.max(last, ack.id) : last), 0)
let runId = ''
let hasEnded = false

const backend = await openBackend(
  { home, environment: process.env, probeSandbox: async () => ({ kind: 'none', reason: 'None here.', remedy: null }) },
  () => null,
  (ports) => scriptedPorts(ports, scenario, acks, () => runId),
)
const { store } = backend

/** Everything that was committed since the last time, each with its hash: from now on it must not be lost. */
function noteEvents(): void {
  if (runId === '') return
  const owner = ownerOf(store, runId)
  const events = store.listEventsAfter(runId, lastId, EVENTS_AT_ONCE)
  acks.write(
    ...events.map((event) => {
      const { command } = z.looseObject({ command: z.string().nullable().default(null) }).parse(event.payload ?? {})
      return { kind: 'event', id: event.id, hash: eventHash(event), event: event.kind, owner, command } as const
    }),
  )
  lastId = events.at(-1)?.id ?? lastId
}

/** A person at another window, who answers a permission while the turn waits for it. */
function answerPermissions(): void {
  if (hasEnded) return
  for (const gate of store.listOpenGates(runId)) if (gate.kind === 'permission') decide(backend, gate, 'approved')
}

function decide({ decide: answer }: Backend, gate: GateRecord, verdict: ApprovalVerdict): void {
  const { id, subjectHash } = gate
  const decided = answer(id, { subjectHash, verdict, source: 'human', rationale: 'because', payload: {} })
  if (!decided.ok) throw new Error(`Gate ${gate.kind} could not be answered: ${JSON.stringify(decided.error)}`)
  acks.write({ kind: 'decided', gateId: id, verdict })
}

function verdictOn({ kind, taskId }: GateRecord): ApprovalVerdict {
  const earlier = store.listGates(runId).filter((gate) => gate.kind === kind && gate.state === 'decided')
  const again = (isAsked: boolean): ApprovalVerdict => (isAsked ? 'changes_requested' : 'approved')
  if (kind === 'plan') return again(scenario.changesToPlan.includes(store.latestPlan(runId)?.revision ?? 0))
  if (kind === 'final') return again(scenario.changesToResult && earlier.length === 0)
  if (kind !== 'task' || taskId === null) return 'approved'
  const isFirst = !earlier.some((gate) => gate.taskId === taskId)
  return again(isFirst && scenario.changesToTask.includes(store.getTask(taskId).title))
}

/** The person wants the run back where its first attempt began. False: they do not, or it has been there. */
function wantsBack(): boolean {
  if (!scenario.returns || !store.listOpenGates(runId).some(({ kind }) => kind === 'final')) return false
  if (store.listEventsAfter(runId, 0, MOST_EVENTS).some(({ kind }) => kind === 'checkpoint_restored')) return false
  const checkpoint = store.listCheckpoints(runId).find(({ payload }) => checkpointFacts({ payload }).n === 1)
  if (checkpoint === undefined) throw new Error('There is no checkpoint before the first attempt')
  const asked = askToReturn(store, checkpoint.id, restoreHash(checkpoint.id, store.captureState(runId)))
  if (!asked.ok) throw new Error(asked.error.message)
  return true
}

async function begin(): Promise<string> {
  const known = store.runStore.listRuns()[0]
  if (known !== undefined) return known.id
  const release = execFileSync('git', ['rev-parse', 'release'], { cwd: repository, encoding: 'utf8' }).trim()
  const request = { repoPath: repository ?? '', goal: 'Make it right', config: scenario.config(release) }
  const started = await backend.startRun(request)
  if (!started.ok) throw new Error(started.error.message)
  return started.value.run.id
}

const owned = await backend.own()
if (!owned.ok) throw new Error(`The data folder has an owner: ${owned.error.pid}`)
console.error('at work')
runId = await begin()
store.subscribe(noteEvents)
store.subscribe(() => setImmediate(answerPermissions))
noteEvents()
for (;;) {
  const rest = await backend.drive(runId, new AbortController().signal)
  if (rest.kind === 'end') break
  const { controlReason } = store.getInternals(runId)
  if (rest.why === 'gate') {
    if (!wantsBack()) for (const gate of store.listOpenGates(runId)) decide(backend, gate, verdictOn(gate))
  } else if (['restart', 'returned'].includes(controlReason ?? '')) backend.control(runId, 'resume', 'person')
  else throw new Error(`The run waits: ${controlReason}`)
}
hasEnded = true
acks.write({ kind: 'ended', status: store.getRun(runId).status })
await backend.close()
