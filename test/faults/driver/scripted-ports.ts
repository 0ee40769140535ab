/** Agents and commands of the driver: no processes, but real files in the real worktree, and answers that depend on the store alone. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { TurnOutcome, TurnRequest, TurnResult } from '../../../electron/engine/agents-port.ts'
import type { CommandOutcome } from '../../../electron/engine/file-ports.ts'
import type { EnginePorts } from '../../../electron/engine/ports.ts'
import type { EngineStore } from '../../../electron/engine/store-port.ts'
import { type AckFile, ownerOf } from './acks.ts'
import { draftOf, fileOf, type Scenario, type ScriptedTask, type Work } from './scenario.ts'

/** Long enough for a kill to fall into, short enough for thousands. */
const PAUSE_MS = 2
const LIMIT_MS = 300

export function scriptedPorts(ports: EnginePorts, scenario: Scenario, acks: AckFile, runId: () => string): EnginePorts {
  return {
    ...ports,
    mcp: { serversFor: async () => (scenario.hasServers ? SERVERS : { servers: [], failed: [] }) },
    agents: { runTurn: (request) => runTurn(ports.store, scenario, request) },
    commands: {
      runShell: async ({ command, cwd, signal }) => {
        acks.write({ kind: 'command', owner: ownerOf(ports.store, runId()), command })
        await sleep(PAUSE_MS)
        return outcomeOf(command, cwd, signal.aborted)
      },
    },
  }
}

const SERVERS = {
  servers: [
    {
      ...{ name: 'notes', hash: 'sha256:notes', commandLine: 'notes --serve', tools: ['read_note'] },
      launch: { kind: 'stdio' as const, name: 'notes', command: 'notes', args: ['--serve'], env: {} },
    },
  ],
  failed: [{ name: 'silent', problem: 'it did not answer' }],
}

/** `has <file> <word>`, or the set-up's `prepare`. */
function outcomeOf(command: string, cwd: string, aborted: boolean): CommandOutcome {
  const [verb, file = '', word = ''] = command.split(' ')
  const place = path.join(cwd, file)
  if (verb === 'prepare') {
    mkdirSync(path.join(cwd, '.cache'), { recursive: true })
    writeFileSync(path.join(cwd, '.cache/prepared'), 'yes\n')
  }
  const passed = verb === 'prepare' || (existsSync(place) && readFileSync(place, 'utf8').includes(word))
  const log = new TextEncoder().encode(`${command}: ${passed ? 'ok' : 'not ok'}\n`)
  return { exitCode: passed ? 0 : 1, signal: null, timedOut: false, aborted, durationMs: PAUSE_MS, log }
}

async function runTurn(store: EngineStore, scenario: Scenario, request: TurnRequest): Promise<TurnResult> {
  mkdirSync(path.dirname(request.transcriptFile), { recursive: true, mode: 0o700 })
  writeFileSync(request.transcriptFile, '')
  for (const text of ['I begin. ', 'I go on.']) {
    request.onOutput({ kind: 'text', messageId: 'm1', text })
    appendFileSync(request.transcriptFile, `${JSON.stringify({ from: 'agent', text })}\n`)
    await sleep(PAUSE_MS)
  }
  const outcome = request.signal.aborted
    ? ({ kind: 'stopped' } as const)
    : await outcomeOfTurn(store, scenario, request)
  return {
    outcome,
    sessionId: null,
    continued: false,
    stopReason: 'end_turn',
    agentVersion: null,
    tokens: 10,
    costMicros: null,
    contextUsed: null,
    contextSize: null,
    responseText: 'I begin. I go on.',
    stderrTail: '',
  }
}

