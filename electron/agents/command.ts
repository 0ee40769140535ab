import type { AgentOutput, AgentsPort, TurnRequest, TurnResult } from '../engine/agents-port.ts'
import { type AgentProcess, type ProcessExit, readStderr } from './agent-process.ts'
import { changedVersion } from './agent-version.ts'
import type { AgentSpec } from './catalog.ts'
import { readPrintedAnswer } from './command-answer.ts'
import { type CommandRun, ENDED_WELL, outcomeOfRun, problemOfRun } from './command-outcome.ts'
import { createCommandOutput, KEPT_OUTPUT_BYTES } from './command-output.ts'
import { firstPrompt, givePrompt, secondPrompt } from './command-prompt.ts'
import { endProgram, exitReason } from './end-program.ts'
import { programVersion } from './found-agents.ts'
import { type DriverOptions, type OpenTurn, resultWithout, withProcess, withTurn } from './one-turn.ts'
import type { TurnEnd } from './outcome.ts'

export interface CommandOptions extends DriverOptions {
  timing?: { termMs?: number }
}

const TERM_MS = 3_000

/**
 * The driver for any program that takes a prompt and prints an answer: one process per turn, and a second one where the answer must be
 * put right. Such a program has no session: nothing is continued, and every turn begins with the brief.
 */
export function createCommandAgents(options: CommandOptions): AgentsPort {
  return { runTurn: (request) => withTurn(request, options, (turn) => runTurn({ ...turn, options })) }
}

interface CommandTurn extends OpenTurn {
  options: CommandOptions
}

async function runTurn(turn: CommandTurn): Promise<TurnResult> {
  const { request, spec, options } = turn
  const version = programVersion(spec, options.environment)
  const changed = changedVersion(request, version)
  if (changed !== null) return { ...resultWithout({ ...changed, agent: spec.name }), agentVersion: version }
  return { ...(await runAndRepair(turn)), agentVersion: version }
}

async function runAndRepair(turn: CommandTurn): Promise<TurnResult> {
  const { request, spec } = turn
  const remarks = [...turn.remarks, ...notTaken(request, spec)]
  remarks.forEach((text, index) => {
    turn.transcript.text('note', text)
    tell(turn, { kind: 'text', messageId: `${request.turnId}.note${index + 1}`, text: `[Triptych] ${text}` })
  })
  const prompt = firstPrompt(request, spec)
  const first = await runOnce(turn, 1, prompt)
  if (!('end' in first)) return first
  const problem = problemOfRun(first)
  if (problem === null) return resultOf(first, spec)
  const again = secondPrompt(prompt, first.text, request.answer.repairPrompt(problem), spec)
  const second = await runOnce(turn, 2, again)
  return 'end' in second ? resultOf(second, spec) : second
}

const resultOf = (run: CommandRun, spec: AgentSpec): TurnResult => ({
  ...resultWithout(outcomeOfRun(run, spec, Date.now())),
  responseText: run.text,
  stderrTail: run.stderrTail,
})

/** What was chosen for the turn that a command cannot be given. */
function notTaken({ agent, mcpServers }: TurnRequest, spec: AgentSpec): string[] {
  const kept = 'it runs as its settings say'
  return [
    ...(agent.model !== undefined && spec.modelFlag === null
      ? [`${spec.name} takes no model, not “${agent.model}” either; ${kept}.`]
      : []),
    ...(agent.mode === undefined ? [] : [`${spec.name} takes no mode, not “${agent.mode}” either; ${kept}.`]),
    ...(mcpServers.length === 0 ? [] : [`${spec.name} takes no MCP servers; it works without them.`]),
  ]
}

function tell({ request, watch }: CommandTurn, output: AgentOutput): void {
  try {
    request.onOutput(output)
  } catch (error) {
    watch.fail(error)
  }
}

/** A `TurnResult` if the program could not be started. */
async function runOnce(turn: CommandTurn, number: 1 | 2, prompt: string): Promise<CommandRun | TurnResult> {
  const { request, spec, launch, transcript, watch, options } = turn
  // While the turn is being stopped, no run may cost anything any more.
  if (watch.isCut()) return { end: await watch.cut, printed: null, text: '', stderrTail: '' }
  transcript.message('application', JSON.stringify({ prompt }))
  const given = givePrompt(launch.args, spec, prompt, `${request.transcriptFile}.prompt${number}.md`)
  try {
    const withPrompt = { spec, launch: withNeeded({ ...launch, args: given.args }, given.file) }
    const worked = await withProcess(withPrompt, options.markers, (process) =>
      followRun(turn, process, { messageId: `${request.turnId}.${number}`, prompt, stdin: given.stdin }),
    )
    return worked.kind === 'worked' ? worked.value : resultWithout(worked.outcome)
  } finally {
    given.remove()
  }
}

/** The prompt's file lies in the data folder, which the sandbox hides. */
function withNeeded(launch: OpenTurn['launch'], file: string | null): OpenTurn['launch'] {
  const { inside } = launch
  if (inside === undefined || file === null) return launch
  const { confined } = inside
  return { ...launch, inside: { ...inside, confined: { ...confined, needed: [...confined.needed, file] } } }
}

/** Gives a started program its input, follows what it prints, and ends it with everything it started. */
async function followRun(
  turn: CommandTurn,
  process: AgentProcess,
  { messageId, prompt, stdin }: { messageId: string; prompt: string; stdin: string },
): Promise<{ value: CommandRun; left: readonly number[] }> {
  const { request, spec, transcript, watch, options } = turn
  const show = boundedTelling((text) => tell(turn, { kind: 'text', messageId, text }))
  const output = createCommandOutput(process.redactor, (text) => {
    transcript.message('agent', JSON.stringify({ output: text }))
    show(text)
  })
  const stderr = readStderr(process, (line) => transcript.text('stderr', line))
  process.stdout.on('data', output.push)
  for (const stream of [process.stdout, process.stderr]) stream.on('data', watch.touch)
  watch.arm()
  process.stdin.end(stdin)
  const end = await Promise.race([process.exited.then(endOfExit), watch.cut])
  watch.touch()
  // Its input has ended long ago, so there is no gentler word than SIGTERM.
  const ended = await endProgram(process, { stdinEndMs: 0, termMs: options.timing?.termMs ?? TERM_MS })
  output.end()
  const why = end.kind === 'replied' || end.kind === 'gone' ? 'ended by itself' : end.kind.replace('_', ' ')
  tell(turn, { kind: 'exit', ...ended.exit, reason: exitReason(why, ended) })
  const text = output.text()
  const printed = readPrintedAnswer(spec.output, { prompt, text }, request.answer)
  return { value: { end, printed, text, stderrTail: stderr.text() }, left: ended.left }
}

const endOfExit = (exit: ProcessExit): TurnEnd => (exit.exitCode === 0 ? ENDED_WELL : { kind: 'gone', exit })

/** Passes text on until as much was told as is kept, then says so once. */
function boundedTelling(tellText: (text: string) => void): (text: string) => void {
  let told = 0
  return (text) => {
    if (told > KEPT_OUTPUT_BYTES) return
    told += text.length
    tellText(text)
    if (told > KEPT_OUTPUT_BYTES)
      tellText('\n[Triptych] It prints more; the end of it is shown when the turn has ended.\n')
  }
}
