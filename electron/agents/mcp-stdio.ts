import { mkdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js'
import type { McpServerLaunch } from '../engine/agents-port.ts'
import type { ChildMarkers } from '../process/child-markers.ts'
import type { Redactor } from '../secrets/redactor.ts'
import { type AgentProcess, readStderr, startAgentProcess } from './agent-process.ts'
import { createLineSplitter } from './json-lines.ts'
import type { McpBounds } from './mcp-bounds.ts'
import type { McpTool } from './mcp-facts.ts'
import { listTools } from './mcp-tools.ts'

/** How long a server may take to end by itself once its input is closed, and after SIGTERM. */
const STDIN_END_MS = 500
const TERM_GRACE_MS = 2_000

/** Starts the program in the folder `cwd`, asks for its tools, and ends it with everything it started. Throws what is wrong, for people. */
export async function askProgram(
  { command, args, env }: Extract<McpServerLaunch, { kind: 'stdio' }>,
  { cwd, markers, redactor }: { cwd: string; markers: ChildMarkers; redactor: Redactor },
  bounds: McpBounds,
): Promise<McpTool[]> {
  const { JSONRPCMessageSchema } = await import('@modelcontextprotocol/sdk/types.js')
  const parse = (line: string): JSONRPCMessage | null => {
    try {
      return JSONRPCMessageSchema.safeParse(JSON.parse(line)).data ?? null
    } catch {
      return null // Not JSON: some servers log to their output.
    }
  }
  mkdirSync(cwd, { recursive: true, mode: 0o700 })
  const marker = markers.open()
  const started = await startAgentProcess({ command, args, cwd, env, redactor, marker })
  if (started.kind === 'not_started') {
    markers.close(marker)
    throw new Error(`it could not be started: ${started.message}`)
  }
  const { process } = started
  const stderr = readStderr(process, () => undefined)
  try {
    return await listTools(streamTransport(process, parse, bounds), bounds)
  } catch (error) {
    if (!process.hasExited()) throw error
    const { exitCode, signal } = await process.exited
    throw new Error(
      `it ended (${signal ?? `exit code ${exitCode}`}) before its tools were known${lastWords(stderr.text())}`,
    )
  } finally {
    process.stdin.end()
    await Promise.race([process.exited, sleep(STDIN_END_MS)])
    const { left } = await process.endTree(TERM_GRACE_MS)
    if (left.length === 0) markers.close(marker)
  }
}

/** The last line of standard error that says something, ready to be put behind a sentence. */
function lastWords(stderr: string): string {
  const line = stderr.split('\n').findLast((text) => text.trim() !== '')
  return line === undefined ? '' : `; its last words: ${line.trim().slice(0, 200)}`
}

/** JSON lines over the program's streams. What is no message is passed over. */
function streamTransport(
  { stdin, stdout, outputEnded }: AgentProcess,
  parse: (line: string) => JSONRPCMessage | null,
  bounds: McpBounds,
): Transport {
  const splitter = createLineSplitter({
    line: (line) => {
      const message = parse(line)
      if (message !== null) transport.onmessage?.(message)
    },
    fragment: () => undefined,
  })
  let open = true
  const finish = (): void => {
    if (open) transport.onclose?.()
    open = false
  }
  const transport: Transport = {
    async start() {
      stdout.on('data', (chunk: Buffer) => {
        if (open && bounds.take(chunk.length)) splitter.push(chunk)
      })
      // Not at its exit: a program may leave its streams to another.
      void outputEnded.then(finish)
    },
    send: (message) =>
      new Promise((resolve) => {
        // That it reads no more is no reason to tell: how it ended is, or that it told nothing in time.
        stdin.write(`${JSON.stringify(message)}\n`, () => resolve())
      }),
    async close() {
      finish()
    },
  }
  return transport
}
