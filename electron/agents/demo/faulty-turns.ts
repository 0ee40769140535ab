import { globSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DEMO_NOTICE } from './conversation.ts'
import type { FaultName } from './fault.ts'
import { meddleWithGit, startOrphan } from './mischief.ts'
import { PROVIDER_FAULTS } from './provider-faults.ts'
import type { Step } from './script.ts'
import { askFirst, performSteps, type Turn } from './steps.ts'

const SLOW_WORD_PAUSE_MS = 200
const SLOW_WORDS = 300
const FLOOD_UPDATES = 100_000
const FLOOD_BATCH = 1_000
const LONGEST_TIMER_MS = 2 ** 31 - 1

export type FaultyTurn = (turn: Turn, steps: readonly Step[]) => Promise<void>

const workOf = (steps: readonly Step[]): Step[] => steps.filter((step) => step.tool === undefined)
const answersOf = (steps: readonly Step[]): Step[] => steps.filter((step) => step.tool !== undefined)

/** How a turn with these steps goes wrong. Each but `hang`, `ignore_sigterm` and the provider's faults says first what it is, as every demo turn does. */
export const FAULTY_TURNS: Record<FaultName, FaultyTurn> = {
  ...PROVIDER_FAULTS,

  /** The session is lost when it is to be resumed; once there is a new one, all is well. */
  session_lost: announced(performSteps),

  hang: (turn) => sleep(LONGEST_TIMER_MS, undefined, { signal: turn.signal }),

  /** Deaf to cancellation, the end of standard input and SIGTERM: only SIGKILL ends it. */
  async ignore_sigterm() {
    process.on('SIGTERM', () => undefined)
    await sleep(LONGEST_TIMER_MS)
  },

  slow: announced(async (turn, steps) => {
    await speakSlowly(turn)
    await performSteps(turn, steps)
  }),

  /** Talks on until it is interrupted, and then says what it heard and does its work. */
  steerable: announced(async (turn, steps) => {
    if (turn.prompts === 1) await speakSlowly(turn)
    else await turn.say(`I heard: ${turn.prompt}`, 0)
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

async function speakSlowly(turn: Turn): Promise<void> {
  for (let word = 1; word <= SLOW_WORDS; word += 1) {
    await turn.say(`word-${word} `, 0)
    await sleep(SLOW_WORD_PAUSE_MS, undefined, { signal: turn.signal })
  }
}

/** Resolves once the bytes have left this process, so that an exit right after loses nothing. */
function written(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => stream.write(text, (error) => (error ? reject(error) : resolve())))
}
