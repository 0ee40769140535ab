import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { createAgents } from '../../electron/agents/agents.ts'
import type { AgentOutput, PermissionRequest, TurnRequest, TurnResult } from '../../electron/engine/agents-port.ts'
import { promptDocument } from '../../electron/engine/prompts/heading.ts'
import { createChildMarkers } from '../../electron/process/child-markers.ts'
import { type ProcessEntry, readProcessTable } from '../../electron/process/process-table.ts'
import { probeUntilFound } from '../../electron/sandbox/probe.ts'
import { ok } from '../../shared/result.ts'
import { type FakeModel, type FakeScript, startFakeModel } from '../support/fake-model.ts'
import { NO_SECRETS } from '../support/no-secrets.ts'
import { makeRepository, makeTempFolder, type TestRepository } from '../support/repository.ts'
import type { RealAgent } from './real-agents.ts'

export interface TurnOptions extends Partial<Omit<TurnRequest, 'answer'>> {
  /** Titles the prompt, by which a script tells turns of one kind apart. */
  title?: string
  /** What the person says to every request. Without it a request is a failure of the turn. */
  permission?: 'allow' | 'reject'
}

export interface RealTurn {
  result: TurnResult
  outputs: AgentOutput[]
  permissions: PermissionRequest[]
  /** What still runs with a marker of the turn. */
  survivors: number
}

/** One person's machine: a home, a repository and the scripted model. Closed at the end of the test. */
export interface World {
  agent: RealAgent
  model: FakeModel
  repository: TestRepository
  /** One turn of the agent through the driver, started by an application of its own. */
  turn(options?: TurnOptions): Promise<RealTurn>
  /** The processes of the turns that run now. */
  running(): Promise<ProcessEntry[]>
}

export async function openWorld(agent: RealAgent, script: FakeScript): Promise<World> {
  const home = makeHome() // Removed last.
  const model = await startFakeModel({ script })
  const over = new AbortController()
  const turns: Promise<unknown>[] = []
  onTestFinished(async () => {
    // A test that failed or took too long leaves its turns behind.
    over.abort()
    await Promise.allSettled(turns)
    await model.close()
  })
  const repository = makeRepository()
  const markers = new Set<string>()
  const running = async (): Promise<ProcessEntry[]> =>
    (await readProcessTable()).filter(({ marker }) => marker !== null && markers.has(marker))
  return {
    agent,
    model,
    repository,
    running,
    turn(options = {}) {
      const surroundings = { agent, model, home, repository, markers, running, over: over.signal }
      const turn = runTurn(surroundings, options)
      turns.push(turn)
      return turn
    },
  }
}

/** Not below TMPDIR, as nobody's home is: Codex would put no helper of its sandbox there. A clone of this project may well be. */
export function makeHome(): string {
  const home = mkdtempSync('/var/tmp/triptych-person-')
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  return home
}

interface Surroundings extends Pick<World, 'agent' | 'model' | 'repository' | 'running'> {
  home: string
  markers: Set<string>
  /** Aborted at the end of the test. */
  over: AbortSignal
}

async function runTurn(surroundings: Surroundings, options: TurnOptions): Promise<RealTurn> {
  const outputs: AgentOutput[] = []
  const permissions: PermissionRequest[] = []
  const data = makeTempFolder('data')
  const request = turnRequest(surroundings, data, options)
  const result = await (await createApplication(surroundings, data)).runTurn({
    ...request,
    onOutput(output) {
      outputs.push(output)
      request.onOutput(output)
    },
    onPermission(asked, open) {
      permissions.push(asked)
      return request.onPermission(asked, open)
    },
  })
  const survivors = (await surroundings.running()).length
  return { result, outputs, permissions, survivors }
}

/** The product's own driver and presets, with what a person would write into the settings. */
async function createApplication({ agent, model, home, markers }: Surroundings, data: string) {
  const recorded = await createChildMarkers(path.join(data, 'children'))
  const open = (): string => {
    const marker = recorded.open()
    markers.add(marker)
    return marker
  }
  const entry = { ...agent.configure(home, model.origin), command: agent.program }
  return createAgents({
    home: data,
    environment: personsEnvironment(home),
    markers: { ...recorded, open },
    secrets: NO_SECRETS,
    settings: () => ok({ [agent.id]: entry }),
    probeSandbox: probeUntilFound,
  })
}

/** Nothing of this machine but where programs are. */
function personsEnvironment(home: string): Record<string, string> {
  const temporary = path.join(home, 'tmp')
  mkdirSync(temporary, { recursive: true })
  const programs = [path.dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(path.delimiter)
  return { PATH: programs, HOME: home, USER: 'ada', SHELL: '/bin/bash', LANG: 'C.UTF-8', TMPDIR: temporary }
}

function turnRequest({ agent, repository, over }: Surroundings, data: string, options: TurnOptions): TurnRequest {
  const { title = 'A task', permission, ...given } = options
  const heading = { role: 'implementation', kind: 'implement', task: { title, attemptNumber: 1 } } as const
  return {
    ...{ runId: 'r1', turnId: 't1', turnNumber: 1, ...heading },
    agent: { id: agent.id, ...(agent.model === null ? {} : { model: agent.model }) },
    worktree: repository.root,
    gitDir: path.join(repository.root, '.git'),
    sandbox: 'auto',
    readOnly: false,
    expectedVersion: null,
    previousSessionId: null,
    mustContinue: false,
    previousCostMicros: null,
    mcpServers: [],
    prompt: promptDocument(heading, ['Do it, then call the tool report_result.']),
    brief: null,
    answer: {
      tool: 'report_result',
      problem: () => null,
      repairPrompt: (problem) => promptDocument({ ...heading, kind: 'repair' }, [problem]),
    },
    transcriptFile: path.join(data, 'transcript.jsonl'),
    idleMs: 120_000,
    hardMs: 150_000,
    onOutput: () => undefined,
    onInterrupt: () => () => undefined,
    onPermission: () => answerPermission(permission),
    ...given,
    signal: AbortSignal.any([over, ...(given.signal === undefined ? [] : [given.signal])]),
  }
}

function answerPermission(permission: TurnOptions['permission']): Promise<'allow' | 'reject'> {
  if (permission === undefined) return Promise.reject(new Error('No permission request was expected'))
  return Promise.resolve(permission)
}
