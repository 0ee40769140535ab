/** The same gates are answered by several processes at once, each with a verdict of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { z } from 'zod'
import { openStore, type Store } from '../../../electron/store/store.ts'
import type { FaultRun, FaultSection, Figure } from '../section.ts'

export const races: FaultSection = {
  name: 'races',
  title: 'Opposite verdicts on the same gates from four processes at once [fault 63, 64]',
  run: runRaces,
}

const PROCESSES = ['approved', 'rejected', 'changes_requested', 'approved'] as const
const DECIDER = path.join(import.meta.dirname, 'decide.ts')

const toldSchema = z.array(z.object({ id: z.string(), won: z.boolean(), verdict: z.string() }))
type Told = z.infer<typeof toldSchema>

async function runRaces({ memory, scale }: FaultRun): Promise<Figure[]> {
  const file = path.join(memory, 'triptych.sqlite')
  const count = scale === 'full' ? 4_000 : 200
  const store = openStore(file)
  try {
    const runId = askMuch(store, count)
    const outcomes = await raceFor(file, runId)
    return figures(store, runId, count, outcomes)
  } finally {
    store.close()
  }
}

function askMuch(store: Store, count: number): string {
  return store.transaction(() => {
    const run = store.runStore.createRun('A goal', '/repository')
    for (let number = 1; number <= count; number += 1)
      store.openGate({
        runId: run.id,
        kind: 'task',
        question: `Accept ${number}?`,
        subject: {},
        subjectHash: `${number}`,
      })
    return run.id
  })
}

/** What each process was told; null: it failed. */
async function raceFor(file: string, runId: string): Promise<{ told: Told | null; errors: string }[]> {
  const deciders = PROCESSES.map((verdict) => startDecider(file, runId, verdict))
  await Promise.all(deciders.map(({ ready }) => ready))
  for (const { child } of deciders) child.stdin?.end('go\n')
  return Promise.all(deciders.map(({ outcome }) => outcome))
}

function startDecider(file: string, runId: string, verdict: string) {
  const env = { NODE_NO_WARNINGS: '1' }
  const child: ChildProcess = spawn(process.execPath, [DECIDER, file, runId, verdict], { env })
  const [ready, isReady] = [Promise.withResolvers<void>(), /^ready\n/]
  let [output, errors] = ['', '']
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text
    if (isReady.test(output)) ready.resolve()
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const outcome = new Promise<{ told: Told | null; errors: string }>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      ready.resolve()
      const told = code === 0 ? toldSchema.parse(JSON.parse(output.replace(isReady, ''))) : null
      resolve({ told, errors })
    })
  })
  return { child, ready: ready.promise, outcome }
}

function figures(
  store: Store,
  runId: string,
  count: number,
  outcomes: readonly { told: Told | null; errors: string }[],
): Figure[] {
  const broken = outcomes.filter(({ told }) => told === null).map(({ errors }) => errors)
  const told = outcomes.flatMap((outcome) => outcome.told ?? [])
  const winners = Map.groupBy(
    told.filter(({ won }) => won),
    ({ id }) => id,
  )
  const gates = store.listGates(runId)
  const verdictOf = new Map(gates.map(({ id }) => [id, store.gateApproval(id)?.verdict]))
  const events = store.listEventsAfter(runId, 0, 10 * count).filter(({ kind }) => kind === 'gate_decided')
  const verdicts = Number(store.database.get('SELECT count(*) AS n FROM approvals WHERE run_id = ?', runId)?.['n'])
  const unlike = told.filter(({ id, verdict }) => verdictOf.get(id) !== verdict).length
  const shares = outcomes.map((outcome) => (outcome.told ?? []).filter(({ won }) => won).length)
  const failed = {
    what: 'answers of a process that failed',
    count: PROCESSES.length * count,
    bad: broken.length * count,
  }
  return [
    broken.length === 0 ? failed : { ...failed, detail: broken.join('\n') },
    {
      what: 'races that one process decided alone',
      count: 1,
      bad: shares.filter((share) => share > 0).length > 1 ? 0 : 1,
      detail: `gates that each process decided: ${shares.join(', ')}`,
    },
    {
      what: 'gates that not exactly one process decided',
      count,
      bad: gates.filter(({ id }) => winners.get(id)?.length !== 1).length,
    },
    { what: 'answers that were told another verdict than the one that counts', count: told.length, bad: unlike },
    { what: 'verdicts too many or too few', count, bad: Math.abs(verdicts - count) },
    { what: 'events of a decision too many or too few', count, bad: Math.abs(events.length - count) },
  ]
}
