import { spawn } from 'node:child_process'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { StopReason } from '@agentclientprotocol/sdk'
import type { AnswerCall } from './answer-client.ts'
import { answersTo, noteComments } from './comments.ts'
import type { Conversation } from './conversation.ts'
import { applyFileStep } from './file-steps.ts'
import type { PermissionStep, Step } from './script.ts'

const MAX_SHOWN_OUTPUT_CHARACTERS = 20_000

export interface Turn extends Conversation {
  /** The session's folder. */
  cwd: string
  /** null: the session has no answer server. */
  callAnswerTool: AnswerCall | null
  /** The how-many-th prompt of its session this is, in this process, from 1. */
  prompts: number
  prompt: string
  /** Ends the turn in good order, as `end_turn` unless another reason is given: no later step is done. */
  end(stopReason?: StopReason): void
}

/** Does the steps in order. Rejects with the signal's reason once the turn is cancelled or was ended. */
export async function performSteps(turn: Turn, steps: readonly Step[]): Promise<void> {
  const noted = new Set<string>()
  for (const step of steps) {
    turn.signal.throwIfAborted()
    if (step.noteComments === true) for (const id of await writeNotes(turn)) noted.add(id)
    else await performStep(turn, withAnswers(step, turn.prompt, noted))
  }
}

const writeNotes = (turn: Turn): Promise<Set<string>> =>
  turn.withToolCall({ title: 'Write the comments into the files', kind: 'edit' }, () =>
    noteComments(turn.cwd, turn.prompt),
  )

/** A report answers the comments of its prompt, unless the script does. */
function withAnswers(step: Step, prompt: string, noted: ReadonlySet<string>): Step {
  const { tool } = step
  if (tool?.name !== 'report_result' || 'comments' in tool.arguments) return step
  const comments = answersTo(prompt, noted)
  return comments.length === 0 ? step : { tool: { ...tool, arguments: { ...tool.arguments, comments } } }
}

async function performStep(turn: Turn, step: Step): Promise<void> {
  if (step.say !== undefined) await turn.say(step.say)
  if (step.think !== undefined) await turn.think(step.think)
  if (step.write !== undefined) await changeFile(turn, 'Write', step.write.path, step)
  if (step.edit !== undefined) await changeFile(turn, 'Edit', step.edit.path, step)
  if (step.delete !== undefined) await changeFile(turn, 'Delete', step.delete.path, step)
  if (step.tool !== undefined) await giveAnswer(turn, step.tool)
  if (step.run !== undefined) await runCommand(turn, step.run)
  if (step.ask !== undefined) await askFirst(turn, step.ask)
  if (step.sleepMs !== undefined) await sleep(step.sleepMs, undefined, { signal: turn.signal })
}

async function changeFile(turn: Turn, verb: 'Write' | 'Edit' | 'Delete', file: string, step: Step): Promise<void> {
  const kind = verb === 'Delete' ? 'delete' : 'edit'
  const call = { title: `${verb} ${file}`, kind, paths: [path.resolve(turn.cwd, file)] } as const
  await turn.withToolCall(call, () => applyFileStep(turn.cwd, step))
}

async function giveAnswer(turn: Turn, answer: NonNullable<Step['tool']>): Promise<void> {
  const { callAnswerTool } = turn
  if (callAnswerTool === null) return sayAnswer(turn, answer)
  const call = { title: `${answer.name} (triptych)`, kind: 'other', rawInput: answer.arguments } as const
  try {
    const reply = await turn.withToolCall(call, () => callAnswerTool(answer.name, answer.arguments, turn.signal))
    if (!reply.accepted) await turn.say(`The answer was not accepted: ${reply.text}`)
  } catch (error) {
    turn.signal.throwIfAborted()
    await turn.say(`The answer tool cannot be reached (${error instanceof Error ? error.message : error}).`)
    await sayAnswer(turn, answer)
  }
}

/** The fallback for clients without an answer server: the last fenced block is the answer. */
async function sayAnswer(turn: Turn, answer: NonNullable<Step['tool']>): Promise<void> {
  await turn.say(`\n\`\`\`json\n${JSON.stringify(answer.arguments, null, 2)}\n\`\`\`\n`, 0)
}

/** The turn ends in good order if the permission is not given. */
export async function askFirst(turn: Turn, request: PermissionStep): Promise<void> {
  const answer = await turn.askPermission({
    title: request.title,
    kind: request.kind,
    paths: (request.paths ?? []).map((file) => path.resolve(turn.cwd, file)),
    rawInput: request.rawInput,
  })
  if (answer === 'allowed') return
  if (answer === 'rejected') await turn.say('That was not allowed, so I stop here.')
  turn.end()
}

async function runCommand(turn: Turn, command: string): Promise<void> {
  await turn.withToolCall({ title: command, kind: 'execute', rawInput: { command } }, async () => {
    const { output, ending } = await shell(command, turn.cwd, turn.signal)
    return `${output}\n${ending}`
  })
}

/** The whole process group ends with the signal. */
function shell(command: string, cwd: string, signal: AbortSignal): Promise<{ output: string; ending: string }> {
  return new Promise((resolve, reject) => {
    const grouped = process.platform !== 'win32'
    const child = spawn(command, { cwd, shell: true, detached: grouped, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const collect = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-MAX_SHOWN_OUTPUT_CHARACTERS)
    }
    const stop = () => (grouped && child.pid !== undefined ? killGroup(child.pid) : child.kill())
    signal.addEventListener('abort', stop, { once: true })
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', reject)
    child.on('close', (code, killedBy) => {
      signal.removeEventListener('abort', stop)
      if (signal.aborted) reject(signal.reason)
      else resolve({ output, ending: code === null ? `ended by ${killedBy}` : `exit ${code}` })
    })
  })
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL')
  } catch (error) {
    // Nobody of the group is left: that is what was wanted.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
