/** The person of the driver's runs: what they answer depends on the scenario and the store alone, so that they say the same again. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, utimesSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Backend } from '../../../electron/backend.ts'
import type { Rest } from '../../../electron/engine/engine.ts'
import { askToReturn, restoreHash } from '../../../electron/engine/restore-state.ts'
import { verifyFolder } from '../../../electron/export/verify/verify-folder.ts'
import { checkpointFacts } from '../../../shared/checkpoint-facts.ts'
import type { GateRecord } from '../../../shared/domain.ts'
import type { ApprovalVerdict } from '../../../shared/words.ts'
import type { AckFile } from './acks.ts'
import type { Scenario } from './scenario.ts'

export interface Person {
  /** Starts the run, if nobody has; its id. */
  begin(repository: string): Promise<string>
  /** Answers permissions while a turn waits for them. Returns its end. */
  answerPermissions(runId: string): () => void
  /** Does what a run waits for. */
  goOn(runId: string, why: Extract<Rest, { kind: 'wait' }>['why']): Promise<void>
  /** After its end: keeps a form and an export, forks the run and deletes the fork for good, removes the run and puts it back, each once; and sweeps. */
  tidyUp(runId: string): Promise<void>
}

const MOST_EVENTS = 1_000_000
const LOOK_MS = 5
/** A limit's time that has passed before it was noted is waited out for minutes. */
const PATIENCE_MS = 1_000
/** Why a run is paused that only has to be resumed. */
const RESUMED: readonly (string | null)[] = ['restart', 'returned']

/** `place`: a folder of the person's, for what they keep. */
export function createPerson(backend: Backend, scenario: Scenario, acks: AckFile, place: string): Person {
  const { store } = backend

  /** Who is asked was told before. */
  const decide = (gate: GateRecord, verdict: ApprovalVerdict): void => {
    const { id, kind, subjectHash } = gate
    if (backend.notices.isToTell(gate)) {
      backend.notices.tell(gate, () => acks.write({ kind: 'notice', gateId: id }))
      acks.write({ kind: 'notice_recorded', gateId: id })
    }
    const payload = kind === 'permission' ? { remember: true } : {}
    const decided = backend.decide(id, { subjectHash, verdict, source: 'human', rationale: 'because', payload })
    if (!decided.ok) throw new Error(`Gate ${kind} could not be answered: ${JSON.stringify(decided.error)}`)
    acks.write({ kind: 'decided', gateId: id, verdict })
  }

  const verdictOn = ({ runId, kind, taskId }: GateRecord): ApprovalVerdict => {
    const earlier = store.listGates(runId).filter((gate) => gate.kind === kind && gate.state === 'decided')
    const again = (isAsked: boolean): ApprovalVerdict => (isAsked ? 'changes_requested' : 'approved')
    if (kind === 'plan') return again(scenario.changesToPlan.includes(store.latestPlan(runId)?.revision ?? 0))
    if (kind === 'final') return again(scenario.changesToResult && earlier.length === 0)
    if (kind !== 'task' || taskId === null) return 'approved'
    const isFirst = !earlier.some((gate) => gate.taskId === taskId)
    return again(isFirst && scenario.changesToTask.includes(store.getTask(taskId).title))
  }

  /** Returns the run to where its first attempt began. False: nobody wants that, or it has been there. */
  const hasReturned = (runId: string): boolean => {
    if (!scenario.returns || !store.listOpenGates(runId).some(({ kind }) => kind === 'final')) return false
    const events = store.listEventsAfter(runId, 0, MOST_EVENTS)
    if (events.some(({ kind }) => kind === 'checkpoint_restored')) return false
    const checkpoint = store.listCheckpoints(runId).find(({ payload }) => checkpointFacts({ payload }).n === 1)
    if (checkpoint === undefined) throw new Error('There is no checkpoint before the first attempt')
    const asked = askToReturn(store, checkpoint.id, restoreHash(checkpoint.id, store.captureState(runId)))
    if (!asked.ok) throw new Error(asked.error.message)
    return true
  }

  /** The plan as the person would have it, and a message besides; each once. */
  const steer = (runId: string): void => {
    const revision = store.latestPlan(runId)?.revision ?? 0
    if (!scenario.editsPlan.includes(revision)) return
    if (store.listMessages(runId).length === 0)
      must(backend.steer(runId, 'implementation', 'next_turn', 'Mind the end.'))
    const tasks = store.getPlan(runId, revision).tasks.map(({ title, objective, ...task }) => {
      return { ...task, title, objective: `${objective} Soon.` }
    })
    must(backend.editPlan(runId, revision, tasks))
  }

  const hasEvent = (runId: string, kind: string): boolean =>
    store.listEventsAfter(runId, 0, MOST_EVENTS).some((event) => event.kind === kind)
  const isInTrash = (runId: string): boolean => store.listTrash().some((record) => record.runId === runId)
  const remove = async (runId: string): Promise<void> => {
    if (!isInTrash(runId)) must(backend.trash.remove(runId))
    await backend.trash.settle(() => false)
  }

  return {
    async begin(repository) {
      // The oldest: a fork is newer.
      const known = store.runStore.listRuns().at(-1)
      if (known !== undefined) return known.id
      const attachments = [giveFile(backend)]
      const release = execFileSync('git', ['rev-parse', 'release'], { cwd: repository, encoding: 'utf8' }).trim()
      const request = { repoPath: repository, goal: 'Make it right', config: scenario.config(release), attachments }
      const started = await backend.startRun(request)
      if (!started.ok) throw new Error(started.error.message)
      return started.value.run.id
    },
    answerPermissions(runId) {
      let isOver = false
      const answer = (): void => {
        if (isOver) return
        for (const gate of store.listOpenGates(runId)) if (gate.kind === 'permission') decide(gate, 'approved')
      }
      store.subscribe(() => setImmediate(answer))
      return () => {
        isOver = true
      }
    },
    async goOn(runId, why) {
      const { controlReason } = store.getInternals(runId)
      if (why === 'gate') {
        if (store.listOpenGates(runId).some(({ kind }) => kind === 'plan')) steer(runId)
        if (!hasReturned(runId)) for (const gate of store.listOpenGates(runId)) decide(gate, verdictOn(gate))
      } else if (why === 'limit') {
        await waitForLimit(backend, runId)
      } else if (RESUMED.includes(controlReason)) backend.control(runId, 'resume', 'person')
      else throw new Error(`The run waits: ${controlReason}`)
    },
    async tidyUp(runId) {
      const form = { id: 'form', kind: 'template', name: 'Again', form: '{}' } as const
      store.saveForm(form)
      store.removeForm(form.id)
      await keepExport(backend, runId, place)
      ageUnknownRuns(backend)
      // First, so that the rest is done with what was swept.
      await backend.housekeeping.sweep(() => false, new AbortController().signal)
      const [checkpoint] = store.listCheckpoints(runId)
      if (checkpoint !== undefined && !hasEvent(runId, 'run_forked'))
        must(await backend.checkpoints.fork(checkpoint.id))
      for (const fork of store.forksOf(runId)) {
        await remove(fork)
        // What was cut in the middle of it was done by now.
        if (store.hasRun(fork)) must(backend.trash.purge(fork))
        await backend.trash.settle(() => false)
      }
      if (!hasEvent(runId, 'run_put_back')) {
        if (!hasEvent(runId, 'run_removed')) await remove(runId)
        await backend.trash.settle(() => false)
        if (isInTrash(runId)) must(backend.trash.putBack(runId))
      }
      await backend.trash.settle(() => false)
    },
  }
}

