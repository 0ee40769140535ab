/** An agent pours out a gigabyte, through the product's driver into its store; meanwhile memory and the event loop are measured. */
import { mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createAgents } from '../../../electron/agents/agents.ts'
import type { TurnResult } from '../../../electron/engine/agents-port.ts'
import { createChildMarkers } from '../../../electron/process/child-markers.ts'
import { probeUntilFound } from '../../../electron/sandbox/probe.ts'
import { createOutputSink } from '../../../electron/store/output-sink.ts'
import { openStore } from '../../../electron/store/store.ts'
import { ok } from '../../../shared/result.ts'
import { NO_SECRETS } from '../../support/no-secrets.ts'
import type { FaultRun, FaultSection, Figure } from '../section.ts'

const MEBIBYTE = 1024 * 1024
const SIZES = { short: 48, full: 1024 }
/** What the garbage collector has not come to yet is in it; a gigabyte that is kept would be four times this. */
const MOST_GROWTH = 250 * MEBIBYTE
const MOST_STORED = 64 * MEBIBYTE
/** Of the processor's time, between two turns of the event loop, for 99 % of them: what a machine with other things to do adds does not count. */
const MOST_BUSY_MS = 50

interface Flood {
  result: TurnResult
  seconds: number
  growth: number
  busyMs: number
  lateMs: number
  storedBytes: number
}

export const floods: FaultSection = {
  name: 'floods',
  title: 'Floods of output [fault 14, 15]',
  async run({ scale, folder, say }: FaultRun): Promise<Figure[]> {
    const figures: Figure[] = []
    for (const [what, named] of [
      ['line', 'without a line end'],
      ['updates', 'of small valid messages'],
    ] as const) {
      const flood = await pour(path.join(folder, what), what, SIZES[scale])
      say(`${SIZES[scale]} MiB ${named} in ${flood.seconds.toFixed(1)} s`)
      figures.push(figureOf(`${SIZES[scale]} MiB ${named}`, flood))
    }
    return figures
  },
}

function figureOf(what: string, { result, seconds, growth, busyMs, lateMs, storedBytes }: Flood): Figure {
  const [grown, stored] = [growth, storedBytes].map((bytes) => Math.round(bytes / MEBIBYTE))
  const problems = [
    ...(result.outcome.kind === 'no_answer' ? [] : [`the turn ended ${result.outcome.kind}`]),
    ...(growth > MOST_GROWTH ? ['memory'] : []),
    ...(busyMs > MOST_BUSY_MS ? ['the event loop'] : []),
    ...(storedBytes > MOST_STORED ? ['the store'] : []),
  ]
  const measured = `${seconds.toFixed(1)} s; memory grew by ${grown} MiB; event loop busy for ${busyMs.toFixed(1)} ms at a time (99 %), late by ${lateMs.toFixed(1)} ms; ${stored} MiB stored`
  const bad = problems.length === 0 ? '' : `; bad: ${problems.join(', ')}`
  return {
    what: `floods of ${what} that filled memory or store, or held up the application`,
    count: 1,
    bad: problems.length,
    detail: measured + bad,
  }
}

async function pour(folder: string, what: string, mebibytes: number): Promise<Flood> {
  const worktree = path.join(folder, 'worktree')
  mkdirSync(worktree, { recursive: true })
  const file = path.join(folder, 'triptych.sqlite')
  const store = openStore(file)
  const { id: runId } = store.runStore.createRun('Flood', worktree)
  const sink = createOutputSink(store)
  const flooder = { command: path.join(import.meta.dirname, 'flooder.ts'), args: [what, String(mebibytes)] }
  const agents = createAgents({
    home: folder,
    environment: { PATH: '/usr/bin:/bin', HOME: folder },
    markers: await createChildMarkers(path.join(folder, 'children')),
    secrets: NO_SECRETS,
    settings: () => ok({ flooder }),
    probeSandbox: probeUntilFound,
  })
  const meter = startMeter()
  const result = await agents.runTurn({
    ...{ runId, turnId: 't', role: 'implementation', kind: 'implement', turnNumber: 1, task: null },
    ...{ agent: { id: 'flooder' }, expectedVersion: null, worktree, gitDir: path.join(folder, 'git'), sandbox: 'off' },
    ...{ readOnly: false, previousSessionId: null, previousCostMicros: null, mustContinue: false, mcpServers: [] },
    ...{ prompt: 'Pour.', brief: null },
    answer: { tool: 'report_result', problem: () => null, repairPrompt: () => 'stop' },
    transcriptFile: path.join(folder, 'transcript.jsonl'),
    ...{ idleMs: 300_000, hardMs: 300_000, signal: new AbortController().signal },
    onOutput: (output) => sink.write(runId, 'implementation', output),
    onInterrupt: () => () => undefined,
    onPermission: () => Promise.resolve('reject'),
  })
  const measured = meter.stop()
  await sink.flush()
  store.close()
  return { result, ...measured, storedBytes: statSync(file).size }
}

const LOOK_MS = 50

/** Looks at the memory and the event loop of this process, which stands for the application. */
function startMeter(): { stop(): Pick<Flood, 'seconds' | 'growth' | 'busyMs' | 'lateMs'> } {
  const startMs = performance.now()
  const before = process.memoryUsage.rss()
  let most = before
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, LOOK_MS)
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const busyMs: number[] = []
  let used = process.threadCpuUsage()
  const turns = setInterval(() => {
    const { user, system } = process.threadCpuUsage(used)
    busyMs.push((user + system) / 1_000)
    used = process.threadCpuUsage()
  }, 5)
  return {
    stop() {
      clearInterval(timer)
      clearInterval(turns)
      delay.disable()
      busyMs.sort((a, b) => a - b)
      const seconds = (performance.now() - startMs) / 1_000
      return {
        ...{ seconds, growth: most - before, lateMs: delay.percentile(99) / 1e6 },
        busyMs: busyMs[Math.floor(busyMs.length * 0.99)] ?? 0,
      }
    },
  }
}
