// A run on a small disk that an agent fills: what is saved, what is told, and what there is once there is room again. Prints one line of JSON.
import { closeSync, existsSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import path from 'node:path'
import { openBackend } from '../../electron/backend.ts'
import { explainFailure } from '../../electron/keep-folder.ts'
import { BALLAST_BYTES, ballastFile } from '../../electron/store/ballast.ts'

const [home = '', repository = ''] = process.argv.slice(2)
const filler = path.join(home, 'filler')

/** Until not a byte more fits. */
function fill(): void {
  const descriptor = openSync(filler, 'w')
  for (let size = 65_536; size >= 1; ) {
    try {
      if (writeSync(descriptor, Buffer.alloc(size, 1)) < size) size = Math.floor(size / 2)
    } catch {
      size = Math.floor(size / 2)
    }
  }
  closeSync(descriptor)
}

const told: string[] = []
const backend = await openBackend(
  { home, environment: {}, probeSandbox: async () => ({ kind: 'none', reason: 'None here.', remedy: null }) },
  undefined,
  (ports) => ({
    ...ports,
    agents: {
      runTurn: async ({ onOutput }) => {
        fill()
        onOutput({ kind: 'text', messageId: 'm', text: 'x'.repeat(300_000) })
        return {
          outcome: { kind: 'silent', detail: 'no' },
          sessionId: null,
          continued: false,
          stopReason: null,
          agentVersion: null,
          contextUsed: null,
          contextSize: null,
          tokens: null,
          costMicros: null,
          responseText: '',
          stderrTail: '',
        }
      },
    },
  }),
  (message) => told.push(message),
)
await backend.own()
const { store } = backend
const ballast = statSync(ballastFile(home))
const run = store.transaction(() => {
  const { id } = store.runStore.createRun('Fill it', repository)
  store.patchRun(id, {}, { branch: 'triptych/x', baseCommit: process.argv[4] ?? '', headCommit: process.argv[4] ?? '' })
  return id
})
const rest = await backend.drive(run, new AbortController().signal)
const whileFull = { isBallastThere: existsSync(ballastFile(home)), rows: store.runStore.listRuns().length }
let refusedMore: unknown = null
try {
  fill()
  for (let n = 0; ; n++) store.addEvent(run, 'system', 'note', 'x'.repeat(100_000), { n })
} catch (error) {
  refusedMore = explainFailure(home, error)?.kind
}
const { control, controlReason } = store.getInternals(run)
const events = store.listEvents(run, 1_000)
rmSync(filler)
const until = performance.now() + 20_000
while (!existsSync(ballastFile(home)) && performance.now() < until) await new Promise((done) => setTimeout(done, 100))
const isBallastBack = existsSync(ballastFile(home))
store.addEvent(run, 'system', 'note', 'room again', {})
await backend.close()
process.stdout.write(
  `${JSON.stringify({
    rest,
    whileFull,
    refusedMore,
    control,
    controlReason,
    paused: events.filter(({ kind }) => kind === 'run_paused').map(({ payload }) => payload),
    output: events.filter(({ kind }) => kind === 'agent_output').length,
    ballastBlocks: ballast.blocks * 512 >= BALLAST_BYTES,
    isBallastBack,
    told,
  })}\n`,
)
