import { z } from 'zod'
import { dataFolderProblem } from '../data-folder-problem.ts'
import { checkGit } from '../doctor.ts'
import type { TurnOutcome } from '../engine/agents-port.ts'
import { folderSecrets } from '../secrets/folder-secrets.ts'
import { listAgents } from '../start-run.ts'
import { type Trial, tryAgent } from '../try-agent.ts'
import type { UsageError } from './commands.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { onInterruption } from './interruption.ts'
import { plainResultJson } from './json-lines.ts'
import { bad, dim, good, type Line, shortened, warn } from './line.ts'
import { refuse, type Session } from './work-session.ts'

/** `doctor --try`: one small turn, everything that was said in it, and what came of it in a sentence. */
export async function tryCommand(session: Session, agentId: string): Promise<ExitCode> {
  const { screen, home, io } = session
  const around = { home, environment: io.env }
  const impossible = await whatIsInTheWay(home)
  if (impossible !== null) return refuse(session, impossible)
  const listed = listAgents(around)
  if (!listed.ok) return refuse(session, listed.error)
  const agent = listed.value.find(({ id }) => id === agentId)
  if (agent === undefined) {
    const message = `There is no agent "${agentId}".`
    const ids = listed.value.map(({ id }) => id).join(', ')
    return refuse(session, { message, remedy: `Known agents: ${ids}. Others go into settings.json.` })
  }
  screen.say([dim(`One small turn of ${agent.name}, two minutes at most. Nothing is changed.`)])
  const interruption = onInterruption(
    () => screen.complain([warn('\nStopping the agent …')]),
    () => undefined,
  )
  try {
    const secrets = folderSecrets(around, () => null)
    const trial = await tryAgent(around, secrets, { id: agentId }, interruption.signal)
    for (const line of trial.transcript) showLine(session, line)
    const { result, durationMs } = trial
    const { tokens, agentVersion, outcome } = result
    const { text, exitCode } = trialVerdict(agent.name, outcome)
    screen.say([])
    screen.say([exitCode === EXIT.done ? good('✓ ') : bad('✗ '), text])
    for (const title of trial.rejected) screen.say([dim('  It asked for this and was refused: '), title])
    screen.say([dim(`  ${spentText(trial)}`)])
    screen.json({ type: 'trial', agent: agentId, agentVersion, outcome: outcome.kind, durationMs, tokens })
    screen.json(plainResultJson(exitCode, text))
    return exitCode
  } finally {
    interruption.release()
  }
}

/** A trial makes a repository in the data folder. */
async function whatIsInTheWay(home: string): Promise<UsageError | null> {
  const problem = dataFolderProblem(home)
  if (problem !== null) return problem
  const { level, text, remedy } = await checkGit()
  return level === 'error' ? { message: text, remedy: remedy ?? '' } : null
}

const lineSchema = z.looseObject({ from: z.string() })
const MAX_LINE_CHARACTERS = 4_000
const ARROWS: Readonly<Record<string, string>> = { application: '→', agent: '←' }

/** One line of the transcript. What the agent wrote is made inert by the screen. */
function showLine({ screen }: Session, text: string): void {
  const { at: _at, from, ...rest } = lineSchema.parse(JSON.parse(text))
  screen.say(exchangeLine(from, 'text' in rest ? String(rest['text']) : JSON.stringify(rest['message'])))
  screen.json({ type: 'exchange', from, ...rest })
}

const exchangeLine = (from: string, text: string): Line => [
  dim(`${ARROWS[from] ?? ' '} ${from.padEnd(11)} `),
  shortened(text, MAX_LINE_CHARACTERS),
]

function spentText({ durationMs, result: { tokens } }: Trial): string {
  const spent = tokens === null ? 'tokens not reported' : `${tokens.toLocaleString('en')} tokens`
  return `${(durationMs / 1000).toFixed(1)} s, ${spent}`
}

/** Pure. The outcome of a trial in a sentence. */
export function trialVerdict(name: string, outcome: TurnOutcome): { text: string; exitCode: ExitCode } {
  switch (outcome.kind) {
    case 'answered':
      return { text: `${name} answered ${wayOf(outcome.via)}.`, exitCode: EXIT.done }
    case 'missing':
      return { text: `${name} cannot be started. ${outcome.remedy}`, exitCode: EXIT.agentUnavailable }
    case 'login':
      return { text: `${name} is not logged in. ${outcome.remedy}`, exitCode: EXIT.agentUnavailable }
    default:
      return { text: `${name} ${failureText(outcome)}`, exitCode: EXIT.notCompleted }
  }
}

const wayOf = (via: 'tool' | 'text'): string =>
  via === 'tool' ? 'through its tool, as it should' : 'as text, because it did not use the tool; runs work so too'

function failureText(outcome: Exclude<TurnOutcome, { kind: 'answered' | 'missing' | 'login' }>): string {
  switch (outcome.kind) {
    case 'limited': {
      const until = outcome.until === null ? 'it does not say until when' : `until ${outcome.until}`
      return `has reached a limit, ${until}: ${outcome.detail}`
    }
    case 'transport':
      return `could not reach its model: ${outcome.detail}`
    case 'no_answer':
      return `gave no answer that can be used: ${outcome.detail}`
    case 'crashed':
      return `ended without an answer: ${outcome.detail}`
    case 'silent':
      return `was stopped: ${outcome.detail}`
    case 'session_lost':
      return `lost its session: ${outcome.detail}`
    case 'changed':
      return `is version ${outcome.to}, and was ${outcome.from} before.`
    case 'stopped':
      return 'was stopped on request.'
  }
}