/** An earlier life's, if it came to its end. */
function giveFile({ store, uploads }: Backend): string {
  const known = store.listUploads().find(({ sha256 }) => sha256 !== null)
  if (known !== undefined) return known.id
  const bytes = Buffer.from('Mind the names.\n')
  const taken = uploads.take({ name: 'notes.txt', total: bytes.length, offset: 0, bytes })
  if (!taken.ok) throw new Error(taken.error.message)
  return taken.value.id
}

async function waitForLimit(backend: Backend, runId: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += LOOK_MS) {
    if (backend.wake(runId)) return
    await sleep(LOOK_MS)
  }
  must(backend.control(runId, 'resume', 'person'))
}

/** A day goes by for what was written for runs that were never recorded. */
function ageUnknownRuns({ home, store }: Backend): void {
  const runs = path.join(home, 'runs')
  const unknown = readdirSync(runs).filter((name) => !store.hasRun(name))
  const before = (Date.now() - 2 * DAY_MS) / 1_000
  for (const name of unknown) utimesSync(path.join(runs, name, 'artifacts'), before, before)
}
const DAY_MS = 86_400_000

/** It is there whole or not at all. */
async function keepExport({ exports }: Backend, runId: string, place: string): Promise<void> {
  const folder = path.join(place, 'export')
  if (!existsSync(folder)) must(await exports.write(runId, { folder }, new AbortController().signal))
  const verified = await verifyFolder(folder, null)
  if (!verified.ok || verified.value.problems.length > 0)
    throw new Error(`The export is not whole: ${JSON.stringify(verified)}`)
}

/** What the person asks for is done: it depends on the store alone, so a refusal is a fault. */
function must(result: { ok: boolean; error?: unknown }): void {
  if (!result.ok) throw new Error(`Refused: ${JSON.stringify(result.error)}`)
}
