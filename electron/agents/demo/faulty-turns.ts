import { execFile, spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { appendFile, chmod, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { RequestError } from '@agentclientprotocol/sdk'
import { DEMO_NOTICE } from './conversation.ts'
import type { FaultName } from './fault.ts'
import type { Step } from './script.ts'
import { askFirst, performSteps, type Turn } from './steps.ts'

const SLOW_WORD_PAUSE_MS = 200
const SLOW_WORDS = 300
const FLOOD_UPDATES = 100_000
const FLOOD_BATCH = 1_000
const LIMIT_RESETS_AFTER_MS = 5_000
/** An orphan that nobody finds ends by itself. */
const ORPHAN_LIFE_MS = 600_000
const LONGEST_TIMER_MS = 2 ** 31 - 1

type FaultyTurn = (turn: Turn, steps: readonly Step[]) => Promise<void>

const workOf = (steps: readonly Step[]): Step[] => steps.filter((step) => step.tool === undefined)
const answersOf = (steps: readonly Step[]): Step[] => steps.filter((step) => step.tool !== undefined)

/** How a turn with these steps goes wrong. Each but `hang`, `ignore_sigterm` and `rate_limit` says first what it is, as every demo turn does. */
export const FAULTY_TURNS: Record<FaultName, FaultyTurn> = {
  hang: (turn) => sleep(LONGEST_TIMER_MS, undefined, { signal: turn.signal }),

  /** Deaf to cancellation, the end of standard input and SIGTERM: only SIGKILL ends it. */
  async ignore_sigterm() {
    process.on('SIGTERM', () => undefined)
    await sleep(LONGEST_TIMER_MS)
  },

  async rate_limit() {
    const resetsAt = new Date(Date.now() + LIMIT_RESETS_AFTER_MS).toISOString()
    const message = `429 Too Many Requests: usage limit reached, try again at ${resetsAt}`
    throw new RequestError(429, message, { status: 429, code: 'usage_limit_reached', resetsAt })
  },

  slow: announced(async (turn, steps) => {
    for (let word = 1; word <= SLOW_WORDS; word += 1) {
      await turn.say(`word-${word} `, 0)
      await sleep(SLOW_WORD_PAUSE_MS, undefined, { signal: turn.signal })
    }
    await performSteps(turn, steps)
  }),

  flood: announced(async (turn, steps) => {
    for (let sent = 0; sent < FLOOD_UPDATES; sent += FLOOD_BATCH) {
      turn.signal.throwIfAborted()
      await Promise.all(
        Array.from({ length: FLOOD_BATCH }, (_, index) =>
          turn.update({ sessionUpdate: 'agent_message_chunk', content: { type: 'text', text: `${sent + index} ` } }),
        ),
      )
    }
    await performSteps(turn, steps)
  }),

  crash: announced(async (turn, steps) => {
    await performSteps(turn, workOf(steps))
    await written(process.stderr, 'demo agent: fault "crash": something went terribly wrong\n')
    process.exit(1)
  }),

  garbage: announced(async (turn, steps) => {
    await written(process.stdout, 'Warning: this line is not JSON\n{"jsonrpc":"2.0","method":\n\n42\n[]\n')
    await performSteps(turn, workOf(steps))
    await written(process.stdout, '\u001b[31mstill not JSON\u001b[0m\n')
    await performSteps(turn, answersOf(steps))
  }),

  half_line: announced(async (turn, steps) => {
    await performSteps(turn, workOf(steps))
    await written(process.stdout, '{"jsonrpc":"2.0","method":"session/update","params":{"sessionId":"')
    process.exit(0)
  }),

  no_answer: announced(async (turn, steps) => {
    await performSteps(turn, workOf(steps))
    await turn.say('Everything is done.')
  }),

  wrong_answer: announced(async (turn, steps) => {
    await performSteps(turn, workOf(steps))
    for (const { tool } of steps) {
      if (tool !== undefined) await performSteps(turn, [{ tool: { name: tool.name, arguments: { result: 'fine' } } }])
    }
  }),

  lie: announced(async (turn, steps) => {
    const summary = 'Everything is implemented and all tests pass.'
    for (const { tool } of steps) {
      if (tool === undefined) continue
      const claim = tool.name === 'report_result' ? { outcome: 'done', summary } : tool.arguments
      await performSteps(turn, [{ say: summary }, { tool: { name: tool.name, arguments: claim } }])
    }
  }),

  stray_write: announced(async (turn, steps) => {
    await performSteps(turn, [{ write: { path: 'outside.txt', content: 'No task asked for this file.\n' } }])
    const [test] = globSync('**/*.test.*', { cwd: turn.cwd, exclude: ['node_modules'] }).sort()
    if (test !== undefined)
      await appendFile(path.join(turn.cwd, test), '// Changed by the demo agent, which may not.\n')
    await performSteps(turn, steps)
  }),

  commit: announced(async (turn, steps) => {
    await performSteps(turn, workOf(steps))
    await meddleWithGit(turn)
    await performSteps(turn, answersOf(steps))
  }),

  ask_permission: announced(async (turn, steps) => {
    const rawInput = { command: 'npm install left-pad' }
    await askFirst(turn, { title: rawInput.command, kind: 'execute', rawInput })
    await performSteps(turn, steps)
  }),

  orphan: announced(async (turn, steps) => {
    await turn.say(`Process ${await startOrphan()} runs on by itself. `, 0)
    await performSteps(turn, steps)
  }),
}

function announced(go: FaultyTurn): FaultyTurn {
  return async (turn, steps) => {
    await turn.say(`${DEMO_NOTICE} `)
    await go(turn, steps)
  }
}

/** Everything an agent may try with the repository's own git. What git refuses is told and changes nothing. */
async function meddleWithGit(turn: Turn): Promise<void> {
  const git = async (...args: string[]): Promise<string> => {
    try {
      const { stdout } = await promisify(execFile)('git', args, { cwd: turn.cwd })
      await turn.say(`git ${args[0]}: done. `, 0)
      return stdout.trim()
    } catch (error) {
      await turn.say(`git ${args[0]}: ${error instanceof Error ? error.message : error} `, 0)
      return ''
    }
  }
  await git('config', 'user.name', 'Demo Intruder')
  await git('config', 'user.email', 'intruder@triptych.invalid')
  await git('add', '--all')
  await git('commit', '--no-verify', '--message=Committed by the demo agent itself')
  await git('branch', '-f', 'main', 'HEAD')
  const hooks = await git('rev-parse', '--git-path', 'hooks')
  if (hooks !== '') await addHook(path.resolve(turn.cwd, hooks))
}

async function addHook(folder: string): Promise<void> {
  const file = path.join(folder, 'post-checkout')
  await mkdir(folder, { recursive: true })
  await writeFile(file, '#!/bin/sh\necho "hook of the demo agent" >> demo-agent-hook.txt\n')
  await chmod(file, 0o755)
}

/** Started by a process that has already ended, in a session of its own: no child and no group member of this one. */
function startOrphan(): Promise<string> {
  const sleeper = `setTimeout(() => {}, ${ORPHAN_LIFE_MS})`
  const starter = `const child = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(sleeper)}],
    { detached: true, stdio: 'ignore' }); child.unref(); process.stdout.write(String(child.pid))`
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['-e', starter], { stdio: ['ignore', 'pipe', 'inherit'] })
    let pid = ''
    child.stdout.on('data', (chunk: Buffer) => {
      pid += chunk.toString('utf8')
    })
    child.on('error', reject)
    child.on('close', () => resolve(pid))
  })
}

/** Resolves once the bytes have left this process, so that an exit right after loses nothing. */
function written(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => stream.write(text, (error) => (error ? reject(error) : resolve())))
}