async function outcomeOfTurn(store: EngineStore, scenario: Scenario, request: TurnRequest): Promise<TurnOutcome> {
  const answered = (answer: unknown): TurnOutcome => ({ kind: 'answered', via: 'tool', answer })
  const hindered = hindranceOf(store, scenario, request.runId)
  if (hindered !== null) return hindered
  const { role, kind, runId, worktree } = request
  const revision = store.latestPlan(runId)?.revision ?? 0
  if (role === 'strategy' && kind !== 'review') return answered(planOf(scenario, revision + 1))
  if (role === 'implementation') return implement(store, scenario, request)
  const objects = kind === 'review' && role === 'strategy' && scenario.objectsAt.includes(revision)
  const shabby =
    request.task !== null && readFileSync(path.join(worktree, fileOf(request.task.title)), 'utf8').includes('shabby')
  const status = objects || shabby ? 'not_met' : 'met'
  return answered({
    summary: `It is ${status}.`,
    criteria: [{ criterion: 1, status, reason: 'so', evidence: ['diff'] }],
  })
}

/** Each once, by the states of the turns before this one. */
function hindranceOf(store: EngineStore, { hindrances }: Scenario, runId: string): TurnOutcome | null {
  const states = store.listTurns(runId).map(({ state }) => state)
  if (hindrances.includes('limit') && !states.includes('limited'))
    return { kind: 'limited', until: new Date(Date.now() + LIMIT_MS).toISOString(), detail: 'Too many turns.' }
  if (hindrances.includes('login') && !states.includes('login'))
    return { kind: 'login', agent: 'scripted', remedy: 'Log in.' }
  return null
}

function planOf({ plans }: Scenario, revision: number): unknown {
  const tasks = plans[revision - 1] ?? plans.at(-1) ?? []
  return { summary: `Plan ${revision}`, tasks: tasks.map(draftOf), risks: [], questions: [] }
}

async function implement(store: EngineStore, scenario: Scenario, request: TurnRequest): Promise<TurnOutcome> {
  const { runId, worktree } = request
  const task = store.listTasks(runId, ['in_progress'])[0]
  if (task === undefined) throw new Error('No task is in progress')
  const scripted = scriptedTask(store, scenario, runId, task.title)
  if (scripted.asks !== undefined) await ask(request)
  if (scripted.asks === 'again') await ask(request)
  if (request.signal.aborted) return { kind: 'stopped' }
  const work = workNow(store, scripted, task.id)
  if (work === 'crash') return { kind: 'crashed', detail: 'exit code 1' }
  if (work === 'blocked') {
    const answer = { outcome: 'blocked', summary: 'cannot', blocker: { code: 'no-way', detail: 'It cannot be done.' } }
    return { kind: 'answered', via: 'tool', answer }
  }
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(worktree, file)), { recursive: true })
    writeFileSync(path.join(worktree, file), text)
  }
  write(
    fileOf(task.title),
    `${task.title}: ${{ wrong: 'wrong', shabby: 'right but shabby' }[String(work)] ?? 'right'}\n`,
  )
  await sleep(PAUSE_MS)
  if (work === 'outside') write(`elsewhere/${task.title}.txt`, 'outside\n')
  return { kind: 'answered', via: 'tool', answer: { outcome: 'done', summary: `Did ${task.title}.` } }
}

function scriptedTask(store: EngineStore, { plans }: Scenario, runId: string, title: string): ScriptedTask {
  const revision = store.latestPlan(runId)?.revision ?? 0
  const found = plans
    .slice(0, revision)
    .flat()
    .findLast((candidate) => candidate.title === title)
  if (found === undefined) throw new Error(`No plan has a task ${title}`)
  return found
}

/** By what the store knows of the task, so that a repeated turn does the same again. */
function workNow(store: EngineStore, { work }: ScriptedTask, taskId: string): Work {
  const wanted = work[Math.min(store.countedAttempts(taskId).count, work.length - 1)] ?? 'right'
  if (wanted !== 'crash') return wanted
  return store.listAttempts(taskId).length === 1 ? 'crash' : 'right'
}

async function ask({ onPermission }: TurnRequest): Promise<void> {
  const command = 'make everything'
  const request = { toolKind: 'execute', title: command, paths: [], command, ownTool: false, raw: { command } }
  await onPermission(request, new AbortController().signal)
}
