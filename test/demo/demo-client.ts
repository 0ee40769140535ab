import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { PassThrough, Readable, Writable } from 'node:stream'
import {
  type ClientConnection,
  client,
  type InitializeResponse,
  type McpServer,
  methods,
  ndJsonStream,
  type PromptResponse,
  type RequestPermissionRequest,
  type SessionUpdate,
} from '@agentclientprotocol/sdk'
import type { TurnInfo } from '../../electron/agents/demo/script.ts'

const AGENT = path.resolve(import.meta.dirname, '../../electron/agents/demo/agent.ts')

interface Requests {
  newSession(cwd: string, mcpServers?: McpServer[]): Promise<string>
  /** Without `info` the request has no `_meta`. */
  prompt(sessionId: string, text: string, info?: Partial<TurnInfo>): Promise<PromptResponse>
  cancel(sessionId: string): Promise<void>
}

export interface DemoAgent extends Requests {
  initialized: Promise<InitializeResponse>
  updates: SessionUpdate[]
  /** Lines on standard output that are no JSON object. */
  strayLines: string[]
  permissions: RequestPermissionRequest[]
  stderr(): string
  /** Everything the agent said, joined. */
  said(): string
  /** Resolves at the first update after which the condition holds. */
  waitFor(condition: () => boolean): Promise<void>
  endInput(): void
  kill(signal: NodeJS.Signals): void
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  /** For the end of a test: nothing is left afterwards. */
  stop(): Promise<void>
}

interface Options {
  home: string
  script?: string
  fault?: string
  permission?: 'allow_once' | 'reject_once'
}

function spawnAgent(options: Options): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [AGENT], {
    env: {
      PATH: process.env['PATH'],
      HOME: options.home,
      NODE_COMPILE_CACHE: path.resolve(import.meta.dirname, '../../node_modules/.cache/compile'),
      ...(options.script === undefined ? {} : { TRIPTYCH_DEMO_SCRIPT: options.script }),
      ...(options.fault === undefined ? {} : { TRIPTYCH_DEMO_FAULT: options.fault }),
    },
  })
  // Writing to an agent that has gone is what some of these tests are about.
  child.stdin.on('error', () => undefined)
  return child
}

/** Starts the real demo agent as a child process, with an environment of its own, and a client that is connected to it. */
export function startDemoAgent(options: Options): DemoAgent {
  const child = spawnAgent(options)
  const exited = once(child, 'close').then(() => ({ code: child.exitCode, signal: child.signalCode }))
  const updates: SessionUpdate[] = []
  const permissions: RequestPermissionRequest[] = []
  const strayLines: string[] = []
  const changed = new EventTarget()
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8')
  })

  const connection = client({ name: 'test' })
    .onNotification(methods.client.session.update, ({ params }) => {
      updates.push(params.update)
      changed.dispatchEvent(new Event('update'))
    })
    .onRequest(methods.client.session.requestPermission, ({ params }) => {
      permissions.push(params)
      const wanted = params.options.find(({ kind }) => kind === (options.permission ?? 'allow_once'))
      return { outcome: { outcome: 'selected', optionId: wanted?.optionId ?? '' } }
    })
    .connect(ndJsonStream(Writable.toWeb(child.stdin), Readable.toWeb(jsonLines(child.stdout, strayLines))))
  const initialized = connection.agent.request(methods.agent.initialize, { protocolVersion: 1, clientCapabilities: {} })
  // A test that never asks for it must not fail for it.
  initialized.catch(() => undefined)

  return {
    ...requestsOf(connection, initialized),
    initialized,
    updates,
    strayLines,
    permissions,
    stderr: () => stderr,
    said: () => updates.map(saidIn).join(''),
    async waitFor(condition) {
      while (!condition()) await once(changed, 'update')
    },
    endInput: () => child.stdin.end(),
    kill: (signal) => child.kill(signal),
    exited,
    async stop() {
      connection.close()
      child.kill('SIGKILL')
      await exited
    },
  }
}

function requestsOf({ agent }: ClientConnection, initialized: Promise<unknown>): Requests {
  return {
    async newSession(cwd, mcpServers = []) {
      await initialized
      return (await agent.request(methods.agent.session.new, { cwd, mcpServers })).sessionId
    },
    prompt(sessionId, text, info) {
      const unknown = { role: 'implementation', kind: 'implement', turn: 1, task: null, attempt: null }
      const meta = info === undefined ? {} : { _meta: { triptych: { ...unknown, ...info } } }
      return agent.request(methods.agent.session.prompt, { sessionId, prompt: [{ type: 'text', text }], ...meta })
    },
    cancel: (sessionId) => agent.notify(methods.agent.session.cancel, { sessionId }),
  }
}

const saidIn = (update: SessionUpdate): string =>
  update.sessionUpdate === 'agent_message_chunk' && update.content.type === 'text' ? update.content.text : ''

/** The lines of `source` that are JSON objects; the others are kept aside, with the rest that has no line end. */
function jsonLines(source: Readable, strayLines: string[]): Readable {
  const out = new PassThrough()
  let rest = ''
  source.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('latin1')).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (isJsonObject(line)) out.write(Buffer.from(`${line}\n`, 'latin1'))
      else strayLines.push(line)
    }
  })
  source.on('end', () => {
    if (rest !== '') strayLines.push(rest)
    out.end()
  })
  return out
}

function isJsonObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
