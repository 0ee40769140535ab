/** An edit of a plan beside its approval, from two processes at once: one of them counts, and the other one is told. */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { decideGate } from '../../electron/engine/decide.ts'
import { openPlanGate, planRevisionOf } from '../../electron/engine/plan-gate.ts'
import type { DecideResult } from '../../electron/engine/ports.ts'
import { openStore, type Store } from '../../electron/store/store.ts'
import type { GateRecord } from '../../shared/domain.ts'
import { draft, temporaryFolder } from '../store/support.ts'
import { BASE } from '../support/scripted-world.ts'

const RUNS = 120
const EDITOR = path.join(import.meta.dirname, 'edit-all.ts')

function askAboutPlan(store: Store): GateRecord {
  return store.transaction(() => {
    const { id } = store.runStore.createRun('A goal', '/repository')
    const content = { summary: '', tasks: [draft('A')], risks: [], questions: [] }
    const plan = store.proposePlan(id, { reason: 'first', ...content, baseCommit: BASE })
    store.patchRun(id, {}, { needsPlan: null, baseCommit: BASE, headCommit: BASE })
    return openPlanGate(store, store.getRun(id), plan)
  })
}

/** What the other process was told, by run. */
function startEditor(file: string) {
  const child = spawn(process.execPath, [EDITOR, file], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ready = Promise.withResolvers<void>()
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    if (output.startsWith('ready\n')) ready.resolve()
  })
  const told = new Promise<Map<string, unknown>>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => resolve(new Map(JSON.parse(output.slice('ready\n'.length)))))
  })
  return { ready: ready.promise, go: () => child.stdin.end(), told }
}

/** Each a turn of the event loop apart, so that neither process has all of them before the other begins. */
async function approveAll(store: Store, gates: readonly GateRecord[]): Promise<Map<string, DecideResult>> {
  const answers = new Map<string, DecideResult>()
  for (const { id, runId, subjectHash } of gates) {
    const input = { subjectHash, verdict: 'approved', source: 'human', rationale: '', payload: {} } as const
    answers.set(runId, decideGate(store, id, input))
    await new Promise((resolve) => setImmediate(resolve))
  }
  return answers
}

test('a plan is edited or approved, never both, and the loser is told [fault 65]', { timeout: 60_000 }, async () => {
  const file = path.join(temporaryFolder(), 'triptych.sqlite')
  const store = openStore(file)
  onTestFinished(() => store.close())
  const gates = Array.from({ length: RUNS }, () => askAboutPlan(store))
  const editor = startEditor(file)
  await editor.ready
  editor.go()
  const answers = await approveAll(store, gates)
  const told = await editor.told
  const winners = gates.map(({ id, runId }) => {
    const [answer, edit] = [answers.get(runId), told.get(runId)]
    const [first, ...others] = store.listGates(runId)
    expect(first?.id).toBe(id)
    if (answer?.ok) {
      const { source, verdict, createdAt: at } = answer.value
      expect(edit).toEqual({ kind: 'already_decided', source, verdict, at })
      expect([first?.state, others.length]).toEqual(['decided', 0])
      expect(store.listTasks(runId).map(({ title }) => title)).toEqual(['A'])
      return 'approved'
    }
    expect([answer?.error.kind, edit]).toEqual(['void', 'edited'])
    // What is asked now is the edited plan, and nothing was accepted.
    expect([first?.state, others.map(planRevisionOf), others[0]?.state]).toEqual(['void', [2], 'open'])
    expect([store.listTasks(runId), store.listApprovals(runId)]).toEqual([[], []])
    return 'edited'
  })
  // They go at it from both ends, so each wins some.
  expect([...new Set(winners)].sort()).toEqual(['approved', 'edited'])
})
