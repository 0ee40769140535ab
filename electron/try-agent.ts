import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { AgentChoice } from '../shared/config.ts'
import { ok } from '../shared/result.ts'
import { createAgents } from './agents/agents.ts'
import type { TurnRequest, TurnResult } from './engine/agents-port.ts'
import { repairPrompt } from './engine/prompts/repair.ts'
import { trialPrompt } from './engine/prompts/trial.ts'
import { runOutside } from './git/git.ts'
import { createChildMarkers } from './process/child-markers.ts'
import type { Secrets } from './secrets/secrets.ts'
import { settingsOf } from './settings.ts'
import { type Surroundings, sandboxProbe } from './start-run.ts'

/** What came of one small turn. */
export interface Trial {
  result: TurnResult
  durationMs: number
  /** Titles of what the agent asked to do, all of which was rejected. */
  rejected: string[]
  /** The raw exchange, one JSON line each, as a run's transcript has it: secrets are out of it. */
  transcript: string[]
}

const IDLE_MS = 60_000
const HARD_MS = 120_000

/**
 * One small turn of an agent through the driver that runs use, in an empty git repository under the data folder that is removed
 * afterwards. Needs not to drive the data folder: what is left behind is recorded, and ended by whoever drives it next.
 */
export async function tryAgent(
  around: Surroundings,
  secrets: Secrets,
  agent: AgentChoice,
  signal: AbortSignal,
): Promise<Trial> {
  mkdirSync(around.home, { recursive: true, mode: 0o700 })
  const home = realpathSync(around.home) // Permission requests name real paths.
  const folder = path.join(home, `trial-${randomUUID()}`)
  const place = { worktree: path.join(folder, 'repository'), transcriptFile: path.join(folder, 'transcript.jsonl') }
  mkdirSync(place.worktree, { recursive: true, mode: 0o700 })
  try {
    await runOutside(place.worktree, ['init', '--quiet'])
    const settings = () => {
      const read = settingsOf(around)
      return read.ok ? ok(read.value.agents) : read
    }
    const markers = await createChildMarkers(path.join(home, 'children'))
    const agents = createAgents({
      ...{ home, environment: around.environment, markers, secrets, settings },
      probeSandbox: () => sandboxProbe(around),
    })
    const rejected: string[] = []
    const startMs = performance.now()
    const result = await agents.runTurn(trialRequest(place, agent, signal, (title) => rejected.push(title)))
    const durationMs = Math.round(performance.now() - startMs)
    const transcript = readFileSync(place.transcriptFile, 'utf8').split('\n').slice(0, -1)
    return { result, durationMs, rejected, transcript }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function trialRequest(
  { worktree, transcriptFile }: Pick<TurnRequest, 'worktree' | 'transcriptFile'>,
  agent: AgentChoice,
  signal: AbortSignal,
  onRejected: (title: string) => void,
): TurnRequest {
  const ignore = (): void => undefined
  return {
    ...{ runId: 'trial', turnId: 'trial', role: 'implementation', kind: 'implement', turnNumber: 1 },
    ...{ task: { title: 'Trial', attemptNumber: 1 }, agent, worktree, transcriptFile, signal },
    ...{ gitDir: path.join(worktree, '.git'), sandbox: 'auto' },
    ...{
      readOnly: true,
      expectedVersion: null,
      previousSessionId: null,
      previousCostMicros: null,
      mustContinue: false,
      mcpServers: [],
      brief: null,
    },
    ...{ idleMs: IDLE_MS, hardMs: HARD_MS },
    prompt: trialPrompt(),
    answer: {
      tool: 'report_result',
      problem: () => null,
      repairPrompt: (problem) =>
        repairPrompt({ role: 'implementation', turn: 'implement', tool: 'report_result', problem }),
    },
    onOutput: ignore,
    onInterrupt: () => ignore,
    onPermission: (request) => {
      onRejected(request.title)
      return Promise.resolve('reject')
    },
  }
}
