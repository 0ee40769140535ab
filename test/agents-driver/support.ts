import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { type AcpOptions, createAcpAgents } from '../../electron/agents/acp.ts'
import type { AgentSpec } from '../../electron/agents/catalog.ts'
import { createCommandAgents } from '../../electron/agents/command.ts'
import type { AgentOutput, TurnRequest, TurnResult } from '../../electron/engine/agents-port.ts'
import { createChildMarkers } from '../../electron/process/child-markers.ts'
import { readProcessTable } from '../../electron/process/process-table.ts'
import { probeUntilFound } from '../../electron/sandbox/probe.ts'
import { err, ok } from '../../shared/result.ts'
import { NO_SECRETS } from '../support/no-secrets.ts'

export const TOY = path.join(import.meta.dirname, 'fixtures', 'toy-agent.ts')

export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'triptych-driver-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The environment a test's application has: no credential of the machine, a home of its own. */
export const testEnvironment = (home: string) => ({
  PATH: process.env['PATH'],
  HOME: home,
  LANG: 'C.UTF-8',
  SECRET: 'no',
})

export const toySpec = (behaviour: string, change: Partial<AgentSpec> = {}): AgentSpec => ({
  id: 'toy',
  name: 'Toy',
  family: 'toy',
  command: TOY,
  args: [behaviour],
  // Its libraries load in half the time with their compiled form kept.
  env: { NODE_COMPILE_CACHE: path.resolve(import.meta.dirname, '../../node_modules/.cache/compile') },
  passed: [],
  home: 'user',
  turnFacts: false,
  resumable: true,
  modelFlag: null,
  readOnlyMode: null,
  driver: 'acp',
  prompt: 'stdin',
  output: 'text',
  preset: null,
  state: [],
  writable: [],
  sandbox: true,
  ownSandbox: false,
  missingRemedy: 'Install the toy.',
  loginRemedy: 'Log in to the toy.',
  ...change,
})

export interface ToyTurn {
  result: TurnResult
  outputs: AgentOutput[]
  transcript: { from: string; message?: unknown; text?: string }[]
  /** Processes with a marker of this turn that still run. */
  survivors: number
  home: string
}

export interface ToyOptions extends Partial<Omit<TurnRequest, 'answer'>> {
  spec?: Partial<AgentSpec>
  timing?: AcpOptions['timing']
  secrets?: AcpOptions['secrets']
  probeSandbox?: AcpOptions['probeSandbox']
  environment?: Record<string, string>
  problem?: (answer: unknown) => string | null
  /** Outputs are not kept: there are too many. */
  forgetOutputs?: true
}

/** Waits are short: these agents are on this machine and do nothing. */
const TIMING = { cancelMs: 300, closeMs: 500, stdinEndMs: 600, termMs: 300, initializeMs: 15_000 }

/** Runs one turn of a toy agent, for real. */
export async function runToy(behaviour: string, options: ToyOptions = {}): Promise<ToyTurn> {
  const home = temporaryFolder()
  const worktree = path.join(home, 'worktree')
  mkdirSync(worktree)
  const outputs: AgentOutput[] = []
  const opened: string[] = []
  const markers = await createChildMarkers(path.join(home, 'children'))
  const open = (): string => {
    const marker = markers.open()
    opened.push(marker)
    return marker
  }
  const { spec, timing, environment, problem, onOutput, secrets, probeSandbox, forgetOutputs, ...request } = options
  const createAgents = spec?.driver === 'command' ? createCommandAgents : createAcpAgents
  const agents = createAgents({
    home,
    environment: { ...testEnvironment(home), ...environment },
    markers: { ...markers, open },
    secrets: secrets ?? NO_SECRETS,
    findSpec: (id) => (id === 'toy' ? ok(toySpec(behaviour, spec)) : err(`No agent ${id}.`)),
    probeSandbox: probeSandbox ?? probeUntilFound,
    timing: { ...TIMING, ...timing },
  })
  const transcriptFile = path.join(home, 'runs', 'r1', 'turns', 't1.jsonl')
  const result = await agents.runTurn({
    runId: 'r1',
    turnId: 't1',
    role: 'implementation',
    kind: 'implement',
    turnNumber: 3,
    task: { title: 'A task', attemptNumber: 2 },
    agent: { id: 'toy' },
    worktree,
    gitDir: path.join(home, 'agent.git'),
    sandbox: 'off',
    expectedVersion: null,
    previousSessionId: null,
    prompt: 'Do it.',
    brief: null,
    answer: {
      tool: 'report_result',
      problem: problem ?? (() => null),
      repairPrompt: (wrong) => `REPAIR ${wrong}`,
    },
    transcriptFile,
    idleMs: 10_000,
    readOnly: false,
    mustContinue: false,
    previousCostMicros: null,
    mcpServers: [],
    hardMs: 60_000,
    onInterrupt: () => () => undefined,
    signal: new AbortController().signal,
    onPermission: () => Promise.reject(new Error('No permission was expected')),
    ...request,
    onOutput(output) {
      if (forgetOutputs !== true) outputs.push(output)
      onOutput?.(output)
    },
  })
  const table = await readProcessTable()
  const survivors = table.filter((entry) => entry.marker !== null && opened.includes(entry.marker)).length
  return { result, outputs, transcript: readTranscript(transcriptFile), survivors, home }
}

/** Empty if no program ran. */
function readTranscript(file: string): ToyTurn['transcript'] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1)
  return lines.map((line) => JSON.parse(line))
}

export const textOf = (outputs: readonly AgentOutput[]): string =>
  outputs.flatMap((output) => (output.kind === 'text' ? [output.text] : [])).join('')

/** Methods the application sent, in order. */
export const sentMethods = (turn: ToyTurn): string[] =>
  turn.transcript.flatMap(({ from, message }) => {
    const sent = from === 'application' && typeof message === 'object' && message !== null && 'method' in message
    return sent ? [String(message.method)] : []
  })
